import type { Token } from 'markdown-it';
import { isColumnMark } from './columns.ts';
import { lostNotes, slips } from './label.ts';
import type { Document } from './markdown.ts';
import { type NotePart, notePart, noteParts } from './notes.ts';
import type { Position, Report } from './problem.ts';
import { lineOf, placed, type Source, startOf } from './source.ts';

const labels = noteParts.map((part) => `"${part}:"`).join(', ');

/** What is wrong with a slide that has no notes; `content` is all that it has. */
export function noNotes(content: readonly Token[], slideAt: Position, source: Source, report: Report): void {
  const lost = lostNotes(content, source);
  if (lost === undefined) report(slideAt, 'this slide has no notes', `expected a line "Note:" and ${labels}`);
  else if (lost.isPart) report(lost.at, `"${lost.written}" without "Note:" above it`, 'expected a line "Note:"');
  else report(lost.at, `"${lost.written}" begins no notes`, 'did you mean "Note:"?');
}

/** The HTML of each part of a slide's notes. `tokens` begin with the `notes` token; none means that there are no notes. */
export function notesOf(
  tokens: readonly Token[],
  document: Document,
  slideAt: Position,
  source: Source,
  report: Report,
): Map<NotePart, string> {
  const [note, ...rest] = tokens;
  if (note === undefined) return new Map();
  const parts = new Map<NotePart, { at: Position; tokens: Token[] }>();
  let current: Token[] | undefined;
  let early: Position | undefined;
  for (const [i, token] of rest.entries()) {
    if (isColumnMark(token)) {
      report(startOf(source, lineOf(token)), '":::" in the notes', 'expected columns to end before "Note:"');
      continue;
    }
    if (token.type !== 'note_part') {
      if (current === undefined) early = textAt(token, rest[i + 1], source);
      current ??= [];
      current.push(token);
      continue;
    }
    const part = notePart(token.info);
    if (part === undefined) continue;
    const at = labelAt(source, lineOf(token), part);
    const earlier = parts.get(part);
    if (earlier !== undefined) report(at, `"${part}:" twice in the notes of one slide`, 'expected each label once');
    current = earlier?.tokens ?? [];
    parts.set(part, { at: earlier?.at ?? at, tokens: current });
  }
  const absent = noteParts.filter((part) => !parts.has(part));
  const near = slips(rest, absent, source);
  for (const { at, written, meant } of near)
    report(at, `"${written}" begins no part of the notes`, `did you mean "${meant}:"?`);
  const missing = absent.filter((part) => near.every(({ meant }) => meant !== part));
  // notes as reveal.js has them are one mistake: they have no parts at all
  const areWhole = missing.length === noteParts.length && early !== undefined;
  if (missing.length > 0 && !areWhole)
    report(startOf(source, lineOf(note)), `the notes have no ${missing.join(', no ')}`, `expected ${labels}`);
  const isMisspelt = near.some(({ at }) => at.line === early?.line);
  if (early !== undefined && !isMisspelt)
    report(early, areWhole ? 'notes without their parts' : 'notes before the first label', `expected ${labels}`);
  for (const [part, { at, tokens: found }] of parts) {
    if (found.length === 0) report(at, `nothing after "${part}:"`, 'expected some words, even if they are "Nothing."');
  }
  const html = noteParts.flatMap((part): [NotePart, string][] => {
    const found = parts.get(part);
    return found === undefined ? [] : [[part, document.html(found.tokens)]];
  });
  for (const [part, text] of html) {
    const at = parts.get(part)?.at ?? slideAt;
    if (/class="[^"]*\bfragment\b/.test(text))
      report(at, `a fragment in "${part}:"`, 'it would take a click and show nothing');
  }
  return new Map(html);
}

function textAt(token: Token, next: Token | undefined, source: Source): Position {
  return token.type === 'paragraph_open' && next !== undefined
    ? placed(source, next.content, lineOf(token), 0)
    : startOf(source, lineOf(token));
}

function labelAt(source: Source, line: number, part: NotePart): Position {
  const at = source.lines[line - 1]?.toLowerCase().indexOf(`${part.toLowerCase()}:`) ?? -1;
  return at < 0 ? startOf(source, line) : { line, column: at + 1 };
}
