import type { FleetData } from '../draw/fleet/run.ts';
import type { ArrivalsData, RunData, UsersData } from '../draw/machine/run.ts';
import type { RowData } from '../draw/race/scene.ts';
import type { Composition, SceneData } from '../draw/scene.ts';
import type { ServerSpec } from '../model/servers/index.ts';
import { clientText, togetherText } from '../model/texts-of-clients.ts';
import { serverText } from '../model/texts-of-servers.ts';
import type { Arrival, Probe } from '../model/workload.ts';
import { type Experiment, trialOf } from './experiment.ts';

/** What a slide runs, to begin with. */
export interface Preset {
  /** Of the slide: "blocking-call". */
  readonly slug: string;
  /** Of the slide and, where it shows more than is played here, what of it this is. */
  readonly title: string;
  readonly experiment: Experiment;
}

/** What of a diagram can be played, and which part of it that is; empty for the whole. */
export interface Played {
  readonly experiment: Experiment;
  readonly part: string;
}

/** What a diagram runs, as a preset of its slide. */
export function presetOf(
  figure: Pick<Composition, 'data' | 'rivals'>,
  { slug, title }: Pick<Preset, 'slug' | 'title'>,
): Preset | undefined {
  const played = playedOf(figure);
  if (played === undefined) return undefined;
  const { experiment, part } = played;
  return { slug, title: part === '' ? title : `${title}: ${part}`, experiment };
}

/**
 * The run of a diagram, the first of several: of a race two rows, of a fleet one replica, to which everybody comes. Nothing
 * where nothing was simulated, where it was recorded, or where the notation has no words for it.
 */
export function playedOf({ data, rivals }: Pick<Composition, 'data' | 'rivals'>): Played | undefined {
  const played = firstOf(data, rivals);
  return played === undefined || 'faults' in trialOf(played.experiment) ? undefined : played;
}

function firstOf(data: SceneData, rivals: Composition['rivals']): Played | undefined {
  switch (data.kind) {
    case 'machine': {
      const run = data.runs.run ?? Object.values(data.runs)[0];
      return run === undefined || run.recorded !== undefined
        ? undefined
        : { experiment: experiment([run.server], run.arrivals), part: '' };
    }
    case 'race':
      return raceOf(data.rows, rivals);
    case 'fleet': {
      const run = data.runs.run ?? Object.values(data.runs)[0];
      return run && { experiment: podOf(run), part: 'one pod' };
    }
    default:
      return undefined;
  }
}

/** Those of whom the race tells, if the same comes to both; else the first of them. */
function raceOf(rows: readonly RowData[], [a, b]: readonly number[] = [0, 1]): Played | undefined {
  const [first, second] = [rows[a ?? 0], rows[b ?? 1]];
  if (rows.some(({ run }) => run.recorded !== undefined) || first === undefined || second === undefined)
    return undefined;
  if (linesOf(first.run.arrivals).join('\n') !== linesOf(second.run.arrivals).join('\n'))
    return { experiment: experiment([first.run.server], first.run.arrivals), part: first.label };
  return {
    experiment: experiment([first.run.server, second.run.server], first.run.arrivals),
    part: rows.length === 2 ? '' : `${first.label} and ${second.label}`,
  };
}

function podOf({ fleet: { server, probe }, arrivals }: FleetData): Experiment {
  const { servers, clients } = experiment([server], arrivals);
  if (probe === undefined) return { servers, clients };
  const { apart: _, ...asked } = probe;
  const asking: Probe = { ...asked, kind: 'probe' };
  return { servers, clients: [...clients, clientText(asking)] };
}

function experiment(servers: readonly [ServerSpec] | readonly [ServerSpec, ServerSpec], arrivals: RunData['arrivals']) {
  const [first, second] = servers;
  const clients = linesOf(arrivals);
  return second === undefined
    ? { servers: [serverText(first)] as const, clients }
    : { servers: [serverText(first), serverText(second)] as const, clients };
}

/** Who comes, an entry of the fence a line. */
function linesOf(arrivals: RunData['arrivals']): readonly string[] {
  return arrivals.map((each) => ('users' in each ? usersLine(each) : arrivalsLine(each)));
}

function usersLine({ users: count, every: apart, until: to, path, steps }: UsersData): string {
  return clientText({ kind: 'users', count, ...(apart !== undefined && { apart }), to, path, steps });
}

function arrivalsLine({ at, count = 1, every, until, rate, seed, path, steps, patience, probe }: ArrivalsData): string {
  const work = { path, steps, ...(patience !== undefined && { patience }), ...(probe !== undefined && { probe }) };
  if (rate !== undefined) {
    const from = at === undefined ? {} : { from: at };
    const chance = seed === undefined ? {} : { seed };
    return clientText({ kind: 'poisson', perSecond: rate, ...from, to: until ?? at ?? 0, ...chance, ...work });
  }
  const first: Arrival = { ...work, at: at ?? 0 };
  if (every === undefined) return togetherText(first, { count });
  const end = until ?? first.at + count * every;
  return togetherText(first, { count: Math.max(0, Math.ceil((end - first.at) / every)), apart: every });
}
