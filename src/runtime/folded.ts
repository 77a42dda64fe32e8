/** Text as it is compared: without accents, in small letters, with straight apostrophes. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}

/** The words of what was typed, as they are compared. */
export function wordsOf(typed: string): readonly string[] {
  return [...new Set(folded(typed).trim().split(/\s+/))].filter((word) => word !== '');
}

/** From where to where in a text, in its own letters. */
export type Span = readonly [from: number, to: number];

/** Where words begin in `text`: at the start of one of its own words, or with `anywhere` within one. */
export function spansOf(text: string, words: readonly string[], anywhere = false): readonly Span[] {
  // a letter may fold to several, or to none: remembers where each came from
  const from: number[] = [];
  let plain = '';
  let at = 0;
  for (const letter of text) {
    const fold = folded(letter);
    for (let i = 0; i < fold.length; i++) from.push(at);
    plain += fold;
    at += letter.length;
  }
  from.push(text.length);
  const spans: Span[] = [];
  for (const word of words) {
    for (let i = plain.indexOf(word); i >= 0; i = plain.indexOf(word, i + 1)) {
      if (!anywhere && isInWord(plain, i)) continue;
      spans.push([from[i] ?? 0, from[i + word.length] ?? text.length]);
    }
  }
  return merged(spans);
}

/** Whether a folded text has a word: at the start of one of its own, or with `anywhere` within one. */
export function has(plain: string, word: string, anywhere: boolean): boolean {
  for (let i = plain.indexOf(word); i >= 0; i = plain.indexOf(word, i + 1))
    if (anywhere || !isInWord(plain, i)) return true;
  return false;
}

function isInWord(plain: string, at: number): boolean {
  // what begins with a sign of its own, as __call__ or .get, begins where it stands
  return /[\p{L}\d]/u.test(plain.charAt(at)) && /[\p{L}\d]/u.test(plain.charAt(at - 1));
}

function merged(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], to)];
    else out.push([from, to]);
  }
  return out;
}
