/** Letters of a text: from `at`, so many. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

/** Of Unicode's private letters, which no sentence has: each stands for the one so many below it. */
const first = 0xe000;
const marks = /[\ue000-\ue0ff]+/g;

/**
 * A knob's number in letters of its own, so that it is found again in its sentence once everything else there has been
 * resolved, and is none of the digits that nobody may type.
 */
export function marked(number: number): string {
  return [...String(number)].map((letter) => String.fromCharCode(letter.charCodeAt(0) + first)).join('');
}

/** A sentence to be read, and where in it the numbers are that were marked, if any. */
export function spoken(sentence: string): { readonly say: string; readonly numbers?: readonly Span[] } {
  const numbers = [...sentence.matchAll(marks)].map(({ 0: letters, index }) => ({ at: index, length: letters.length }));
  const say = sentence.replaceAll(marks, (letters) =>
    [...letters].map((letter) => String.fromCharCode(letter.charCodeAt(0) - first)).join(''),
  );
  return numbers.length === 0 ? { say } : { say, numbers };
}
