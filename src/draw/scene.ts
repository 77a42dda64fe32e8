import type { Ms } from '../model/kernel.ts';
import type { Problem } from '../model/rules.ts';
import { instantOf } from './instant.ts';
import { refersToRun, resolved } from './reference.ts';
import { type Run, runOf } from './run.ts';
import { type BeatSpec, type CardSpec, type DiagramSpec, usualLens } from './spec.ts';

/** A guess, and whether it is what the run says. */
export interface Answer {
  readonly text: string;
  readonly right: boolean;
}

/** A beat with its instants and words: plays from `from` to `at`, and stands there. */
export interface Beat {
  readonly run: string;
  readonly from: Ms;
  readonly at: Ms;
  readonly lens: number;
  readonly ask: string;
  readonly answers: readonly Answer[];
  readonly say: string;
  readonly payoff: string;
  readonly lit: BeatSpec['lit'] | undefined;
  readonly lanes: 'requests' | 'seats' | readonly string[];
  readonly cards: readonly CardSpec[];
  readonly reader: boolean;
}

/** A diagram that has run. */
export interface Scene {
  readonly spec: DiagramSpec;
  readonly runs: ReadonlyMap<string, Run>;
  readonly beats: readonly Beat[];
  /** The beat that stands for all. */
  readonly key: number;
}

/** The name of the run that beats show unless they say. */
export const firstRun = 'run';

/**
 * Runs everything that a diagram needs. Problems are those that only the run can tell: an instant that never comes, a
 * reference to nobody, each by its path; the scene is whole all the same.
 */
export function scene(spec: DiagramSpec): { readonly scene: Scene; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const runs = new Map([[firstRun, runOf(spec)]]);
  for (const [name, other] of Object.entries(spec.runs ?? {})) {
    runs.set(name, runOf({ server: other.server ?? spec.server, arrivals: other.arrivals ?? spec.arrivals }));
  }
  const beats: Beat[] = [];
  for (const [i, beat] of spec.beats.entries()) beats.push(beatOf(beat, i, beats.at(-1), runs, problems));
  const key = spec.key ?? spec.beats.length - 1;
  if (key >= spec.beats.length)
    problems.push({ path: 'key', what: `no beat ${key}`, expected: `beats are 0 to ${spec.beats.length - 1}` });
  return { scene: { spec, runs, beats, key: Math.min(key, beats.length - 1) }, problems };
}

function beatOf(
  beat: BeatSpec,
  i: number,
  before: Beat | undefined,
  runs: ReadonlyMap<string, Run>,
  problems: Problem[],
): Beat {
  const path = `beats[${i}]`;
  const name = beat.run ?? firstRun;
  const run = runs.get(name) ?? runs.get(firstRun);
  const fault = (field: string, what: string, expected: string) =>
    problems.push({ path: `${path}.${field}`, what, expected });
  if (!runs.has(name)) fault('run', `no run "${name}"`, `runs are ${[...runs.keys()].join(', ')}`);
  const words = (field: string, text: string | undefined): string => {
    const found = resolved(text ?? '', runs, name);
    if ('value' in found) return found.value;
    fault(field, found.what, found.expected);
    return '';
  };
  const found = run === undefined ? undefined : instantOf(beat.until, run);
  if (found !== undefined && !('value' in found)) fault('until', found.what, found.expected);
  const goesOn = before !== undefined && before.run === name;
  const from = goesOn ? before.at : 0;
  const at = found !== undefined && 'value' in found ? found.value : from;
  if (at < from)
    fault('until', `"${beat.until}" is before the beat before it`, `expected ${Math.round(from)} ms or later`);
  if (beat.ask === undefined && beat.say === undefined)
    fault('until', 'a beat without words', 'expected say or ask as well');
  if (beat.ask !== undefined && (beat.answers ?? []).filter(refersToRun).length !== 1) {
    fault('ask', 'a question without its answer', 'expected answers, of which one refers to the run');
  }
  return {
    run: runs.has(name) ? name : firstRun,
    // a question stands still where it is asked
    from: beat.ask === undefined ? from : at,
    at,
    lens: beat.lens ?? usualLens,
    ask: words('ask', beat.ask),
    answers: (beat.answers ?? []).map((text, n) => ({ text: words(`answers[${n}]`, text), right: refersToRun(text) })),
    say: words('say', beat.say),
    payoff: words('payoff', beat.payoff),
    lit: beat.lit,
    lanes: beat.lanes ?? before?.lanes ?? 'requests',
    cards: beat.cards ?? [],
    reader: beat.reader ?? false,
  };
}

/** The beats of the stage, by their numbers in the scene: those without the reader's. */
export function stageBeats({ beats }: Scene): readonly number[] {
  return beats.flatMap(({ reader }, i) => (reader ? [] : [i]));
}
