import { nearest } from '../model/nearest.ts';
import type { Problem, Spot } from '../model/rules.ts';
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

/** Notes a problem at a path, or at a spot of what is there. */
export type Tell = (path: string, what: string, expected: string, spot?: Spot) => void;

/** Collects problems. */
export function teller(problems: Problem[]): Tell {
  return (path, what, expected, spot) =>
    problems.push({ path, what, expected, ...(spot === undefined ? {} : { spot }) });
}

/** A beat that stands still, its counts resolved; what is wrong with its words, or too wide for a format, is told. */
export function told(
  beat: Words,
  path: string,
  { counts, formats, tell }: { counts: Counts | Lookup; formats: readonly Format[]; tell: Tell },
): Beat {
  const find = typeof counts === 'function' ? counts : countIn(counts);
  let isResolved = true;
  const resolved = (field: string, source = ''): string =>
    source.replace(placeholder, (whole, reference: string, from: number) => {
      const found = find(reference.trim());
      if ('value' in found) return found.value;
      isResolved = false;
      tell(`${path}.${field}`, found.what, found.expected, { text: whole, from });
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
  const wide = isResolved ? tooWide(formats, (format) => excess(sheet(format), made)) : undefined;
  if (wide !== undefined)
    tell(
      `${path}.${beat.ask === undefined ? 'say' : 'ask'}`,
      `these words are ${wide}`,
      'expected fewer or shorter ones',
    );
  return made;
}

/** "12 px too wide for the tall picture", of the picture for which they are most; undefined if they fit all. */
export function tooWide(formats: readonly Format[], excessIn: (format: Format) => number): string | undefined {
  const [worst] = formats
    .map((format) => ({ format, px: Math.ceil(excessIn(format)) }))
    .toSorted((a, b) => b.px - a.px);
  return worst === undefined || worst.px <= 0 ? undefined : `${worst.px} px too wide for the ${worst.format} picture`;
}

function countIn(counts: Counts): Lookup {
  const known = Object.keys(counts);
  return (name) => {
    const count = Object.hasOwn(counts, name) ? counts[name] : undefined;
    if (count !== undefined) return { value: String(count) };
    const near = nearest(name, known);
    const all = known.length === 0 ? 'nothing is counted here' : `what is counted is ${known.join(', ')}`;
    return { what: `no count "${name}"`, expected: near === undefined ? all : `did you mean "${near}"?` };
  };
}

/** The number of the beat that stands for all; one that there is not is told. */
export function keyOf(key: number | undefined, beats: number, tell: Tell): number {
  if (key !== undefined && key >= beats) tell('key', `no beat ${key}`, `beats are 0 to ${beats - 1}`);
  return Math.min(key ?? beats - 1, beats - 1);
}
