import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/model/servers/index.ts';
import { ends, request, stays, together, users } from '../work.ts';

describe('a concurrency limit', () => {
  it('answers 503 from the limit on, the new connection counted, as uvicorn does', () => {
    const trace = simulate({ kind: 'asgi', concurrencyLimit: 3 }, [
      request(0, 'wait 100'),
      request(10, 'wait 100'),
      request(20, 'wait 100'),
      request(105, 'wait 100'),
    ]);
    expect(trace.outcomes).toEqual([
      { request: 'r3', at: 20, kind: 'refused' },
      { request: 'r1', at: 100, kind: 'replied' },
      { request: 'r2', at: 110, kind: 'replied' },
      { request: 'r4', at: 205, kind: 'replied' },
    ]);
  });

  it('refuses everybody at 1, and says so without the application', () => {
    const trace = simulate({ kind: 'asgi', concurrencyLimit: 1 }, [request(0, 'wait 100')]);
    expect(ends(trace)).toEqual(['r1 refused at 0']);
    expect(stays(trace, 'r1')).toEqual([]);
  });

  it('counts idle connections as well', () => {
    const trace = simulate({ kind: 'asgi', concurrencyLimit: 2 }, [
      users('wait 10', 1000, { think: 1000, keepAlive: true }),
      request(500, 'wait 10'),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 refused at 500']);
  });

  it('counts who is refused no longer than for the answer, which closes the connection', () => {
    const trace = simulate({ kind: 'asgi', concurrencyLimit: 2 }, [
      users('wait 100', 500, { think: 10, keepAlive: true }),
      users('wait 10', 60, { from: 50, think: 1000, keepAlive: true }),
    ]);
    // without that, the second user's idle connection would have the first refused from then on
    expect(ends(trace).slice(0, 3)).toEqual(['r2 refused at 50', 'r1 replied at 100', 'r3 replied at 210']);
  });

  it('does not see who waits in the backlog of a blocked loop', () => {
    const trace = simulate({ kind: 'asgi', concurrencyLimit: 3 }, [request(0, 'block 100'), ...together(3, 'wait 10')]);
    // r2 to r4 are accepted together at 100, when r1 is done: three connections, and each of them is one too many
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 refused at 100', 'r3 refused at 100', 'r4 refused at 100']);
  });
});
