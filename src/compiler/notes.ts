import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { isSeparator } from './split.ts';

/** The four parts of a slide's notes, in the order in which the speaker needs them. */
export const noteParts = ['Say', 'Click', 'Next', 'If asked'] as const;
export type NotePart = (typeof noteParts)[number];

const noteLine = /^[ \t]*notes?:[ \t]*/i;
const partLine = new RegExp(`^[ \\t]*(${noteParts.join('|')}):[ \\t]*`, 'i');

/** The part that a label names, whatever its case. */
export function notePart(label: string): NotePart | undefined {
  return noteParts.find((part) => part.toLowerCase() === label.toLowerCase());
}

/**
 * Marks where the notes of a slide begin (token `notes`) and where each part of them does (token `note_part`, its
 * label in `info`). Works on top-level paragraphs, so `Note:` in a listing, a table or a quotation is what it looks
 * like.
 */
export function notes(md: MarkdownIt): void {
  // markers are not in the HTML, not even where a fault has put them
  md.renderer.rules.notes = md.renderer.rules.note_part = () => '';
  md.core.ruler.after('block', 'notes', (state) => {
    const out: Token[] = [];
    let inNotes = false;
    for (let i = 0; i < state.tokens.length; i++) {
      const token = state.tokens[i];
      const inline = state.tokens[i + 1];
      if (token === undefined) continue;
      // a slide may begin without the rule above it, which is told later
      if (isSeparator(token) || isSlideComment(token)) inNotes = false;
      if (token.type === 'paragraph_open' && token.level === 0 && inline?.type === 'inline') {
        const pieces = cut(inline, inNotes);
        inNotes ||= pieces.some((piece) => piece.marker === 'notes');
        out.push(...pieces.flatMap((piece) => tokensOf(state, piece)));
        i += 2;
      } else {
        out.push(token);
      }
    }
    state.tokens = out;
  });
}

function isSlideComment(token: Token): boolean {
  return token.type === 'html_block' && /<!--\s*\.slide\b/.test(token.content);
}

/** A marker, or a run of text, from one line of the file (from 0) on. */
type Piece = { line: number; marker: 'notes' | NotePart } | { line: number; marker?: undefined; text: string };

function cut(inline: Token, alreadyInNotes: boolean): Piece[] {
  const pieces: Piece[] = [];
  let inNotes = alreadyInNotes;
  let running: string[] = [];
  let line = inline.map?.[0] ?? 0;
  const flush = () => {
    if (running.length > 0) pieces.push({ line: line - running.length, text: running.join('\n') });
    running = [];
  };
  for (const content of inline.content.split('\n')) {
    let rest = content;
    const note = inNotes ? null : noteLine.exec(rest);
    if (note !== null) {
      flush();
      inNotes = true;
      pieces.push({ line, marker: 'notes' });
      rest = rest.slice(note[0].length);
    }
    const label = inNotes ? partLine.exec(rest) : null;
    const part = notePart(label?.[1] ?? '');
    if (label !== null && part !== undefined) {
      flush();
      pieces.push({ line, marker: part });
      rest = rest.slice(label[0].length);
    }
    if (rest !== '') running.push(rest);
    line++;
  }
  flush();
  return pieces;
}

function tokensOf(state: StateCore, piece: Piece): Token[] {
  if (piece.marker !== undefined) {
    const marker = new state.Token(piece.marker === 'notes' ? 'notes' : 'note_part', '', 0);
    marker.info = piece.marker;
    marker.map = [piece.line, piece.line + 1];
    return [marker];
  }
  const open = new state.Token('paragraph_open', 'p', 1);
  const inline = new state.Token('inline', '', 0);
  inline.level = 1;
  inline.children = [];
  inline.content = piece.text;
  open.map = inline.map = [piece.line, piece.line + piece.text.split('\n').length];
  const close = new state.Token('paragraph_close', 'p', -1);
  open.block = inline.block = close.block = true;
  return [open, inline, close];
}
