import type { Ms } from '../../model/kernel.ts';
import type { RequestId } from '../../model/trace.ts';
import type { Format } from '../shape.ts';
import { durations, mostMoving } from '../theme.ts';
import { type Pod, podsOf, type Visit } from './history.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { FleetRun } from './run.ts';
import type { Scene } from './scene.ts';

/** How long a request takes to its place in line, and from there to the seat: ms of the servers', 0 where it is a cut. */
export interface Moves {
  readonly comes: Ms;
  readonly sits: Ms;
}

/** What is the same in every frame of a run in one format: computed once, then looked up. */
export interface Picture {
  readonly run: FleetRun;
  readonly pods: readonly Pod[];
  readonly layout: Layout;
  /** So few are there at once that each is a disc with its number. */
  readonly numbered: boolean;
  /** The most that are ever in one replica's line. */
  readonly longest: number;
  /** Who is there for long enough to be seen, or where the picture stands still. */
  readonly seen: ReadonlySet<RequestId>;
  readonly moves: ReadonlyMap<RequestId, Moves>;
  /** What is counted beside the answers: what the replicas cost, the probes that are missed, or who is lost. */
  readonly tally: 'cost' | 'missed' | 'lost';
  /** The last instant that a beat of this run shows. */
  readonly end: Ms;
  readonly lensAt: (t: Ms) => number;
}

/** More at once have no numbers. */
const mostDiscs = 16;

const pictures = new WeakMap<Scene, Map<string, Picture>>();

/** The picture of a run of a scene. */
export function pictureOf(scene: Scene, name: string, format: Format): Picture {
  const known = pictures.get(scene) ?? new Map<string, Picture>();
  pictures.set(scene, known);
  const key = `${format} ${name}`;
  const found = known.get(key) ?? picture(scene, name, format);
  known.set(key, found);
  return found;
}

function picture(scene: Scene, name: string, format: Format): Picture {
  const run = scene.runs.get(name);
  if (run === undefined) throw new Error(`no run "${name}" in this scene`);
  const beats = scene.beats.filter((beat) => beat.run === name);
  const pods = podsOf(run.trace);
  const visits = pods.flatMap((pod) => pod.visits).toSorted((a, b) => a.from - b.from);
  const lensAt = (t: Ms) => (beats.find(({ from, at }) => from <= t && t < at) ?? beats.at(-1))?.lens ?? 1;
  const seen = visits.filter(
    ({ from, to }) => (to - from) * lensAt(from) >= durations.shortest || beats.some(({ at }) => from <= at && at < to),
  );
  const { replicas, probe } = run.fleet;
  const layout = layoutOf(format, replicas, probe !== undefined);
  return {
    run,
    pods,
    layout,
    // a probe has a number as well, so that those of the users would have gaps
    numbered: layout.rows.length > 0 && probe === undefined && mostAtOnce(visits) <= mostDiscs,
    tally: tallyOf(run, pods),
    longest: longestLine(pods, seen),
    seen: new Set(seen.map(({ request }) => request)),
    moves: layout.rows.length === 0 ? new Map() : movesOf(seen, lensAt),
    end: Math.max(...beats.map(({ at }) => at), 1),
    lensAt,
  };
}

function mostAtOnce(visits: readonly Visit[]): number {
  return Math.max(0, ...visits.map(({ from }) => visits.filter((each) => each.from <= from && from < each.to).length));
}

function tallyOf({ fleet, users }: FleetRun, pods: readonly Pod[]): Picture['tally'] {
  const isStuck = pods.some(({ seated }) => seated.some(({ state }) => state === 'stuck'));
  if (fleet.probe === undefined && !isStuck) return 'cost';
  return isStuck || users.trace.outcomes.some(({ kind }) => kind !== 'replied') ? 'lost' : 'missed';
}

function longestLine(pods: readonly Pod[], seen: readonly Visit[]): number {
  const shown = new Set(seen);
  // who holds a loop is in its seat from the beginning; who sits elsewhere was in line when a question was asked
  const lines = pods.map(({ visits }) =>
    visits.filter((each) => shown.has(each) && each.stays.every(({ state }) => state !== 'stuck')),
  );
  return Math.max(1, ...lines.map(mostAtOnce));
}

/** Who comes and who sits down, in order; of more at a time than may move the later ones are cuts. */
function movesOf(visits: readonly Visit[], lensAt: (t: Ms) => number): ReadonlyMap<RequestId, Moves> {
  const moves = new Map<RequestId, Moves>();
  let ends: Ms[] = [];
  const all = visits.flatMap(({ request, from, stays }) => {
    const sitting = stays.find(isSeated);
    const waits = (sitting?.from ?? stays.at(-1)?.to ?? from) - from;
    return [
      { request, kind: 'comes' as const, at: from, stay: waits },
      ...(sitting === undefined
        ? []
        : [{ request, kind: 'sits' as const, at: sitting.from, stay: sitting.to - sitting.from }]),
    ];
  });
  for (const { request, kind, at, stay } of all.toSorted((a, b) => a.at - b.at)) {
    ends = ends.filter((end) => end > at);
    const ms = ends.length < mostMoving ? Math.min(durations.hop / lensAt(at), stay / 2) : 0;
    if (ms > 0) ends.push(at + ms);
    moves.set(request, { ...(moves.get(request) ?? { comes: 0, sits: 0 }), [kind]: ms });
  }
  return moves;
}

/** Whether a stay is one in a seat that is not only wanted. */
export function isSeated({ state, place }: { readonly state: string; readonly place: string }): boolean {
  return place.endsWith('/seat') && state !== 'inLine';
}
