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
    [{ kind: 'asgi', threads: '4' }, 'threads: "4"; expected a whole number from 1 to 1000, without quotes'],
    [{ kind: 'asgi', gil: 'no' }, 'gil: "no"; did you mean false?'],
    [{ kind: 'asgi', gil: 1 }, 'gil: 1; expected true or false'],
    [
      { kind: 'sync', threads: 4 },
      'unknown key "threads"; keys are kind, cores, gil, quota, workers, backlog, reusePort, boot, stopAt, grace, crashes, timeout, supervisor',
    ],
    [{ kind: 'gunicorn', workers: 0 }, 'kind: "gunicorn"; servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    [{ kind: 'constructor' }, 'kind: "constructor"; servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    [{}, 'kind: missing; servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    ['sync', '"sync"; expected { kind: sync }, where servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    [null, 'empty; expected { kind: … }, where servers are sync, gthread, gevent, asgi, fastapi, tornado'],
    [[], 'a list; expected { kind: … }, where servers are sync, gthread, gevent, asgi, fastapi, tornado'],
  ])('%j: the place, the fault and the remedy', (server, text) => {
    expect(ofServer(server)).toEqual([text]);
  });

  it('has its problems where it stands itself', () => {
    expect(ofServer({ kind: 'sync', workers: 0 }, 'servers[1]')).toEqual([
      'servers[1].workers: 0; expected a whole number from 1 to 64',
    ]);
  });
});

describe('a server whose parameters contradict each other', () => {
  it.each([
    [
      { kind: 'sync', workers: 2, crashes: [{ at: 0, worker: 3 }] },
      'crashes[0].worker: worker 3 of 2; expected 1 to 2',
    ],
    [{ kind: 'tornado', crashes: [{ at: 0, worker: 2 }] }, 'crashes[0].worker: worker 2 of 1; expected 1 to 1'],
    [{ kind: 'sync', quota: 401 }, 'quota: 401 ms on 4 cores; expected 400 or less'],
    [{ kind: 'sync', cores: 1, quota: 150 }, 'quota: 150 ms on 1 cores; expected 100 or less'],
    [
      { kind: 'sync', supervisor: 'none', timeout: 5000 },
      'timeout: a timeout under supervisor "none", which watches nobody; expected none',
    ],
    [
      { kind: 'asgi', workers: 2, timeout: 5000 },
      'timeout: a timeout under supervisor "uvicorn", which watches nobody; expected none',
    ],
    [{ kind: 'gthread', boot: 30_000 }, 'boot: 30000 ms under a timeout of 30000 ms; expected less'],
    [{ kind: 'gevent', boot: 2000, timeout: 1000 }, 'boot: 2000 ms under a timeout of 1000 ms; expected less'],
    [
      { kind: 'fastapi', supervisor: 'gunicorn', concurrencyLimit: 5 },
      'concurrencyLimit: a limit that the ASGI worker of gunicorn does not enforce; expected none',
    ],
  ])('%j: the place, the fault and the remedy', (server, text) => {
    expect(ofServer(server)).toEqual([text]);
  });

  it.each([
    { kind: 'sync', workers: 2, crashes: [{ at: 0, worker: 2 }] },
    { kind: 'sync', cores: 1, quota: 100 },
    { kind: 'asgi', supervisor: 'uvicornWorker', timeout: 5000, concurrencyLimit: 5 },
    { kind: 'gevent', boot: 999, timeout: 1000 },
    { kind: 'asgi', workers: 2, boot: 60_000 },
  ])('%j is none', (server) => {
    expect(ofServer(server)).toEqual([]);
  });

  it('has that problem where it stands itself', () => {
    expect(ofServer({ kind: 'sync', quota: 401 }, 'servers[1]')[0]).toMatch(/^servers\[1\]\.quota: 401 ms/);
  });
});

describe('arrivals as data', () => {
  it.each([
    [{ at: -1 }, 'clients[0].at: -1; expected milliseconds from 0 to 1000000000'],
    [{ at: Number.POSITIVE_INFINITY }, 'clients[0].at: Infinity; expected milliseconds from 0 to 1000000000'],
    [{ path: 7 }, 'clients[0].path: 7; expected text: "7", in quotes'],
    [{ steps: 'cpu 5' }, 'clients[0].steps: "cpu 5"; expected a list: [cpu 5]'],
    [
      { steps: [{ kind: 'cpu', ms: Number.NaN }] },
      'clients[0].steps[0].ms: NaN; expected milliseconds from 0 to 1000000000',
    ],
    [{ steps: [{ kind: 'cpu' }] }, 'clients[0].steps[0].ms: missing; expected milliseconds from 0 to 1000000000'],
    [{ steps: [{ kind: 'blok', ms: 5 }] }, 'clients[0].steps[0].kind: "blok"; did you mean "block"?'],
    [
      { steps: [{ kind: 'thread', steps: [{ kind: 'wait', ms: -1 }] }] },
      'clients[0].steps[0].steps[0].ms: -1; expected milliseconds from 0 to 1000000000',
    ],
    [{ patience: '1 s' }, 'clients[0].patience: "1 s"; expected milliseconds from 0 to 1000000000, without a unit'],
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
