import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/model/servers/index.ts';
import { beats, ends, life, request, together, users } from '../work.ts';

const first = (at: number) => [{ at, worker: 1 }];

describe('a worker that crashes', () => {
  it('loses what it has; gunicorn forks another at once, which serves a second later', () => {
    for (const kind of ['sync', 'gthread', 'gevent'] as const) {
      const trace = simulate({ kind, crashes: first(100) }, [request(0, 'wait 200'), request(150, 'wait 10')]);
      expect(ends(trace)).toEqual(['r1 lost at 100', 'r2 replied at 1110']);
      expect(life(trace)).toEqual(['gone by crash at 100', 'fork at 100', 'booted at 1100']);
    }
  });

  it('is missed by uvicorn’s supervisor at its next look, half a second after the last', () => {
    const server = { kind: 'asgi', supervisor: 'uvicorn', crashes: first(100) } as const;
    const trace = simulate(server, [request(0, 'wait 200'), request(150, 'wait 10')]);
    expect(life(trace)).toEqual(['gone by crash at 100', 'fork at 500', 'booted at 1500']);
    expect(ends(trace)).toEqual(['r1 lost at 100', 'r2 replied at 1510']);
  });

  it('leaves its siblings alone, who take what comes on the shared socket', () => {
    const server = { kind: 'asgi', workers: 2, crashes: first(100) } as const;
    const trace = simulate(server, [...together(2, 'cpu 200'), request(150, 'wait 10')]);
    // each has one of the two who come at once, and chance says which
    expect(ends(trace).map((end) => end.slice(3))).toEqual(['lost at 100', 'replied at 200', 'replied at 210']);
  });

  it('takes its own socket with it, and who is in line there; the new one opens it again', () => {
    const server = { kind: 'asgi', supervisor: 'gunicorn', reusePort: true, crashes: first(100) } as const;
    const trace = simulate(server, [request(0, 'block 500'), request(50, 'wait 10'), request(1200, 'wait 10')]);
    expect(ends(trace)).toEqual(['r1 lost at 100', 'r2 lost at 100', 'r3 replied at 1210']);
  });

  it('is the end of a server on its own', () => {
    const trace = simulate({ kind: 'fastapi', crashes: first(100) }, [
      request(50, 'wait 100'),
      request(5000, 'wait 10'),
    ]);
    expect(ends(trace)).toEqual(['r1 lost at 100', 'r2 lost at 5000']);
  });

  it('that has ended already cannot crash', () => {
    const server = { kind: 'asgi', crashes: [...first(100), ...first(200)] } as const;
    expect(life(simulate(server, [request(300, 'cpu 1')]))).toEqual(['gone by crash at 100']);
  });
});

describe('a loop that is blocked for a minute', () => {
  const arrivals = [request(500, 'block 60000'), request(600, 'wait 10')];

  it('is killed by gunicorn: its own worker is deaf to SIGABRT, and SIGKILL comes a second later', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn' }, arrivals);
    expect(life(trace)).toEqual([
      'SIGABRT at 31000',
      'SIGKILL at 32000',
      'gone by SIGKILL at 32000',
      'fork at 32000',
      'booted at 33000',
    ]);
    expect(ends(trace)).toEqual(['r1 lost at 32000', 'r2 replied at 33010']);
  });

  it('is killed by gunicorn: uvicorn’s worker leaves SIGABRT to the system', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'uvicornWorker' }, arrivals);
    expect(life(trace)).toEqual(['SIGABRT at 31000', 'gone by SIGABRT at 31000', 'fork at 31000', 'booted at 32000']);
    expect(ends(trace)).toEqual(['r1 lost at 31000', 'r2 replied at 32010']);
  });

  it('is seen by nobody else: uvicorn’s supervisor asks a thread, and nothing asks a loop on its own', () => {
    for (const supervisor of ['uvicorn', 'none'] as const) {
      const trace = simulate({ kind: 'asgi', supervisor }, arrivals);
      expect(ends(trace)).toEqual(['r1 replied at 60500', 'r2 replied at 60510']);
      expect(life(trace)).toEqual([]);
    }
  });

  it('that comes round with the signal ends there: it neither beats nor accepts once more', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn', timeout: 3000 }, [
      request(500, 'block 3700'),
      request(4100, 'wait 10'),
    ]);
    // SIGABRT at 4000, heard at 4200; what waits in the backlog is left to the next worker
    expect(ends(trace)).toEqual(['r1 replied at 4200', 'r2 replied at 5210']);
    expect(beats(trace).filter((at) => at <= 5000)).toEqual([0]);
  });

  it('does no harm to gunicorn’s worker if it is over before the 30 s', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn' }, [request(500, 'block 29000')]);
    expect(ends(trace)).toEqual(['r1 replied at 29500']);
    expect(life(trace)).toEqual([]);
  });
});

describe('heartbeats', () => {
  it('come from gunicorn’s own ASGI worker each second, while requests wait', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn' }, [request(0, 'wait 3500')]);
    expect(beats(trace)).toEqual([0, 1000, 2000, 3000]);
  });

  it('come from uvicorn’s worker when more than half the timeout has passed at a full second', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'uvicornWorker' }, [request(0, 'wait 50000')]);
    expect(beats(trace)).toEqual([0, 16_000, 32_000, 48_000]);
  });

  it('so that its loop may be blocked for 14 to 30 s', () => {
    // the last beat was at 16 s: more than 30 s old at the look at 47 s
    const trace = simulate({ kind: 'asgi', supervisor: 'uvicornWorker' }, [request(31_900, 'block 20000')]);
    expect(life(trace).at(0)).toBe('SIGABRT at 47000');
  });

  it('are nothing to supervisors who do not watch', () => {
    for (const supervisor of ['uvicorn', 'none'] as const)
      expect(beats(simulate({ kind: 'asgi', supervisor }, [request(0, 'wait 3500')]))).toEqual([]);
  });
});

describe('a server that is told to stop at 300 ms', () => {
  const arrivals = [
    ...together(1, 'wait 1000'),
    ...together(1, 'wait 5000'),
    request(350, 'wait 10'),
    request(1200, 'wait 10'),
  ];
  const stop = { stopAt: 300, grace: 3000 } as const;

  it('uvicorn: finishes what it has, refuses the connection to who comes, answers 500 after its graceful timeout', () => {
    const trace = simulate({ kind: 'asgi', ...stop }, arrivals);
    expect(ends(trace)).toEqual(['r3 lost at 350', 'r1 replied at 1000', 'r4 lost at 1200', 'r2 failed at 3300']);
    expect(life(trace)).toEqual(['SIGTERM at 300', 'gone at 3300']);
  });

  it('uvicorn without a graceful timeout: waits for ever', () => {
    const trace = simulate({ kind: 'asgi', stopAt: 300 }, arrivals);
    expect(ends(trace).at(-1)).toBe('r2 replied at 5000');
  });

  it('uvicorn’s supervisor: sees it at its next look, and keeps the socket: who comes is in line to the end', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'uvicorn', ...stop }, arrivals);
    // at 500, so that the worker's 3 s are over at 3500
    expect(ends(trace)).toEqual(['r3 replied at 360', 'r1 replied at 1000', 'r2 failed at 3500', 'r4 lost at 3500']);
    expect(life(trace)).toEqual(['SIGTERM at 500', 'gone at 3500']);
  });

  it('uvicorn’s supervisor: sees at once what comes just as it looks', () => {
    const server = { kind: 'asgi', supervisor: 'uvicorn', workers: 2 } as const;
    for (const process of ['worker 1', 'worker 2']) {
      const signals = (stopAt: number) => life(simulate({ ...server, stopAt }, [request(0, 'wait 3000')]), process)[0];
      expect([signals(1000), signals(1001)]).toEqual(['SIGTERM at 1000', 'SIGTERM at 1500']);
    }
  });

  it('uvicorn, and its worker for gunicorn: closes idle connections; gunicorn’s own ASGI worker leaves them open', () => {
    const outcomes = (supervisor: 'none' | 'gunicorn' | 'uvicornWorker') => {
      const user = users('cpu 10', 1500, { think: 1300, keepAlive: true });
      return ends(simulate({ kind: 'asgi', supervisor, stopAt: 300 }, [user]));
    };
    expect(outcomes('none')).toEqual(['r1 replied at 10', 'r2 lost at 1310']);
    expect(outcomes('uvicornWorker')).toEqual(['r1 replied at 10', 'r2 lost at 1310']);
    expect(outcomes('gunicorn')).toEqual(['r1 replied at 10', 'r2 replied at 1320']);
  });

  it('gunicorn’s ASGI worker: sees it at its next beat, and is killed when the grace is over', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn', ...stop }, arrivals);
    expect(ends(trace)).toEqual(['r3 replied at 360', 'r1 replied at 1000', 'r4 lost at 1200', 'r2 lost at 3300']);
    expect(life(trace)).toEqual(['SIGTERM at 300', 'SIGKILL at 3300', 'gone by SIGKILL at 3300']);
  });

  it('uvicorn’s worker for gunicorn: sees it at its next tick, and is killed when the grace is over', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'uvicornWorker', ...stop }, arrivals);
    expect(ends(trace)).toEqual(['r3 lost at 350', 'r1 replied at 1000', 'r4 lost at 1200', 'r2 lost at 3300']);
  });

  it('gunicorn: forks no worker for one that ends now, and ends one that boots', () => {
    const trace = simulate({ kind: 'sync', crashes: [...first(100), { at: 400, worker: 2 }], workers: 2, ...stop }, [
      request(350, 'wait 10'),
      request(0, 'wait 1000'),
      request(0, 'wait 1000'),
    ]);
    expect(life(trace)).toEqual(['gone by crash at 100', 'fork at 100', 'SIGTERM at 300', 'gone by SIGTERM at 300']);
    expect(life(trace, 'worker 2')).toEqual(['SIGTERM at 300', 'gone by crash at 400']);
  });

  it('gunicorn: kills nobody for a heartbeat any more', () => {
    const trace = simulate({ kind: 'sync', stopAt: 20_000, grace: 30_000 }, [request(0, 'wait 45000')]);
    expect(ends(trace)).toEqual(['r1 replied at 45000']);
    expect(life(trace)).toEqual(['SIGTERM at 20000', 'gone at 45000']);
  });

  it('gunicorn: gives 30 s unless told', () => {
    const trace = simulate({ kind: 'sync', timeout: 90_000, stopAt: 300 }, [request(0, 'wait 80000')]);
    expect(ends(trace)).toEqual(['r1 lost at 30300']);
  });
});
