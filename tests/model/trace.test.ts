import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figures, sum } from '../../src/model/measure.ts';
import { simulate } from '../../src/model/servers/index.ts';
import { moment } from '../../src/model/trace.ts';
import { request, STANDARD, together } from './work.ts';

describe('a moment of a run', () => {
  const trace = simulate({ kind: 'sync' }, together(2, STANDARD));

  it('says who is where, in which state and since when', () => {
    expect(moment(trace, 50).present).toMatchObject([
      { request: 'r1', state: 'away', place: 'worker 1/seat', from: 5 },
      { request: 'r2', state: 'inLine', place: 'backlog', from: 0 },
    ]);
    expect(moment(trace, 50).outcomes).toEqual([]);
  });

  it('has changed what changes at it', () => {
    expect(moment(trace, 100).present).toMatchObject([{ request: 'r2', state: 'running', from: 100 }]);
    expect(moment(trace, 100).outcomes).toEqual([{ request: 'r1', at: 100, kind: 'replied' }]);
    expect(moment(trace, 200).present).toEqual([]);
  });

  it("obeys Little's law: those present, over time, are the arrivals times their stay", () => {
    const arrivals = fc.array(fc.record({ at: fc.nat(300), wait: fc.nat(50) }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(arrivals, (list) => {
        const run = simulate(
          { kind: 'asgi' },
          list.map(({ at, wait }) => request(at, `cpu 3, wait ${wait}, cpu 1`)),
        );
        let presence = 0;
        for (let t = 0; t < run.end; t += 1) presence += moment(run, t).present.length;
        expect(presence).toBe(sum(figures(run).map(({ latency }) => latency)));
      }),
    );
  });
});

describe('the places of a run', () => {
  it('are all there that a segment or an event names, each once, and inside one another', () => {
    for (const kind of ['sync', 'asgi'] as const) {
      const { places, segments, events } = simulate({ kind, workers: 2 }, together(9, `${STANDARD}, thread [cpu 7]`));
      const ids = places.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const named = [
        ...places.flatMap((place) => ('parent' in place ? [place.parent] : [])),
        ...events.flatMap((event) => (event.kind === 'gil' ? [event.place, event.from, event.to] : [event.place])),
        ...segments.flatMap((segment) => {
          if (segment.state === 'running') return [segment.place, segment.core, segment.gil ?? segment.place];
          return segment.state === 'inLine' ? [segment.place, segment.wants ?? segment.place] : [segment.place];
        }),
      ];
      expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    }
  });

  it('of a loop are its seat, its queue, its selector and its timers', () => {
    const { places } = simulate({ kind: 'asgi', threads: 1, cores: 1, backlog: 100 }, []);
    expect(places).toEqual([
      { kind: 'clients', id: 'clients', label: 'clients' },
      { kind: 'upstream', id: 'upstream', label: 'upstream' },
      { kind: 'machine', id: 'machine', label: 'cores', cores: 1 },
      { kind: 'core', id: 'core 1', label: 'core 1', parent: 'machine' },
      { kind: 'backlog', id: 'backlog', label: 'backlog', size: 100 },
      { kind: 'process', id: 'worker 1', label: 'worker 1' },
      { kind: 'gil', id: 'worker 1/gil', label: 'GIL', parent: 'worker 1' },
      { kind: 'loop', id: 'worker 1/loop', label: 'loop', parent: 'worker 1' },
      { kind: 'seat', id: 'worker 1/loop/seat', label: 'seat', parent: 'worker 1/loop' },
      { kind: 'readyQueue', id: 'worker 1/loop/ready', label: 'ready', parent: 'worker 1/loop' },
      { kind: 'selector', id: 'worker 1/loop/selector', label: 'waiting', parent: 'worker 1/loop' },
      { kind: 'timers', id: 'worker 1/loop/timers', label: 'timers', parent: 'worker 1/loop' },
      { kind: 'pool', id: 'worker 1/pool', label: 'pool', parent: 'worker 1', size: 1 },
      { kind: 'thread', id: 'worker 1/thread 1', label: 'thread 1', parent: 'worker 1/pool' },
      { kind: 'seat', id: 'worker 1/thread 1/seat', label: 'seat', parent: 'worker 1/thread 1' },
    ]);
  });
});
