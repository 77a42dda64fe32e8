import { describe, expect, it } from 'vitest';
import { clientProblems } from '../../src/model/check.ts';
import { message } from '../../src/model/rules.ts';
import { serverProblems, simulate } from '../../src/model/servers/index.ts';
import { request } from './work.ts';

const ofServer = (server: unknown, path?: string) => serverProblems(server, path).map(message);
const ofArrival = (change: object) => clientProblems([{ at: 0, path: '/', steps: [], ...change }]).map(message);

describe('a server as data', () => {
  it('is nothing but its kind, or has every parameter', () => {
    expect(ofServer({ kind: 'sync' })).toEqual([]);
    expect(ofServer({ kind: 'sync', workers: 64, backlog: 1, cores: 1, gil: false })).toEqual([]);
    expect(ofServer({ kind: 'asgi', workers: 1, backlog: 1, cores: 64, concurrencyLimit: 1, threads: 1 })).toEqual([]);
  });

  it.each([
    [{ kind: 'sync', workers: 0 }, 'workers: 0; expected a whole number from 1 to 64'],
    [{ kind: 'sync', workers: 1.5 }, 'workers: 1.5; expected a whole number from 1 to 64'],
    [{ kind: 'sync', cores: 65 }, 'cores: 65; expected a whole number from 1 to 64'],
    [{ kind: 'sync', backlog: Number.NaN }, 'backlog: NaN; expected a whole number from 1 to 65535'],
    [{ kind: 'asgi', threads: '4' }, 'threads: "4"; expected a whole number from 1 to 1000'],
    [{ kind: 'asgi', gil: 'no' }, 'gil: "no"; expected true or false'],
    [
      { kind: 'sync', threads: 4 },
      'unknown key "threads"; keys are kind, cores, gil, quota, workers, backlog, reusePort, boot, stopAt, grace, crashes, timeout, supervisor',
    ],
    [{ kind: 'gunicorn', workers: 0 }, 'kind: "gunicorn"; servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    [{ kind: 'constructor' }, 'kind: "constructor"; servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    [{}, 'kind: missing; servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    ['sync', '"sync"; expected an object'],
    [null, 'null; expected an object'],
    [[], 'a list; expected an object'],
  ])('%j: the place, the fault and the remedy', (server, text) => {
    expect(ofServer(server)).toEqual([text]);
  });

  it('has its problems where it stands itself', () => {
    expect(ofServer({ kind: 'sync', workers: 0 }, 'servers[1]')).toEqual([
      'servers[1].workers: 0; expected a whole number from 1 to 64',
    ]);
  });
});

describe('arrivals as data', () => {
  it.each([
    [{ at: -1 }, 'clients[0].at: -1; expected milliseconds from 0 to 1000000000'],
    [{ at: Number.POSITIVE_INFINITY }, 'clients[0].at: Infinity; expected milliseconds from 0 to 1000000000'],
    [{ path: 7 }, 'clients[0].path: 7; expected text'],
    [{ steps: 'cpu 5' }, 'clients[0].steps: "cpu 5"; expected a list'],
    [
      { steps: [{ kind: 'cpu', ms: Number.NaN }] },
      'clients[0].steps[0].ms: NaN; expected milliseconds from 0 to 1000000000',
    ],
    [{ steps: [{ kind: 'cpu' }] }, 'clients[0].steps[0].ms: missing; expected milliseconds from 0 to 1000000000'],
    [
      { steps: [{ kind: 'blok', ms: 5 }] },
      'clients[0].steps[0].kind: "blok"; steps are cpu, native, wait, block, thread, reply',
    ],
    [
      { steps: [{ kind: 'thread', steps: [{ kind: 'wait', ms: -1 }] }] },
      'clients[0].steps[0].steps[0].ms: -1; expected milliseconds from 0 to 1000000000',
    ],
    [{ patience: '1 s' }, 'clients[0].patience: "1 s"; expected milliseconds from 0 to 1000000000'],
    [{ probe: true }, 'clients[0].probe: a probe that never gives up; expected patience as well'],
  ])('%j: the place, the fault and the remedy', (change, text) => {
    expect(ofArrival(change)).toEqual([text]);
  });

  it('may be none at all, and a run of nothing is over at once', () => {
    expect(simulate({ kind: 'asgi' }, [])).toMatchObject({ requests: [], segments: [], outcomes: [], end: 0 });
  });

  it('may ask for no work, and are answered at once', () => {
    const { outcomes, segments } = simulate({ kind: 'sync' }, [{ at: 3, path: '/', steps: [] }]);
    expect(outcomes).toEqual([{ request: 'r1', at: 3, kind: 'replied' }]);
    expect(segments).toEqual([]);
  });
});

describe('a run', () => {
  it('is refused with all that is wrong', () => {
    expect(() => simulate({ kind: 'sync', workers: 0, cores: 0 }, [request(-1, 'cpu 1')])).toThrow(
      [
        'cores: 0; expected a whole number from 1 to 64',
        'workers: 0; expected a whole number from 1 to 64',
        'clients[0].at: -1; expected milliseconds from 0 to 1000000000',
      ].join('\n'),
    );
  });

  it('that takes too many events is stopped and says where it was', () => {
    const endless = [request(0, 'cpu 1000000000')];
    expect(() => simulate({ kind: 'sync', supervisor: 'none' }, endless)).toThrow(
      /the run was stopped at \d+ ms after 1000000 kernel events/,
    );
    expect(() => simulate({ kind: 'asgi' }, endless, { maxEvents: 1000 })).toThrow(
      'kernel events; expected fewer or shorter requests, or a higher maxEvents',
    );
  });
});
