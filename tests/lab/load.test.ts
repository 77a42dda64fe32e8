import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { play } from '../../lab/load/play.ts';
import { visitors } from '../../lab/load/schedule.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Client } from '../../src/model/workload.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

function listening(listener: RequestListener): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer(listener).listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
    open.push(server);
  });
}

const steps = [] as const;
const played = (port: number, clients: readonly Client[]) => play({ port, clients, guard: 5000 }, () => {});

describe('the load generator', () => {
  it('counts from when a request was to be sent, also while the server answers nobody', async () => {
    const from = performance.now();
    // answers all at once, 400 ms after the first
    const port = await listening((_, reply) => {
      setTimeout(() => reply.end('ok'), Math.max(0, from + 500 - performance.now()));
    });
    const { at, latency } = await played(port, [{ kind: 'rate', perSecond: 50, to: 200, path: '/', steps }]);
    expect(at).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
    // nobody was kept from coming: the first waits longest, by as much as it came sooner
    const ends = at.map((sent, n) => sent + (latency[n] ?? 0));
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(100);
    expect((latency[0] ?? 0) - (latency[9] ?? 0)).toBeGreaterThan(100);
  });

  it('sends those who come together without waiting for each other', async () => {
    let [inside, most] = [0, 0];
    const port = await listening((_, reply) => {
      inside += 1;
      most = Math.max(most, inside);
      setTimeout(() => {
        inside -= 1;
        reply.end('ok');
      }, 100);
    });
    const { answer } = await played(
      port,
      Array.from({ length: 8 }, () => ({ at: 0, path: '/predict', steps })),
    );
    expect(most).toBe(8);
    expect(answer).toEqual(Array.from({ length: 8 }, () => 200));
  });

  it('lets a user wait for the answer before the next request, on a new connection or on a kept one', async () => {
    const run = async (keepAlive: boolean) => {
      const ports = new Set<number | undefined>();
      const port = await listening(({ socket }, reply) => {
        ports.add(socket.remotePort);
        setTimeout(() => reply.end('ok'), 20);
      });
      const { at } = await played(port, [{ kind: 'users', count: 1, to: 150, path: '/', steps, keepAlive }]);
      return { asked: at.length, connections: ports.size, gaps: at.slice(1).map((sent, n) => sent - (at[n] ?? 0)) };
    };
    const strangers = await run(false);
    expect(strangers.asked).toBeGreaterThan(2);
    expect(strangers.connections).toBe(strangers.asked);
    expect(Math.min(...strangers.gaps)).toBeGreaterThanOrEqual(19);
    expect((await run(true)).connections).toBe(1);
  });

  it('says why there is no answer: patience ended, connection lost, nobody there', async () => {
    const port = await listening((request, reply) => {
      if (request.url === '/lost') reply.destroy();
      else if (request.url === '/half') {
        reply.writeHead(200, { 'content-length': 100 }).write('half');
        reply.destroy();
      } else if (request.url === '/full') reply.writeHead(503).end();
    });
    const paths = ['/never', '/lost', '/half', '/full'];
    const { answer } = await played(
      port,
      paths.map((path, at) => ({ at, path, steps, ...(path === '/never' && { patience: 50 }) })),
    );
    expect(answer).toEqual(['gaveUp', 'lost', 'lost', 503]);
    for (const server of open.splice(0)) server.close().closeAllConnections();
    expect((await played(port, [{ at: 0, path: '/', steps }])).answer).toEqual(['unreached']);
  });

  it('notes which process answered, if that says so', async () => {
    const port = await listening((request, reply) => void reply.setHeader('x-worker', request.url ?? '').end());
    const { worker } = await played(
      port,
      ['/b', '/a', '/b'].map((path, n) => ({ at: 10 * n, path, steps })),
    );
    expect(worker).toEqual([1, 2, 1]);
  });

  it('does not wait for ever', async () => {
    const port = await listening(() => {});
    await expect(play({ port, clients: [{ at: 0, path: '/', steps }], guard: 50 }, () => {})).rejects.toThrow(
      '1 requests without an end 0.05 s after the last was sent',
    );
  });
});

describe('who comes by the clock', () => {
  it.each<Client>([
    { kind: 'poisson', perSecond: 40, to: 2000, seed: 7, path: '/', steps },
    { kind: 'rate', perSecond: 30, from: 100, to: 500, path: '/', steps },
    { kind: 'bursts', perSecond: 5, size: 3, to: 2000, path: '/', steps },
  ])('comes at the very instants of the simulated run: $kind', (client) => {
    const simulated = simulate({ kind: 'asgi' }, [client]).requests.map(({ at }) => at);
    const real = visitors([client]).arrivals.map(({ at }) => at);
    expect(real.length).toBeGreaterThan(5);
    for (const [n, at] of real.entries()) expect(at).toBeCloseTo(simulated[n] ?? Number.NaN, 5);
    expect(real.length).toBe(simulated.length);
  });
});
