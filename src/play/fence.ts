import { type Composition, composed } from '../draw/machine/compose.ts';
import { isDiagram, specProblems } from '../draw/machine/form.ts';
import { raced } from '../draw/race/compose.ts';
import { isRace, raceProblems } from '../draw/race/form.ts';
import type { Ms } from '../model/kernel.ts';
import { clientsPhrase } from '../model/phrases-of-clients.ts';
import type { Problem } from '../model/rules.ts';
import { run, type ServerSpec } from '../model/servers/index.ts';
import type { Trace } from '../model/trace.ts';
import { type Experiment, type Trial, trialOf } from './experiment.ts';
import { entryOf } from './fence-arrivals.ts';
import { flow } from './fence-yaml.ts';

/** A fence to be pasted into a slide, or why there can be none. */
export type FenceText = { readonly fence: string } | { readonly faults: readonly Problem[] };

/** With more requests than this a lane for each is a hair, and how many are in line is told instead. */
const mostLanes = 24;
/** How long the film of a fence takes, ms of the wall: what a sentence is said in. */
const filmTime: Ms = 8000;

/**
 * An experiment as a fence that the compiler of the slides accepts: one server as a `diagram`, two as a `race`. It shows
 * the same run. What a fence has no words for, and what the picture has no room for, is told by the path of the experiment
 * or of the fence.
 */
export function diagramFence(experiment: Experiment): FenceText {
  const trial = trialOf(experiment);
  if ('faults' in trial) return trial;
  const lines = experiment.clients.map(linesEntry);
  const faults = lines.flatMap(({ entry }, n) => ('fault' in entry ? [{ path: `clients[${n}]`, ...entry.fault }] : []));
  if (faults.length > 0) return { faults };
  const traces = trial.servers.map((server) => run(server, trial.clients));
  const last = Math.max(...traces.map((trace) => trace.outcomes.at(-1)?.at ?? 0));
  const lens = Math.min(1000, Math.max(1, Math.round(filmTime / Math.max(1, last))));
  // at the same instant who comes again and again is there before who comes once
  const entries = lines.toSorted((a, b) => Number(a.isOnce) - Number(b.isOnce)).map(({ entry }) => entry);
  const told = { entries, last: `${last} ms`, lens };
  return trial.servers.length === 1 ? diagram(trial, traces, told) : race(trial, traces, told);
}

interface Told {
  readonly entries: readonly unknown[];
  /** The instant at which the last one has an answer, or none. */
  readonly last: string;
  readonly lens: number;
}

function linesEntry(line: string) {
  const read = clientsPhrase(line);
  const clients = read.kind === 'read' ? read.value : [];
  return { entry: entryOf(clients), isOnce: clients.every((client) => !('kind' in client)) };
}

function diagram({ servers: [server] }: Trial, traces: readonly Trace[], { entries, last, lens }: Told): FenceText {
  const [trace] = traces;
  const count = trace?.requests.length ?? 0;
  const say = isAnswered(trace)
    ? '{count} come. On average an answer takes {mean}.'
    : '{count} come, and nobody is answered.';
  const beat = { say, until: last, lens, ...(count > mostLanes && { lanes: 'counts' }) };
  const spec: unknown = { server, arrivals: entries, beats: [beat] };
  const problems = isDiagram(spec) ? composed(spec).problems : specProblems(spec);
  return fenced(
    'diagram',
    [`server: ${flow(server)}`, ...list('arrivals', entries), ...list('beats', [beat])],
    problems,
  );
}

function race({ servers }: Trial, traces: readonly Trace[], { entries, last, lens }: Told): FenceText {
  const rows = servers.map((server, n) => ({ label: labelOf(server, n, servers), server }));
  const answer = traces.every(isAnswered)
    ? { payoff: rows.map(({ label }, n) => `{${label}:mean${n === 0 ? '|bare' : ''}}`).join(' → ') }
    : {};
  const beat = { say: 'The same traffic on both: the mean answer.', ...answer, until: last, lens };
  const spec: unknown = { servers: rows, arrivals: entries, beats: [beat] };
  const problems = isRace(spec) ? raced(spec).problems : raceProblems(spec);
  return fenced('race', [...list('servers', rows), ...list('arrivals', entries), ...list('beats', [beat])], problems);
}

function fenced(kind: 'diagram' | 'race', lines: readonly string[], faults: Composition['problems']): FenceText {
  return faults.length > 0 ? { faults } : { fence: [`\`\`\`${kind}`, ...lines, '```', ''].join('\n') };
}

function list(name: string, items: readonly unknown[]): readonly string[] {
  return [`${name}:`, ...items.map((item) => `  - ${flow(item)}`)];
}

function isAnswered(trace: Trace | undefined): boolean {
  return trace?.outcomes.some(({ kind }) => kind === 'replied') ?? false;
}

/** "sync ×8", or "asgi 1" and "asgi 2" where both are the same. */
function labelOf({ kind, workers = 1 }: ServerSpec, n: number, servers: readonly ServerSpec[]): string {
  const name = workers === 1 ? kind : `${kind} ×${workers}`;
  const isTwice = servers.every((each) => each.kind === kind && (each.workers ?? 1) === workers);
  return isTwice ? `${name} ${n + 1}` : name;
}
