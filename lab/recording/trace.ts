import type { Ms } from '../../src/model/kernel.ts';
import { grouped } from '../../src/model/measure.ts';
import type { Requests } from '../../src/model/measured/measurement.ts';
import type { Scenario } from '../../src/model/measured/scenario.ts';
import { seenBy } from '../../src/model/measured/seen.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Event, Place, PlaceId, Request, RequestId, Segment, Stay, Trace } from '../../src/model/trace.ts';
import type { Note } from './notes.ts';
import { both, closed, type Stretch, union, without } from './stretches.ts';

/** Where what was seen is drawn: the places of the simulated run. */
interface Stage {
  readonly places: readonly Place[];
  /** On which requests take turns, if there is one; else each keeps the seat of its worker. */
  readonly loop: PlaceId | undefined;
  readonly pool: PlaceId | undefined;
  readonly seat: PlaceId;
  readonly ready: PlaceId;
  readonly selector: PlaceId;
}

/** One request: when it was sent and answered, and what was seen of it. */
interface Sight extends Stretch {
  readonly id: RequestId;
  readonly steps: readonly Stretch[];
  readonly work: readonly (Stretch & { readonly thread: string })[];
  readonly model: readonly Stretch[];
}

const MAIN = 'MainThread ';

/** From one request to the next a worker, or a loop, is on its way for as long as this at most (ms): who is in line stays in line. */
const HAND_OVER: Ms = 3;

/** What instruments and the load generator saw of one process, as a trace. Where nobody saw a request there is no segment. */
export function traceOf({ server, clients = [] }: Scenario, requests: Requests, notes: readonly Note[]): Trace {
  if (server === undefined) throw new Error('nothing simulates this, so that it has no places');
  const simulated = simulate(server, clients);
  const stage = stageOf(simulated.places);
  const seen = seenBy(requests);
  const byRequest = grouped(notes, ({ request }) => request);
  const sights = seen.map(({ at, latency }, n): Sight => {
    const own = byRequest.get(n + 1) ?? [];
    const of = (...kinds: readonly Note['kind'][]) => own.filter(({ kind }) => kinds.includes(kind));
    return {
      id: `r${n + 1}`,
      from: at,
      to: at + latency,
      steps: union(of('call', 'step')),
      work: of('work').filter(({ thread }) => !thread.startsWith(MAIN)),
      model: union(of('model')),
    };
  });
  const threads = [...new Set(sights.flatMap(({ work }) => work.map(({ thread }) => thread)))];
  return {
    places: stage.places,
    requests: seen.map(
      ({ path, at }, n): Request => ({
        id: `r${n + 1}`,
        at,
        path,
        steps: clients.find((each) => each.path === path)?.steps ?? [],
      }),
    ),
    segments: sights.flatMap((sight) => segmentsOf(sight, sights, stage, threads)),
    events: eventsOf(sights, stage),
    outcomes: seen
      .map(({ at, latency, outcome }, n) => ({ request: `r${n + 1}` as const, at: at + latency, kind: outcome }))
      .toSorted((a, b) => a.at - b.at),
    end: Math.max(...sights.map(({ to }) => to)),
  };
}

/** The loop has the turn while it is seen to run a step; a token is held from a request's first work in a thread to its last. */
function eventsOf(sights: readonly Sight[], { loop, pool }: Stage): readonly Event[] {
  const events: Event[] = [];
  if (loop !== undefined) {
    for (const { from, to } of union(sights.flatMap(({ steps }) => steps)))
      events.push({ at: from, place: loop, kind: 'turn', ready: 1 }, { at: to, place: loop, kind: 'select' });
  }
  if (pool !== undefined) {
    const trips = sights.flatMap(({ work }) =>
      work.length === 0
        ? []
        : [{ from: Math.min(...work.map(({ from }) => from)), to: Math.max(...work.map(({ to }) => to)) }],
    );
    const instants = [...new Set(trips.flatMap(({ from, to }) => [from, to]))];
    for (const at of instants)
      events.push({
        at,
        place: pool,
        kind: 'token',
        held: trips.filter(({ from, to }) => from <= at && at < to).length,
      });
  }
  return events.toSorted((a, b) => a.at - b.at);
}

function stageOf(places: readonly Place[]): Stage {
  const loop = places.find(({ kind }) => kind === 'loop');
  const inside = loop?.id ?? places.find(({ kind }) => kind === 'process')?.id ?? '';
  return {
    places,
    loop: loop?.id,
    pool: places.find(({ kind }) => kind === 'pool')?.id,
    seat: `${inside}/seat`,
    ready: `${inside}/ready`,
    selector: `${inside}/selector`,
  };
}

function segmentsOf(sight: Sight, all: readonly Sight[], stage: Stage, threads: readonly string[]): readonly Segment[] {
  const { id, steps, model, work } = sight;
  const others = closed(union(all.flatMap((each) => (each.id === id ? [] : each.steps))), HAND_OVER);
  // a call that begins and ends while its task has the turn keeps the seat; one that is awaited ends in a later turn
  const blocking = model.filter(({ from, to }) => steps.some((step) => step.from <= from && to <= step.to));
  const first = steps[0]?.from ?? sight.to;
  const last = Math.max(...steps.map(({ to }) => to), first);
  const runs = (place: PlaceId): Stay => ({ state: 'running', place, core: 'core 1', gil: 'worker 1/gil' });
  const stays: (readonly [Stay, readonly Stretch[]])[] = [
    // who needs a seat while another is seen in it is in line; while nobody is, nobody knows
    [{ state: 'inLine', place: 'backlog' }, both([{ from: sight.from, to: first }], others)],
    [runs(stage.seat), without(steps, blocking)],
    [stage.loop !== undefined ? { state: 'stuck', place: stage.seat } : { state: 'away', place: stage.seat }, blocking],
  ];
  const suspended = without([{ from: first, to: last }], steps);
  if (work.length === 0) {
    stays.push([{ state: 'away', place: stage.selector }, both(suspended, model)]);
    stays.push([{ state: 'inLine', place: stage.ready }, without(both(without(suspended, model), others), steps)]);
  }
  const seat = threads.indexOf(work[0]?.thread ?? '');
  if (seat >= 0) {
    const place = `worker 1/thread ${seat + 1}/seat`;
    // two at work at once have one GIL between them, and nobody sees whose it is
    const rivals = union([...others, ...all.flatMap((each) => (each.id === id ? [] : each.work))]);
    stays.push([runs(place), without(union(work), rivals)]);
    stays.push([{ state: 'away', place }, both(suspended, model)]);
    // with a thread, and without the GIL; and at last with an answer, and without the loop
    const idle = both(without(without(suspended, work), model), closed(rivals, HAND_OVER));
    const done = [{ from: Math.max(...work.map(({ to }) => to)), to: last }];
    stays.push([{ state: 'inLine', place, wants: 'worker 1/gil' }, without(idle, done)]);
    stays.push([{ state: 'inLine', place: stage.ready }, both(idle, done)]);
  }
  return stays
    .flatMap(([stay, stretches]) => stretches.map(({ from, to }): Segment => ({ request: id, from, to, ...stay })))
    .toSorted((a, b) => a.from - b.from);
}
