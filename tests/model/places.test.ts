import { describe, expect, it } from 'vitest';
import {
  loopUtilisation,
  meanLevel,
  mostLevel,
  queueLength,
  tokensHeld,
  turns,
  use,
  utilisation,
} from '../../src/model/places.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Event, RequestId, Segment, Stay, Trace } from '../../src/model/trace.ts';
import { request, STANDARD, steps, together } from './work.ts';

const LOOP = 'worker 1/loop';

const stay = (request: RequestId, from: number, to: number, how: Stay): Segment => ({ ...how, request, from, to });
const line = (place: string, wants?: string): Stay => ({ state: 'inLine', place, ...(wants && { wants }) });
const runs = (place: string, core: string): Stay => ({ state: 'running', place, core, gil: 'gil' });

/** As if recorded: three requests in 100 ms. */
const recorded: Trace = {
  places: [],
  requests: [
    { id: 'r1', at: 0, path: '/', steps: steps(STANDARD) },
    { id: 'r2', at: 10, path: '/', steps: [] },
    { id: 'r3', at: 10, path: '/', steps: [] },
  ],
  segments: [
    stay('r1', 0, 30, runs('seat', 'core 1')),
    stay('r1', 30, 70, { state: 'away', place: 'seat' }),
    stay('r1', 70, 80, line('seat', 'gil')),
    stay('r1', 80, 100, runs('seat', 'core 2')),
    stay('r2', 10, 20, line('backlog')),
    stay('r2', 20, 40, line('pool')),
    stay('r2', 40, 80, runs('seat 2', 'core 1')),
    stay('r3', 10, 40, line('backlog')),
    stay('r3', 40, 60, { state: 'stuck', place: 'loop seat' }),
  ],
  events: [
    { kind: 'token', place: 'pool', at: 20, held: 1 },
    { kind: 'token', place: 'pool', at: 40, held: 2 },
    { kind: 'token', place: 'another pool', at: 50, held: 9 },
    { kind: 'token', place: 'pool', at: 60, held: 3 },
    { kind: 'token', place: 'pool', at: 60, held: 1 },
    { kind: 'token', place: 'pool', at: 80, held: 0 },
  ],
  outcomes: [],
  end: 100,
};

describe('the use of a place', () => {
  it('of a seat is all that is in it, in whatever state', () => {
    expect(use(recorded, 'seat')).toEqual({ inLine: 10, running: 50, away: 40, stuck: 0 });
    expect(utilisation(recorded, 'seat')).toBe(1);
    expect(use(recorded, 'loop seat')).toEqual({ inLine: 0, running: 0, away: 0, stuck: 20 });
  });

  it('of a core or a GIL is who runs with it', () => {
    expect([utilisation(recorded, 'core 1'), utilisation(recorded, 'core 2')]).toEqual([0.7, 0.2]);
    expect(use(recorded, 'gil')).toEqual({ inLine: 0, running: 90, away: 0, stuck: 0 });
  });

  it('of a place where nobody ever was is none', () => {
    expect(utilisation(recorded, 'core 3')).toBe(0);
    expect(utilisation({ ...recorded, segments: [], end: 0 }, 'core 1')).toBe(0);
  });
});

describe('the length of a queue', () => {
  it('grows with who comes, two at once by two, and falls with who leaves', () => {
    expect(queueLength(recorded, 'backlog')).toEqual([
      { from: 0, to: 10, value: 0 },
      { from: 10, to: 20, value: 2 },
      { from: 20, to: 40, value: 1 },
      { from: 40, to: 100, value: 0 },
    ]);
  });

  it('for the GIL counts who sits in a seat and lacks it, and the seat has no line then', () => {
    expect(mostLevel(queueLength(recorded, 'gil'))).toBe(1);
    expect(mostLevel(queueLength(recorded, 'seat'))).toBe(0);
  });

  it('is on average what is in it over time: 40 ms of waiting in 100 ms are 0.4', () => {
    expect(meanLevel(queueLength(recorded, 'backlog'))).toBe(0.4);
    expect(mostLevel(queueLength(recorded, 'backlog'))).toBe(2);
  });

  it('is one stretch of zero where nobody waits, and nothing in a run of no duration', () => {
    expect(queueLength(recorded, 'elsewhere')).toEqual([{ from: 0, to: 100, value: 0 }]);
    const empty = queueLength({ ...recorded, segments: [], end: 0 }, 'backlog');
    expect([empty, meanLevel(empty), mostLevel(empty)]).toEqual([[], 0, 0]);
  });

  it('of a sync worker with four users is three, then two, then one', () => {
    const lengths = queueLength(simulate({ kind: 'sync' }, together(4, STANDARD)), 'backlog');
    expect(lengths).toEqual([
      { from: 0, to: 100, value: 3 },
      { from: 100, to: 200, value: 2 },
      { from: 200, to: 300, value: 1 },
      { from: 300, to: 400, value: 0 },
    ]);
    expect(meanLevel(lengths)).toBe(1.5);
  });

  it('for the cores is in the seats: eight processes on four cores', () => {
    const trace = simulate({ kind: 'sync', workers: 8, cores: 4 }, together(8, 'cpu 5'));
    expect(queueLength(trace, 'machine')).toEqual([
      { from: 0, to: 5, value: 4 },
      { from: 5, to: 10, value: 0 },
    ]);
  });
});

describe('the tokens held', () => {
  it('are what the events say; what lasts no time is not there', () => {
    expect(tokensHeld(recorded, 'pool')).toEqual([
      { from: 0, to: 20, value: 0 },
      { from: 20, to: 40, value: 1 },
      { from: 40, to: 60, value: 2 },
      { from: 60, to: 80, value: 1 },
      { from: 80, to: 100, value: 0 },
    ]);
    expect(meanLevel(tokensHeld(recorded, 'pool'))).toBe(0.8);
  });

  it('that are given back in the last instant are given back: the last level then lasts no time', () => {
    const trace = simulate({ kind: 'fastapi', endpoint: 'def', tokens: 2 }, [request(0, 'wait 10')]);
    const held = tokensHeld(trace, 'worker 1/tokens');
    expect(held).toEqual([
      { from: 0, to: 10, value: 1 },
      { from: 10, to: 10, value: 0 },
    ]);
    expect([meanLevel(held), mostLevel(held)]).toEqual([1, 1]);
  });

  it('of three def endpoints with two tokens are two, then one, then none', () => {
    const trace = simulate({ kind: 'fastapi', endpoint: 'def', tokens: 2 }, together(3, 'wait 100'));
    expect(tokensHeld(trace, 'worker 1/tokens')).toEqual([
      { from: 0, to: 100, value: 2 },
      { from: 100, to: 200, value: 1 },
      { from: 200, to: 200, value: 0 },
    ]);
    expect(queueLength(trace, 'worker 1/tokens')).toEqual([
      { from: 0, to: 100, value: 1 },
      { from: 100, to: 200, value: 0 },
    ]);
  });
});

describe('the turns of a loop', () => {
  const lags = (trace: Trace, loop = LOOP) => turns(trace, loop).map(({ from, to }) => to - from);

  it('a loop blocked for two seconds has a lag of 2000 ms', () => {
    const trace = simulate({ kind: 'asgi' }, [request(0, 'cpu 1, block 2000, cpu 1'), request(500, 'cpu 3')]);
    expect(Math.max(...lags(trace))).toBe(2002);
    const blocked = simulate({ kind: 'asgi' }, [request(0, 'block 2000')]);
    expect(turns(blocked, LOOP)).toEqual([
      { from: 0, to: 0 }, // accepts
      { from: 0, to: 0 }, // reads the request
      { from: 0, to: 2000 }, // runs it
      { from: 2000, to: 2000 }, // what was due meanwhile: uvicorn's tick
    ]);
    expect(loopUtilisation(blocked, LOOP)).toBe(1);
  });

  it('an idle loop has none, and one that awaits has none to speak of', () => {
    const trace = simulate({ kind: 'asgi' }, [request(0, 'wait 2000')]);
    expect(Math.max(...lags(trace))).toBe(0);
    expect(loopUtilisation(trace, LOOP)).toBe(0);
  });

  it('eight standard requests are eight times 5 ms, twice: the loop turns for 80 of 135 ms', () => {
    const trace = simulate({ kind: 'asgi' }, together(8, STANDARD));
    expect(loopUtilisation(trace, LOOP)).toBeCloseTo(80 / 135, 9);
    // the seven who came while the first was served are served in one turn
    expect(Math.max(...lags(trace))).toBe(35);
  });

  it('a turn is due when the timer is, even if a thread has the GIL then', () => {
    const trace = simulate({ kind: 'asgi' }, [request(0, 'thread [cpu 300]')]);
    // uvicorn's ticks at 100 and, 100 ms after the first could run, at 205
    expect(turns(trace, LOOP).filter(({ from, to }) => to > from)).toEqual([
      { from: 100, to: 105 },
      { from: 205, to: 210 },
    ]);
  });

  it('a turn that is never over ends with its process, or with the run', () => {
    const turn: Event = { kind: 'turn', place: LOOP, at: 10, ready: 1 };
    const select: Event = { kind: 'select', place: LOOP, at: 0 };
    const events: Event[] = [select, turn, { kind: 'exited', place: 'worker 1', at: 40, by: 'SIGKILL' }];
    expect(turns({ ...recorded, events }, LOOP)).toEqual([{ from: 10, to: 40 }]);
    expect(turns({ ...recorded, events: [select, turn] }, LOOP)).toEqual([{ from: 10, to: 100 }]);
    expect(loopUtilisation({ ...recorded, events: [select, turn] }, LOOP)).toBe(0.9);
    const other: Event = { kind: 'exited', place: 'worker 10', at: 40 };
    expect(turns({ ...recorded, events: [select, turn, other] }, LOOP)).toEqual([{ from: 10, to: 100 }]);
  });

  it('of two loops are told apart', () => {
    const trace = simulate({ kind: 'asgi', workers: 2 }, [request(0, 'block 50'), request(10, 'block 20')]);
    // which of them takes r1 is left to chance; the other is free for r2
    const most = [LOOP, 'worker 2/loop'].map((loop) => Math.max(...lags(trace, loop)));
    expect(most.toSorted((a, b) => a - b)).toEqual([20, 50]);
  });
});
