import { assertLaws } from '../../model/laws.ts';
import type { Problem } from '../../model/rules.ts';
import { excess } from '../excess.ts';
import { sheet } from '../geometry.ts';
import type { Found } from '../machine/instant.ts';
import { refersToRun } from '../machine/reference.ts';
import type { Beat } from '../scene.ts';
import { keyOf, type Tell, teller } from '../told.ts';
import { podsOf } from './history.ts';
import { instantOf } from './instant.ts';
import { readFleet } from './read.ts';
import { resolved } from './reference.ts';
import { type FleetRun, fleetRunOf } from './run.ts';
import { room, type Scene, type SceneData } from './scene.ts';
import type { BeatSpec, FleetFenceSpec } from './spec.ts';

/** The name of the run that beats show unless they say. */
const firstRun = 'run';

/** A fleet for the page, and for here, and what is wrong with it. */
export interface Composition {
  readonly data: SceneData;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
}

/**
 * Runs everything that a diagram needs. Problems are those that only the run can tell, each by its path; the data is whole
 * all the same. Throws if a run breaks a law of the model.
 */
export function deployed(spec: FleetFenceSpec): Composition {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const { runs: further = {}, beats: specs, key, ...first } = spec;
  const written = new Map([[firstRun, readFleet(first)]]);
  for (const [name, other] of Object.entries(further)) written.set(name, readFleet({ ...first, ...other }));
  const runs = new Map(Array.from(written, ([name, run]) => [name, fleetRunOf(run)]));
  // here and not on the page, which runs the same again
  for (const { trace } of runs.values()) assertLaws(trace);
  const beats: Beat[] = [];
  for (const [i, beat] of specs.entries()) beats.push(beatOf(beat, `beats[${i}]`, beats.at(-1), runs, tell));
  for (const [name, { trace }] of runs)
    if (podsOf(trace).some(({ seated }) => new Set(seated.map(({ place }) => place)).size > 1))
      tell(
        name === firstRun ? 'server' : `runs.${name}`,
        'a replica with more than one seat',
        'expected one worker and one seat, which is what there is room for',
      );
  const shown = [...written].filter(([name]) => beats.some(({ run }) => run === name));
  const data: SceneData = {
    kind: 'fleet',
    runs: Object.fromEntries(shown),
    beats,
    key: keyOf(key, beats.length, tell),
  };
  return { data, scene: { ...data, runs, room }, problems };
}

function beatOf(
  beat: BeatSpec,
  path: string,
  before: Beat | undefined,
  runs: ReadonlyMap<string, FleetRun>,
  tell: Tell,
): Beat {
  const name = beat.run ?? firstRun;
  const run = runs.get(name) ?? runs.get(firstRun);
  if (!runs.has(name)) tell(`${path}.run`, `no run "${name}"`, `runs are ${[...runs.keys()].join(', ')}`);
  const orTold = <T>(field: string, found: Found<T> | undefined, otherwise: T): T => {
    if (found === undefined || 'value' in found) return found?.value ?? otherwise;
    tell(`${path}.${field}`, found.what, found.expected);
    return otherwise;
  };
  const words = (field: string, text = ''): string => orTold(field, resolved(text, runs, name), '');
  // a question shows an instant of the run, and the run then begins
  const from = before !== undefined && before.run === name && before.ask === '' ? before.at : 0;
  const at = orTold('until', run && instantOf(beat.until, run), from);
  if (at < from)
    tell(`${path}.until`, `"${beat.until}" is before the beat before it`, `expected ${Math.round(from)} ms or later`);
  if (beat.ask === undefined && beat.say === undefined)
    tell(`${path}.until`, 'a beat without words', 'expected say or ask as well');
  if (beat.ask !== undefined && (beat.answers ?? []).filter(refersToRun).length !== 1)
    tell(`${path}.ask`, 'a question without its answer', 'expected answers, of which one refers to the run');
  if (beat.ask !== undefined && before?.run === name)
    tell(`${path}.ask`, 'a question in the middle of a run', 'a run is asked about before it begins');
  const made: Beat = {
    run: runs.has(name) ? name : firstRun,
    // a question stands still where it is asked, and so does what a slide begins with
    from: beat.ask === undefined && before !== undefined ? from : at,
    at,
    lens: beat.lens ?? 1,
    ask: words('ask', beat.ask),
    answers: (beat.answers ?? []).map((text, n) => ({ text: words(`answers[${n}]`, text), right: refersToRun(text) })),
    say: words('say', beat.say),
    payoff: words('payoff', beat.payoff),
    reader: beat.reader ?? false,
  };
  for (const format of ['wide', 'tall'] as const) {
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
