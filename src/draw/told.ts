import type { Problem } from '../model/rules.ts';
import { excess } from './excess.ts';
import { sheet } from './geometry.ts';
import { spoken } from './knobs/marks.ts';
import type { Answer, Beat } from './scene.ts';
import type { Format } from './shape.ts';

/** What a beat says, in any kind of diagram. */
export interface Words {
  readonly ask?: string;
  /** Guesses; the right one is a reference to what is counted. */
  readonly answers?: readonly string[];
  readonly say?: string;
  readonly payoff?: string;
  /** Not on stage: for those who read. */
  readonly reader?: boolean;
}

/** What a diagram that does not run knows of its own data, by name: what it can count, and who it is about. */
export type Counts = Readonly<Record<string, number | string>>;

/** What a reference comes to where a diagram can compute more than it can list, or why there is no such thing. */
export type Lookup = (reference: string) => { readonly value: string } | Omit<Problem, 'path'>;

// apart, because a page composes without rules
export { some, words } from './told-form.ts';

const placeholder = /\{([^{}]*)\}/g;

/** Notes a problem at a path. */
export type Tell = (path: string, what: string, expected: string) => void;

/** Collects problems. */
export function teller(problems: Problem[]): Tell {
  return (path, what, expected) => problems.push({ path, what, expected });
}

/** A beat that stands still, its counts resolved; what is wrong with its words, or too wide for a format, is told. */
export function told(
  beat: Words,
  path: string,
  { counts, formats, tell }: { counts: Counts | Lookup; formats: readonly Format[]; tell: Tell },
): Beat {
  const find = typeof counts === 'function' ? counts : countIn(counts);
  const resolved = (field: string, source = ''): string =>
    source.replace(placeholder, (whole, reference: string) => {
      const found = find(reference);
      if ('value' in found) return found.value;
      tell(`${path}.${field}`, found.what, found.expected);
      return whole;
    });
  const isRight = (answer: string) => answer.search(placeholder) >= 0;
  const answers = (beat.answers ?? []).map(
    (answer, n): Answer => ({ text: resolved(`answers[${n}]`, answer), right: isRight(answer) }),
  );
  if (beat.ask === undefined && beat.say === undefined)
    tell(path, 'a beat without words', 'expected say or ask as well');
  const right = answers.filter((each) => each.right).length;
  const isCounted = typeof counts === 'function' || Object.keys(counts).length > 0;
  if (beat.ask !== undefined && right !== 1 && (answers.length > 0 || isCounted))
    tell(`${path}.ask`, 'a question without its answer', 'expected answers, of which one is a reference');
  const made: Beat = {
    run: '',
    from: 0,
    at: 0,
    lens: 1,
    ask: resolved('ask', beat.ask),
    answers,
    ...spoken(resolved('say', beat.say)),
    payoff: resolved('payoff', beat.payoff),
    reader: beat.reader ?? false,
  };
  for (const format of formats) {
    const tooWide = Math.ceil(excess(sheet(format), made));
    if (tooWide > 0)
      tell(
        `${path}.${beat.ask === undefined ? 'say' : 'ask'}`,
        `these words are ${tooWide} px too wide for the ${format} picture`,
        'expected fewer or shorter ones',
      );
  }
  return made;
}

function countIn(counts: Counts): Lookup {
  const known = Object.keys(counts);
  const expected = known.length === 0 ? 'nothing is counted here' : `what is counted is ${known.join(', ')}`;
  return (name) => {
    const count = Object.hasOwn(counts, name) ? counts[name] : undefined;
    return count === undefined ? { what: `no count "${name}"`, expected } : { value: String(count) };
  };
}

/** The number of the beat that stands for all; one that there is not is told. */
export function keyOf(key: number | undefined, beats: number, tell: Tell): number {
  if (key !== undefined && key >= beats) tell('key', `no beat ${key}`, `beats are 0 to ${beats - 1}`);
  return Math.min(key ?? beats - 1, beats - 1);
}
