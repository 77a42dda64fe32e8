import type { Ms } from '../../model/kernel.ts';
import { grouped } from '../../model/measure.ts';
import type { PlaceId, Request, RequestId, Segment, Trace } from '../../model/trace.ts';
import { type Geometry, geometry } from '../geometry.ts';
import type { Format } from '../shape.ts';
import { type Presence, presenceIn } from './presence.ts';
import type { Run } from './run.ts';
import type { Beat, Scene } from './scene.ts';
import { type Site, siteOf } from './site.ts';
import { type Tracks, tracksOf } from './tracks.ts';

/** What is the same in every frame of a run in one format: computed once, then looked up. */
export interface Picture {
  readonly scene: Scene;
  readonly run: Run;
  readonly trace: Trace;
  readonly geometry: Geometry;
  readonly site: Site;
  readonly tracks: Tracks;
  readonly presence: Presence;
  readonly history: ReadonlyMap<RequestId, readonly Segment[]>;
  readonly requests: ReadonlyMap<RequestId, Request>;
  readonly gaveUpAt: ReadonlyMap<RequestId, Ms>;
  /** Who is in a seat, and who computes on a core, in order. */
  readonly stays: ReadonlyMap<PlaceId, readonly Segment[]>;
  /** Seats that are drawn with their threads, or are tokens. */
  readonly threadSeats: ReadonlySet<PlaceId>;
  /** The first and the last instant that a beat of this run shows. */
  readonly start: Ms;
  readonly end: Ms;
  /** The beats of this run. */
  readonly beats: readonly Beat[];
}

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
  const { trace } = run;
  const inOrder = trace.segments.toSorted((a, b) => a.from - b.from);
  const beats = scene.beats.filter((beat) => beat.run === name);
  const shape = geometry(format);
  const site = siteOf(trace, shape, isCompared(scene), run.part?.crowd);
  const history = new Map<RequestId, Segment[]>(trace.requests.map(({ id }) => [id, []]));
  for (const segment of trace.segments) history.get(segment.request)?.push(segment);
  const { from: start, to: end } = run.part ?? { from: 0, to: Math.max(...beats.map(({ at }) => at), 1) };
  const tracks = tracksOf(trace, site, {
    ledger: { x: shape.ledger.x + 20, y: shape.ledger.y + 40 },
    lens: (at) => lensAt(beats, at),
    stills: beats.map(({ at }) => at),
  });
  return {
    scene,
    run,
    trace,
    geometry: shape,
    site,
    tracks,
    presence: presenceIn(tracks, end),
    history,
    start,
    end,
    beats,
    requests: new Map(trace.requests.map((request) => [request.id, request])),
    gaveUpAt: new Map(trace.outcomes.flatMap(({ kind, request, at }) => (kind === 'gaveUp' ? [[request, at]] : []))),
    threadSeats: threadSeatsOf(trace),
    stays: new Map([
      ...grouped(inOrder, ({ place }) => (site.seats.has(place) ? place : undefined)),
      ...grouped(inOrder, (stay) => (stay.state === 'running' ? stay.core : undefined)),
    ]),
  };
}

/** Whether a beat shows several processes, whose cores are then seen in all beats. */
function isCompared({ beats, runs }: Scene): boolean {
  return beats.some(({ run }) => {
    const processes = runs.get(run)?.trace.places.filter(({ kind }) => kind === 'process') ?? [];
    return processes.length > 1;
  });
}

function threadSeatsOf({ places }: Trace): ReadonlySet<PlaceId> {
  const threads = new Set(places.filter(({ kind }) => kind === 'thread').map(({ id }) => id));
  return new Set(places.flatMap((place) => (place.kind === 'seat' && threads.has(place.parent) ? [place.id] : [])));
}

/** The lens with which an instant is played: that of the stage, where a step passes over the beats of readers. */
export function lensAt(beats: readonly Beat[], at: Ms): number {
  const staged = beats.filter(({ reader }) => !reader);
  const onStage = staged.find((beat, i) => {
    const before = staged[i - 1];
    const from =
      before === undefined || before.ask !== '' ? Math.min(beat.from, beat.ask === '' ? 0 : beat.at) : before.at;
    return from <= at && at < beat.at;
  });
  return (onStage ?? beats.find(({ from, at: to }) => from <= at && at < to) ?? beats.at(-1))?.lens ?? 1;
}
