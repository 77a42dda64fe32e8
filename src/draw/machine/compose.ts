import { expectedOneOf } from '../../model/nearest.ts';
import type { Problem, Spot } from '../../model/rules.ts';
import type { Trace } from '../../model/trace.ts';
import { excess } from '../excess.ts';
import { geometry } from '../geometry.ts';
import { spoken } from '../knobs/marks.ts';
import type { RecordingReader } from '../recorded.ts';
import type { Sources } from '../sources.ts';
import { tooWide } from '../told.ts';
import { codeOf, lineProblems } from './code-problems.ts';
import { instantOf, nobody } from './instant.ts';
import { memoryOf } from './memory.ts';
import { read } from './read.ts';
import { refersToRun, resolved } from './reference.ts';
import { type Run, type RunData, requestCalled, runOf } from './run.ts';
import type { Beat, Scene, SceneData } from './scene.ts';
import type { BeatSpec, DiagramSpec, RunSpec } from './spec.ts';
import { stageProblems, wordProblems } from './undrawn.ts';

/** How fast a beat plays unless it says. */
const usualLens = 20;

/** The name of the run that beats show unless they say. */
export const firstRun = 'run';

/** A machine for the page, and for here, and what is wrong with it. */
export interface Composition {
  readonly data: SceneData;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** What was found for what the fence names. */
  readonly added?: { readonly memory: number };
}

/** What composing is told: of every run, which it may refuse, and how to get what is in files; a page has none. */
export interface Composing extends Pick<Sources, 'code' | 'recorded' | 'measured'> {
  readonly hold?: (trace: Trace) => void;
}

/**
 * Runs everything that a diagram needs. Problems are those that only the run can tell: an instant that never comes, a
 * reference to nobody, each by its path; the data is whole all the same. `hold` is told every run, and may throw.
 */
export function composed(spec: DiagramSpec, { hold, code, recorded, measured }: Composing = {}): Composition {
  const problems: Problem[] = [];
  const { source, server, arrivals } = spec;
  const specs = new Map<string, RunData>();
  const add = (name: string, path: string, run: RunSpec) =>
    specs.set(name, { ...read(run), ...fromSource(run.source, path, recorded, problems) });
  if (isUsed(spec, firstRun)) add(firstRun, 'source', { server, arrivals, ...(source !== undefined && { source }) });
  for (const [name, other] of Object.entries(spec.runs ?? {}))
    add(name, `runs.${name}.source`, { server, arrivals, ...other });
  const runs = new Map([...specs].map(([name, run]) => [name, runOf(run)]));
  // the laws are the simulator's: of a real run not everything was seen
  for (const { trace, isRecorded } of runs.values()) if (!isRecorded) hold?.(trace);
  const beats: Beat[] = [];
  for (const [i, beat] of spec.beats.entries()) beats.push(beatOf(beat, i, beats.at(-1), runs, problems));
  for (const [i, { forks }] of spec.beats.entries()) if (forks) unfold(beats, i, runs, problems);
  const key = spec.key ?? spec.beats.length - 1;
  if (key >= spec.beats.length)
    problems.push({ path: 'key', what: `no beat ${key}`, expected: `beats are 0 to ${spec.beats.length - 1}` });
  const shown = [...specs].filter(([name]) => beats.some(({ run }) => run === name));
  const memory = memoryOf(spec.memory, measured, problems);
  const data: SceneData = {
    kind: 'machine',
    runs: Object.fromEntries(shown),
    beats,
    key: Math.min(key, beats.length - 1),
    upstream: spec.upstream ?? '',
    ...(memory === undefined ? {} : { memory }),
    ...codeOf(spec, code, problems),
  };
  const scene = { ...data, runs };
  for (const [name] of shown) problems.push(...stageProblems(scene, name));
  if (code !== undefined) problems.push(...lineProblems(spec, scene));
  problems.push(...wordProblems(scene));
  return { data, scene, problems, warnings: idleRuns(spec), ...(memory === undefined ? {} : { added: { memory } }) };
}

/** The real run that a source names. One that is none is told, and simulated. */
export function fromSource(
  source: string | undefined,
  path: string,
  read: RecordingReader | undefined,
  problems: Problem[],
): Pick<RunData, 'recorded'> {
  const found = source === undefined ? undefined : read?.(source);
  if (found === undefined) return {};
  if ('trace' in found) return { recorded: found.trace };
  problems.push({ path, ...found });
  return {};
}

/** Marks the beat in which processes are forked, and those before it. */
function unfold(beats: Beat[], i: number, runs: ReadonlyMap<string, Run>, problems: Problem[]): void {
  const { run: name = '', at = 0 } = beats[i] ?? {};
  const fault = (what: string, expected: string) => problems.push({ path: `beats[${i}].forks`, what, expected });
  const processes = runs.get(name)?.trace.places.filter(({ kind }) => kind === 'process') ?? [];
  if (processes.length < 2) fault('one process', 'expected workers: two or more');
  if (at > 0) fault(`a fork after ${Math.round(at)} ms`, 'expected until: 0 ms, before anybody is served');
  for (const [n, beat] of beats.entries()) {
    if (beat.run !== name || n > i) continue;
    beats[n] = n < i ? { ...beat, fork: 'before' } : { ...beat, fork: 'now', settles: true };
  }
}

/** Runs that no beat shows and no number comes from: what is left of something, or called otherwise where it is used. */
function idleRuns(spec: DiagramSpec): readonly Problem[] {
  return Object.keys(spec.runs ?? {})
    .filter((name) => !isUsed(spec, name))
    .map((name) => ({
      path: 'runs',
      what: `nothing shows the run "${name}"`,
      expected: `expected a beat with run: ${name}, or {${name}:…} in its words`,
      spot: { key: name },
    }));
}

/** Whether a beat shows a run, or says something of it; one that names none, or nobody's, shows the first. */
export function isUsed({ beats, runs = {} }: Pick<DiagramSpec, 'beats' | 'runs'>, name: string): boolean {
  return beats.some(({ run = firstRun, ask = '', answers = [], say = '', payoff = '' }) => {
    const shown = Object.hasOwn(runs, run) ? run : firstRun;
    return shown === name || [ask, ...answers, say, payoff].some((text) => text.includes(`{${name}:`));
  });
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
  const fault = (field: string, what: string, expected: string, spot?: Spot) =>
    problems.push({ path: `${path}.${field}`, what, expected, ...(spot === undefined ? {} : { spot }) });
  if (!runs.has(name)) fault('run', `no run "${name}"`, expectedOneOf(name, [...runs.keys()], 'runs'));
  let isResolved = true;
  const words = (field: string, text: string | undefined): string => {
    // why the run itself is none has been told
    const { value, faults } = resolved(text ?? '', runs, runs.has(name) ? name : firstRun);
    for (const { what, expected, spot } of runs.has(name) ? faults : []) fault(field, what, expected, spot);
    isResolved &&= faults.length === 0;
    return value;
  };
  const found = run === undefined || !runs.has(name) ? undefined : instantOf(beat.until, run);
  if (found !== undefined && !('value' in found)) fault('until', found.what, found.expected, found.spot);
  // a question shows an instant of the run, and the run then begins
  const goesOn = before !== undefined && before.run === name && before.ask === '';
  const from = goesOn ? before.at : 0;
  const at = found !== undefined && 'value' in found ? found.value : from;
  if (at < from)
    fault('until', `"${beat.until}" is before the beat before it`, `expected ${Math.round(from)} ms or later`);
  if (beat.ask === undefined && beat.say === undefined)
    fault('until', 'a beat without words', 'expected say or ask as well');
  if (beat.ask !== undefined && (beat.answers ?? []).filter(refersToRun).length !== 1) {
    fault('ask', 'a question without its answer', 'expected answers, of which one refers to the run');
  }
  const about = run === undefined ? undefined : requestCalled(run, beat.until.trim().split(/\s+/)[0] ?? '');
  const said = spoken(words('say', beat.say));
  const stands = beat.ask !== undefined || said.numbers !== undefined || i === 0;
  const made: Beat = {
    run: runs.has(name) ? name : firstRun,
    // a question stands still where it is asked, and so do a number to change and what a slide begins with
    from: stands ? at : from,
    at,
    lens: beat.lens ?? usualLens,
    ask: words('ask', beat.ask),
    answers: (beat.answers ?? []).map((text, n) => ({ text: words(`answers[${n}]`, text), right: refersToRun(text) })),
    ...said,
    payoff: words('payoff', beat.payoff),
    ...(beat.lit === undefined ? {} : { lit: beat.lit }),
    ...(beat.line === undefined ? {} : { line: beat.line }),
    lanes: beat.lanes ?? before?.lanes ?? 'requests',
    cards: beat.cards ?? [],
    reader: beat.reader ?? false,
    ...(about === undefined ? {} : { about }),
  };
  const wide = isResolved
    ? tooWide(['wide', 'tall'], (format) => excess(geometry(format === 'tall' ? 'tall' : 'wide'), made))
    : undefined;
  if (wide !== undefined)
    fault(beat.ask === undefined ? 'say' : 'ask', `these words are ${wide}`, 'expected fewer or shorter ones');
  for (const [n, lane] of (Array.isArray(beat.lanes) ? beat.lanes : []).entries()) {
    if (run === undefined || requestCalled(run, lane) !== undefined) continue;
    const { what, expected } = nobody(run, lane);
    fault(`lanes[${n}]`, what, expected);
  }
  if (beat.ask !== undefined && before?.run === name)
    fault('ask', 'a question in the middle of a run', 'a run is asked about before it begins');
  return made;
}
