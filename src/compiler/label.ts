import type { Token } from 'markdown-it';
import { nearest } from '../model/nearest.ts';
import { notePart } from './notes.ts';
import type { Position } from './problem.ts';
import { lineOf, placed, type Source } from './source.ts';

/** A line that was to begin something, as it is written and as it was most likely meant. */
export interface Slip {
  readonly at: Position;
  readonly written: string;
  readonly meant: string;
}

/** The lines among `tokens` that begin like one of these labels, and not quite: "Sya:", "**Next:**", "Click" alone. */
export function slips(tokens: readonly Token[], labels: readonly string[], source: Source): readonly Slip[] {
  const left = new Set(labels);
  return tokens.flatMap((token) => {
    if (token.type !== 'inline') return [];
    let offset = 0;
    return token.content.split('\n').flatMap((line): Slip[] => {
      const at = placed(source, token.content, lineOf(token), offset);
      offset += line.length + 1;
      const slip = slipOf(line, left);
      if (slip === undefined) return [];
      left.delete(slip.meant);
      return [{ at, ...slip }];
    });
  });
}

function slipOf(line: string, labels: ReadonlySet<string>): { written: string; meant: string } | undefined {
  const [written = '', label = ''] = /^[*_#]*([A-Za-z]+(?: [a-z]+)?)\s?[*_]*\s*:[*_]*/.exec(line) ?? [];
  const near = label === '' ? undefined : nearest(label, labels);
  if (near !== undefined) return { written, meant: near };
  const alone = [...labels].find((each) => new RegExp(`^${each}(?![\\w:])`).test(line));
  return alone === undefined ? undefined : { written: alone, meant: alone };
}

/** Where the notes of a slide were to begin, which has none: "Not:", or a part of them without "Note:" above it. */
export function lostNotes(tokens: readonly Token[], source: Source): (Slip & { readonly isPart: boolean }) | undefined {
  const [first] = slips(tokens, ['Note', 'Say'], source);
  const part = tokens.find(
    (token) => token.type === 'inline' && notePart(token.content.split(':')[0] ?? '') !== undefined,
  );
  if (part === undefined) return first === undefined || first.meant === 'Say' ? undefined : { ...first, isPart: false };
  const at = placed(source, part.content, lineOf(part), 0);
  const written = part.content.split(':')[0] ?? '';
  return first?.meant === 'Note'
    ? { ...first, isPart: false }
    : { at, written: `${written}:`, meant: 'Note', isPart: true };
}
