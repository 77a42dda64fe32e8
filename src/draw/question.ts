import type { Answer, Beat } from './scene.ts';
import type { Box } from './shape.ts';

/** An answer with its letter, where it is drawn. */
export interface Choice extends Answer, Box {
  readonly letter: string;
}

/** A question of a scene. */
export interface Question {
  /** The number of its beat. */
  readonly asked: number;
  readonly beat: Beat;
  /** The number of the beat that answers it; none where the scene ends with the question. */
  readonly answered?: number;
}

/** The question that a beat asks, or comes after: whoever has guessed waits there for the answer. */
export function questionAt({ beats }: { readonly beats: readonly Beat[] }, number: number): Question | undefined {
  const asked = beats.findLastIndex(({ ask, answers }, i) => i <= number && ask !== '' && answers.length > 0);
  const beat = beats[asked];
  if (beat === undefined) return undefined;
  const next = beats.findIndex(({ ask }, i) => i > asked && ask !== '');
  const later = beats.slice(asked + 1, next < 0 ? beats.length : next);
  const right = beat.answers.find((each) => each.right)?.text ?? '';
  // to say it earlier would spoil the run, which is there to be watched
  const says = later.findIndex(({ say, payoff }) => contains(`${say} ${payoff}`, right));
  if (later.length === 0) return { asked, beat };
  return { asked, beat, answered: asked + (says < 0 ? later.length : says + 1) };
}

/** What became of a guess, in words: what was said and, once it is `known`, whether it is right. Nothing of no guess. */
export function verdict(
  choices: readonly Pick<Choice, 'letter' | 'text' | 'right'>[],
  guess: string,
  known: boolean,
): string {
  const chosen = choices.find(({ text }) => text === guess);
  if (chosen === undefined) return '';
  const said = `You said ${chosen.letter}, ${chosen.text}.`;
  if (!known) return said;
  const right = choices.find((each) => each.right);
  return `${said} ${chosen.right ? 'Right.' : `Wrong: it is ${right?.letter}, ${right?.text}.`}`;
}

/** Whether the words are among the others: "60 ms" is not in "160 ms". */
function contains(words: string, part: string): boolean {
  const spaced = (text: string) => ` ${text.replaceAll(/[^\p{L}\p{N}.]+|\.(?!\d)/gu, ' ').trim()} `;
  return part !== '' && spaced(words).includes(spaced(part));
}
