import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/model/trace.ts';
import { json } from '../../src/play/json.ts';
import { type TraceEvent, traceEvents } from '../../src/play/trace-events.ts';
import { run } from '../sim/runs.ts';

const RUNS: Readonly<Record<string, () => Trace>> = {
  'a full backlog': () => run('sync backlog=2', '20 at 0 patience 500ms: cpu 5, wait 300'),
  'a loop by chance': () => run('asgi workers=2', 'poisson 100 for 2s seed 3: cpu ~5, wait ~90, thread [native ~2]'),
  'tokens, and work behind the answer': () =>
    run('fastapi endpoint=def tokens=3 background="def cpu 2"', 'rate 60 for 1s patience 200ms: cpu 2, wait 90'),
  'threads on few cores': () =>
    run('gthread workers=2 threads=3 cores=1 quota=60', 'users 12 for 1s keep-alive: cpu 7'),
  'a crash and a blocked loop': () =>
    run('asgi workers=2 supervisor=gunicorn timeout=2s crashes=2@1s', 'rate 20 for 6s: cpu 3', '1 at 0: block 9000'),
  'sockets of their own, refused and retried': () =>
    run('asgi workers=2 reusePort=true concurrencyLimit=1', '9 at 0 retry 2 pause 5: wait 10'),
  nobody: () => run('sync', 'rate 10 for 0s: cpu 1'),
};

function eventsOf(trace: Trace): readonly TraceEvent[] {
  return traceEvents(trace).traceEvents;
}

describe.each(Object.entries(RUNS))('the trace events of %s', (_, made) => {
  const trace = made();
  const events = eventsOf(trace);

  it('are in whole microseconds and in the order of time', () => {
    const timed = events.filter(({ ph }) => ph !== 'M').map(({ ts }) => ts);
    expect(timed).toEqual(timed.toSorted((a, b) => a - b));
    expect(events.every(({ ts }) => Number.isInteger(ts) && ts >= 0)).toBe(true);
    expect(events.every((event) => event.ph !== 'X' || (Number.isInteger(event.dur) && event.dur >= 0))).toBe(true);
  });

  it('have every stay of every request once, inside the request', () => {
    const open = new Map<string, { name: string; ts: number; args: object }[]>();
    const found: object[] = [];
    for (const event of events) {
      if (event.ph !== 'b' && event.ph !== 'e') continue;
      const stack = open.get(event.id) ?? [];
      open.set(event.id, stack);
      if (event.ph === 'b') {
        stack.push(event);
        continue;
      }
      const begun = stack.pop();
      // what ends is what was begun last: a viewer knows no other order
      expect(begun?.name).toBe(event.name);
      if (stack.length === 1) found.push({ ...begun?.args, from: begun?.ts, to: event.ts });
    }
    expect([...open.values()].flat()).toEqual([]);
    const segments = trace.segments.map((stay) => ({ ...stay, from: micros(stay.from), to: micros(stay.to) }));
    expect(sorted(found)).toEqual(sorted(segments));
  });

  it('have one at a time on each track, and nobody left out', () => {
    const byTrack = new Map<number, { ts: number; dur: number }[]>();
    for (const event of events) {
      if (event.ph === 'X') byTrack.set(event.tid, [...(byTrack.get(event.tid) ?? []), event]);
    }
    for (const stays of byTrack.values()) {
      for (const [n, { ts }] of stays.entries()) {
        const before = stays[n - 1];
        if (before !== undefined) expect(ts).toBeGreaterThanOrEqual(before.ts + before.dur);
      }
    }
    const seats = new Set(trace.places.flatMap(({ kind, id }) => (kind === 'seat' ? [id] : [])));
    const count = (cat: string) => events.filter((event) => event.ph === 'X' && event.cat === cat).length;
    expect(count('seat')).toBe(trace.segments.filter(({ place }) => seats.has(place)).length);
    expect(count('core')).toBe(trace.segments.filter(({ state }) => state === 'running').length);
    expect(count('gil')).toBe(trace.segments.filter((stay) => stay.state === 'running' && stay.gil).length);
  });

  it('have every event that is not counted once', () => {
    const instants = events.flatMap((event) => (event.ph === 'i' ? [event.cat] : []));
    const happened = trace.events.flatMap(({ kind }) => (kind === 'token' ? [] : [kind]));
    expect(instants.toSorted()).toEqual(happened.toSorted());
  });

  it('name every process and every track, each with a number of its own', () => {
    const named = (what: string) => events.filter(({ ph, name }) => ph === 'M' && name === what);
    const pids = named('process_name').map(({ pid }) => pid);
    const tids = named('thread_name').map((event) => ('tid' in event ? event.tid : 0));
    expect(new Set([...pids, ...tids]).size).toBe(pids.length + tids.length);
    for (const event of events) {
      expect(pids).toContain(event.pid);
      if (event.ph === 'X') expect(tids).toContain(event.tid);
    }
  });

  it('are JSON', () => {
    expect(JSON.parse([...json(traceEvents(trace))].join(''))).toEqual(JSON.parse(JSON.stringify(traceEvents(trace))));
  });
});

it('count who is in line and how many tokens are held', () => {
  const trace = run('fastapi endpoint=def tokens=2', '5 at 0: wait 10');
  const counted = eventsOf(trace).filter(({ ph, name }) => ph === 'C' && name === 'tokens');
  expect(counted.map(({ ts, args }) => ({ ts, ...args }))).toEqual([
    { ts: 0, 'in line': 3 },
    { ts: 0, held: 2 },
    { ts: 10_000, 'in line': 1 },
    { ts: 20_000, 'in line': 0 },
    { ts: 20_000, held: 1 },
    { ts: 30_000, held: 0 },
  ]);
});

it('end a request where the server has finished, and mark where its client saw the end', () => {
  const own = eventsOf(run('sync', '1 at 0 patience 20ms path /slow: cpu 5, wait 90')).filter((event) => 'id' in event);
  expect(own.map(({ ph, name, ts }) => `${ts} ${ph} ${name}`)).toEqual([
    '0 b /slow',
    '0 b running',
    '5000 e running',
    '5000 b away',
    '20000 n gaveUp',
    '95000 e away',
    '95000 e /slow',
  ]);
});

function micros(ms: number): number {
  return Math.round(ms * 1000);
}

function sorted(items: readonly object[]): string[] {
  return items.map((item) => JSON.stringify(Object.entries(item).toSorted())).toSorted();
}
