import { describe, expect, it } from 'vitest';
import { assertLaws } from '../../src/model/laws.ts';
import { LAWS_OF_PLACES } from '../../src/model/laws-of-places.ts';
import { LAWS_OF_REQUESTS } from '../../src/model/laws-of-requests.ts';
import type { Event, Outcome, Place, Request, RequestId, Segment, Stay, Trace } from '../../src/model/trace.ts';
import { steps } from './work.ts';

const asked = (id: RequestId, at: number, text: string): Request => ({ id, at, path: '/', steps: steps(text) });
const seg = (request: RequestId, from: number, to: number, stay: Stay): Segment => ({ ...stay, request, from, to });
const end = (request: RequestId, at: number, kind: Outcome['kind'] = 'replied'): Outcome => ({ request, at, kind });

const queue: Stay = { state: 'inLine', place: 'backlog' };
const runs = (place: string, core: string, gil: string): Stay => ({ state: 'running', place, core, gil });

/** Two requests of 5 ms, one after the other in one seat; nothing is wrong with it. */
const sound: Trace = {
  places: [
    { kind: 'backlog', id: 'backlog', label: 'backlog', size: 10 },
    { kind: 'seat', id: 'seat', label: 'seat', parent: 'worker 1' },
    { kind: 'seat', id: 'seat 2', label: 'seat', parent: 'worker 1' },
  ],
  requests: [asked('r1', 0, 'cpu 5'), asked('r2', 1, 'cpu 5')],
  segments: [
    seg('r1', 0, 5, runs('seat', 'core 1', 'gil')),
    seg('r2', 1, 5, queue),
    seg('r2', 5, 10, runs('seat', 'core 1', 'gil')),
  ],
  events: [],
  outcomes: [end('r1', 5), end('r2', 10)],
  end: 10,
};

function broken(change: Partial<Trace>): () => void {
  return () => assertLaws({ ...sound, ...change });
}

const [first, waits, second] = sound.segments;
if (first === undefined || waits === undefined || second === undefined) throw new Error('three segments are needed');

describe('the laws', () => {
  it('are these, and each is broken below', () => {
    expect([...Object.keys(LAWS_OF_REQUESTS), ...Object.keys(LAWS_OF_PLACES)]).toEqual([
      'segments of a request touch and never overlap, from its arrival on',
      'every arrival ends exactly once, while it is there',
      'who is answered got the work it asked for',
      'what is in the system on average is what comes a second, times how long each is in it (Little)',
      'at most one request runs under a GIL',
      'at most one request runs on a core',
      'at most one request is in a seat',
      'who is first in line is first out of it',
      'no more tokens are held than there are',
      'nobody computes when the quota is spent, and nobody more than the quota',
      'nobody is in a process that has ended',
    ]);
  });
});

describe('a run that breaks a law names the law, the instant and the request', () => {
  it('and a sound one passes', () => {
    expect(broken({})).not.toThrow();
  });

  it('when a request is nowhere for a while', () => {
    expect(broken({ segments: [first, { ...waits, to: 4 }, second] })).toThrow(
      'law broken: segments of a request touch and never overlap, from its arrival on; at 5 ms, by r2',
    );
  });

  it('when a request is nowhere at first', () => {
    expect(broken({ segments: [first, { ...waits, from: 2 }, second] })).toThrow(/touch.*; at 2 ms, by r2/);
  });

  it('when a request is in two places', () => {
    expect(broken({ segments: [first, { ...waits, to: 6 }, second] })).toThrow(/touch.*; at 5 ms, by r2/);
  });

  it('when a stay has no duration', () => {
    expect(broken({ segments: [first, { ...waits, to: 1 }, { ...second, from: 1 }] })).toThrow(
      /touch.*; at 1 ms, by r2/,
    );
  });

  it('when an arrival never ends', () => {
    expect(broken({ outcomes: [end('r1', 5)] })).toThrow(
      'law broken: every arrival ends exactly once, while it is there; at 10 ms, by r2',
    );
  });

  it('when an arrival ends twice', () => {
    expect(broken({ outcomes: [...sound.outcomes, end('r1', 7, 'gaveUp')] })).toThrow(/exactly once.*; at 7 ms, by r1/);
  });

  it('when an answer comes before the server has finished, or after', () => {
    expect(broken({ outcomes: [end('r1', 5), end('r2', 9)] })).toThrow(/exactly once.*; at 9 ms, by r2/);
    expect(broken({ outcomes: [end('r1', 5), end('r2', 11)] })).toThrow(/exactly once.*; at 11 ms, by r2/);
    expect(broken({ outcomes: [end('r1', 5), end('r2', 9, 'gaveUp')] })).not.toThrow();
    expect(broken({ outcomes: [end('r1', 5), end('r2', 0, 'gaveUp')] })).toThrow(/exactly once.*; at 0 ms, by r2/);
  });

  it('when two run under one GIL', () => {
    const segments = [first, seg('r2', 1, 6, runs('seat 2', 'core 2', 'gil'))];
    expect(broken({ segments, outcomes: [end('r1', 5), end('r2', 6)] })).toThrow(
      'law broken: at most one request runs under a GIL; at 1 ms, by r2',
    );
  });

  it('when two run on one core', () => {
    const segments = [first, seg('r2', 1, 6, runs('seat 2', 'core 1', 'another gil'))];
    expect(broken({ segments, outcomes: [end('r1', 5), end('r2', 6)] })).toThrow(
      'law broken: at most one request runs on a core; at 1 ms, by r2',
    );
  });

  it('when two are in one seat, even if one of them is away', () => {
    const segments = [first, seg('r2', 1, 6, { state: 'away', place: 'seat' })];
    const requests = [asked('r1', 0, 'cpu 5'), asked('r2', 1, 'wait 5')];
    expect(broken({ segments, requests, outcomes: [end('r1', 5), end('r2', 6)] })).toThrow(
      'law broken: at most one request is in a seat; at 1 ms, by r2',
    );
  });

  it('when somebody jumps the queue, of a socket or for the GIL', () => {
    const jump = (line: Stay) =>
      broken({
        requests: [asked('r1', 0, 'cpu 1'), asked('r2', 1, 'cpu 1')],
        segments: [
          seg('r1', 0, 9, line),
          seg('r1', 9, 10, runs('seat', 'core 1', 'gil')),
          seg('r2', 1, 8, line),
          seg('r2', 8, 9, runs('seat', 'core 1', 'gil')),
        ],
        outcomes: [end('r2', 9), end('r1', 10)],
      });
    expect(jump(queue)).toThrow('law broken: who is first in line is first out of it; at 8 ms, by r2');
    expect(jump({ state: 'inLine', place: 'elsewhere', wants: 'gil' })).toThrow(/first out of it; at 8 ms, by r2/);
    expect(jump({ state: 'inLine', place: 'clients' })).not.toThrow();
  });

  it('when an answer is given for less work than was asked for, or for more', () => {
    const requests = [asked('r1', 0, 'cpu 5'), asked('r2', 1, 'cpu 4, thread [wait 1]')];
    expect(broken({ requests })).toThrow('law broken: who is answered got the work it asked for; at 10 ms, by r2');
    const more = [asked('r1', 0, 'cpu 5'), asked('r2', 1, 'cpu 9')];
    expect(broken({ requests: more })).toThrow(/got the work it asked for; at 10 ms, by r2/);
    // who is turned away may have got less, and never more
    const refused = [end('r1', 5), end('r2', 10, 'refused')];
    expect(broken({ requests: more, outcomes: refused })).not.toThrow();
    expect(broken({ requests, outcomes: refused })).toThrow(/got the work it asked for; at 10 ms, by r2/);
  });

  it('but not when somebody leaves a line because its process has ended', () => {
    const line: Stay = { state: 'inLine', place: 'elsewhere', wants: 'machine' };
    const thrownOut = (kind: Outcome['kind']) =>
      broken({
        requests: [asked('r1', 0, 'cpu 1'), asked('r2', 1, 'cpu 1')],
        segments: [seg('r1', 0, 9, line), seg('r1', 9, 10, runs('seat', 'core 1', 'gil')), seg('r2', 1, 8, line)],
        outcomes: [end('r2', 8, kind), end('r1', 10)],
      });
    expect(thrownOut('lost')).not.toThrow();
    expect(thrownOut('failed')).not.toThrow();
    expect(thrownOut('refused')).toThrow(/first out of it; at 8 ms, by r2/);
  });

  it('when more tokens are held than there are, or fewer than none', () => {
    const pool: Place = { kind: 'pool', id: 'tokens', label: 'tokens', parent: 'worker 1', size: 2 };
    const held = (...counts: readonly number[]) =>
      broken({
        places: [...sound.places, pool],
        events: counts.map((count, n) => ({ kind: 'token', place: 'tokens', at: n + 1, held: count })),
      });
    expect(held(1, 2, 1, 0)).not.toThrow();
    expect(held(1, 2, 3)).toThrow('law broken: no more tokens are held than there are; at 3 ms');
    expect(held(1, 0, -1)).toThrow(/than there are; at 3 ms/);
    expect(broken({ events: [{ kind: 'token', place: 'nowhere', at: 4, held: 1 }] })).toThrow(
      /than there are; at 4 ms/,
    );
  });

  it('when somebody computes beyond the quota, or while everything stands still', () => {
    const machine = (quota: number): Place => ({ kind: 'machine', id: 'machine', label: 'cores', cores: 1, quota });
    const within = (quota: number, events: Trace['events'] = []) =>
      broken({ places: [...sound.places, machine(quota)], events });
    expect(within(10)).not.toThrow();
    expect(within(9)).toThrow(
      'law broken: nobody computes when the quota is spent, and nobody more than the quota; at 10 ms, by r2',
    );
    expect(within(10, [{ kind: 'throttled', place: 'machine', at: 10, until: 100 }])).not.toThrow();
    expect(within(10, [{ kind: 'throttled', place: 'machine', at: 9, until: 100 }])).toThrow(/quota; at 5 ms, by r2/);
  });

  it('but not when it computes in the next period', () => {
    const run = (to: number) =>
      broken({
        places: [...sound.places, { kind: 'machine', id: 'machine', label: 'cores', cores: 1, quota: 10 }],
        requests: [asked('r1', 90, `cpu ${to - 90}`)],
        segments: [seg('r1', 90, to, runs('seat', 'core 1', 'gil'))],
        outcomes: [end('r1', to)],
        end: to,
      });
    expect(run(110)).not.toThrow();
    expect(run(111)).toThrow(/quota; at 111 ms, by r1/);
  });

  it('when somebody is in a process that has ended, until another has booted in its place', () => {
    const process: Place = { kind: 'process', id: 'worker 1', label: 'worker 1' };
    const life = (...events: Trace['events']) => broken({ places: [process, ...sound.places], events });
    const exited = (at: number): Event => ({ kind: 'exited', place: 'worker 1', at, by: 'SIGKILL' });
    const booted = (at: number): Event => ({ kind: 'booted', place: 'worker 1', at });
    expect(life(exited(10))).not.toThrow();
    expect(life(exited(7))).toThrow('law broken: nobody is in a process that has ended; at 7 ms, by r2');
    expect(life(exited(0), booted(3))).toThrow(/has ended; at 0 ms, by r1/);
    expect(life(exited(5), booted(5))).not.toThrow();
    expect(life(exited(5), booted(6))).toThrow(/has ended; at 5 ms, by r2/);
    expect(life({ kind: 'exited', place: 'worker 2', at: 0 })).not.toThrow();
  });

  it('when somebody is there who has never come', () => {
    const segments = [...sound.segments, seg('r9', 10, 20, queue)];
    expect(broken({ segments, end: 20 })).toThrow(
      'law broken: what is in the system on average is what comes a second, times how long each is in it (Little); at 20 ms',
    );
  });
});
