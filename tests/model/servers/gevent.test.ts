import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/model/servers/index.ts';
import { beats, ends, latencies, life, request, STANDARD, stays, stepsOf, together, users } from '../work.ts';

const HUB = 'worker 1/hub';

describe('one gevent worker', () => {
  it('answers eight users who come at once after 100, 105 and so on to 135 ms, as a loop does', () => {
    expect(latencies(simulate({ kind: 'gevent' }, together(8, STANDARD)))).toEqual(stepsOf(100, 5, 135));
  });

  it('has who waits in a patched call outside its seat', () => {
    const trace = simulate({ kind: 'gevent' }, [request(0, STANDARD)]);
    expect(stays(trace, 'r1')).toEqual([
      `running ${HUB}/seat 0 to 5`,
      `away ${HUB}/selector 5 to 95`,
      `running ${HUB}/seat 95 to 100`,
    ]);
  });

  it('is stuck in a call that is not patched, and everybody with it', () => {
    const trace = simulate({ kind: 'gevent' }, [
      request(0, 'block 1000'),
      request(10, 'wait 10'),
      request(20, 'cpu 1'),
    ]);
    // who came is accepted at 1000; r3 computes while r2 waits
    expect(ends(trace)).toEqual(['r1 replied at 1000', 'r3 replied at 1001', 'r2 replied at 1010']);
    expect(stays(trace, 'r2')[0]).toBe('inLine backlog 10 to 1000');
  });

  it('has ten threads for what cannot be patched', () => {
    const all = latencies(simulate({ kind: 'gevent' }, together(11, 'thread [block 100]')));
    expect(all).toEqual([...Array(10).fill(100), 200]);
  });

  it('takes a thousand connections, and no more', () => {
    const all = latencies(simulate({ kind: 'gevent' }, together(1001, 'wait 100')));
    expect([all[999], all[1000]]).toEqual([100, 200]);
  });

  it('closes a connection that is idle for 2 s, and not one that is asked again before', () => {
    const closed = (think: number) => {
      const user = users('cpu 1', think + 500, { think, keepAlive: true });
      // the hub is busy when the user asks again: on a connection that it knows, or on a new one
      return stays(simulate({ kind: 'gevent' }, [user, request(think - 10, 'cpu 50')]), 'r3')[0];
    };
    expect(closed(1900)).toBe(`inLine ${HUB}/selector 1901 to 1940`);
    expect(closed(2100)).toBe('inLine backlog 2101 to 2140');
  });

  it('closes at once the connection of a user who leaves: at its limit, the next is answered at 210, not at 2020', () => {
    const trace = simulate({ kind: 'gevent', connections: 1 }, [
      users('wait 10', 100, { think: 190, keepAlive: true }),
      request(100, 'wait 10'),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 210']);
  });
});

describe('several gevent workers on one socket', () => {
  it('accept one at a time, so that the next is left for the other', () => {
    const trace = simulate({ kind: 'gevent', workers: 2 }, together(2, 'cpu 50'));
    expect(latencies(trace)).toEqual([50, 50]);
  });
});

describe('the heartbeat of a gevent worker', () => {
  it('comes every second while greenlets wait, however long', () => {
    const trace = simulate({ kind: 'gevent' }, [request(0, 'wait 3500')]);
    expect(beats(trace)).toEqual([0, 1000, 2000, 3000]);
  });

  it('is late by what a greenlet hogs the hub for; 29 s of it do no harm', () => {
    const trace = simulate({ kind: 'gevent' }, [request(500, 'block 29000'), request(600, 'wait 1000')]);
    expect(ends(trace)).toEqual(['r1 replied at 29500', 'r2 replied at 30500']);
    expect(life(trace)).toEqual([]);
  });

  it('is missed after 30 s: SIGABRT finds nobody to hear it, SIGKILL comes a second later, and all is lost', () => {
    const trace = simulate({ kind: 'gevent' }, [
      request(0, 'wait 60000'),
      request(500, 'block 40000'),
      request(600, 'wait 10'),
    ]);
    expect(life(trace)).toEqual([
      'SIGABRT at 31000',
      'SIGKILL at 32000',
      'gone by SIGKILL at 32000',
      'fork at 32000',
      'booted at 33000',
    ]);
    // r3 had not been accepted: the new worker finds it in the backlog
    expect(ends(trace)).toEqual(['r1 lost at 32000', 'r2 lost at 32000', 'r3 replied at 33010']);
  });

  it('is heard of when the hub comes round before the next look: who hogged it is answered, then it ends', () => {
    const trace = simulate({ kind: 'gevent' }, [request(500, 'block 30900')]);
    expect(life(trace).slice(0, 2)).toEqual(['SIGABRT at 31000', 'gone by SIGABRT at 31400']);
    expect(ends(trace)).toEqual(['r1 replied at 31400']);
  });
});

describe('a gevent worker that is told to stop', () => {
  const arrivals = [
    request(0, 'wait 1500'),
    request(0, 'wait 9000'),
    request(400, 'wait 10'),
    request(1100, 'wait 10'),
  ];

  it('sees it at its next beat, finishes what it has for the grace, and is killed', () => {
    const trace = simulate({ kind: 'gevent', stopAt: 300, grace: 3000 }, arrivals);
    expect(ends(trace)).toEqual(['r3 replied at 410', 'r4 lost at 1100', 'r1 replied at 1500', 'r2 lost at 3300']);
    expect(life(trace)).toEqual(['SIGTERM at 300', 'SIGKILL at 3300', 'gone by SIGKILL at 3300']);
  });

  it('is gone at the beat after the last answer', () => {
    const trace = simulate({ kind: 'gevent', stopAt: 300 }, [request(0, 'wait 1500'), request(1100, 'wait 1')]);
    expect(ends(trace)).toEqual(['r2 lost at 1100', 'r1 replied at 1500']);
  });

  it('leaves idle connections open, and answers once more who asks on one', () => {
    const trace = simulate({ kind: 'gevent', stopAt: 200 }, [users('cpu 10', 2000, { think: 1300, keepAlive: true })]);
    // it sees the signal at 1000, the user asks again at 1310, and the beat of 2000 finds the connection closed
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 1320']);
    expect(life(trace)).toEqual(['SIGTERM at 200', 'gone at 2000']);
  });
});
