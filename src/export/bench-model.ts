import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { delay, kernel, type Process } from '../model/kernel.ts';
import { type ServerSpec, simulate } from '../model/servers/index.ts';
import type { Client } from '../model/workload.ts';

const sizes = [100, 10_000, 100_000] as const;

/** Each at four fifths of what it can do, so that lines form and do not grow for ever. */
const models: readonly { readonly server: ServerSpec; readonly perSecond: number }[] = [
  { server: { kind: 'sync' }, perSecond: 8 },
  { server: { kind: 'gthread' }, perSecond: 32 },
  { server: { kind: 'gevent' }, perSecond: 80 },
  { server: { kind: 'asgi' }, perSecond: 80 },
  { server: { kind: 'fastapi', endpoint: 'def' }, perSecond: 80 },
  { server: { kind: 'tornado' }, perSecond: 80 },
];

interface Row {
  readonly requests: number;
  readonly events: number;
  readonly ms: number;
  readonly bytes: number;
}

/** How fast the simulator is, and how its times grow with the requests: events of its kernel, and requests, a second. */
export function benchModel(): void {
  console.log('The talk’s request, Poisson arrivals, laws included. "each" is time per request relative to 10,000.\n');
  line('model', 'requests', 'time', 'each', 'requests/s', 'events/s', 'memory');
  for (const { server, perSecond } of models) {
    // the first runs are slower: the compiler has seen none
    for (let n = 0; n < 5; n += 1) measured(server, perSecond, 2000);
    const rows = sizes.map((size) => measured(server, perSecond, size));
    const middle = rows[1];
    for (const row of rows) {
      const each = middle === undefined ? Number.NaN : row.ms / row.requests / (middle.ms / middle.requests);
      line(
        server.kind,
        String(row.requests),
        `${row.ms.toFixed(row.ms < 10 ? 1 : 0)} ms`,
        `× ${each.toFixed(2)}`,
        thousands((1000 * row.requests) / row.ms),
        thousands((1000 * row.events) / row.ms),
        `${(row.bytes / 1e6).toFixed(1)} MB`,
      );
    }
  }
  console.log(
    `\nThe kernel alone, a thousand processes that sleep in turn: ${thousands(kernelRate())} events a second\n`,
  );
}

function measured(server: ServerSpec, perSecond: number, count: number): Row {
  const steps = [
    { kind: 'cpu', ms: 5 },
    { kind: 'wait', ms: 90 },
    { kind: 'cpu', ms: 5 },
  ] as const;
  const clients: Client[] = [
    { kind: 'poisson', path: '/predict', steps, perSecond, seed: 3, to: (count / perSecond) * 1000 },
  ];
  let events = 0;
  const before = heapInUse();
  const started = performance.now();
  const trace = simulate(server, clients, {
    maxEvents: 1e9,
    onEnd(all) {
      events = all;
    },
  });
  const ms = performance.now() - started;
  const bytes = heapInUse() - before;
  return { requests: trace.requests.length, events, ms, bytes };
}

function kernelRate(): number {
  const clock = kernel(Number.POSITIVE_INFINITY);
  function* sleeper(every: number): Process {
    for (let n = 0; n < 1000; n += 1) yield* delay(clock, every);
  }
  for (let n = 1; n <= 1000; n += 1) clock.start(sleeper(n));
  const started = performance.now();
  clock.run(() => true);
  return (1000 * clock.events) / (performance.now() - started);
}

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

function heapInUse(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

function thousands(value: number): string {
  return `${Math.round(value / 1000)} k`;
}

function line(...cells: readonly string[]): void {
  console.log(cells.map((cell, n) => (n === 0 ? cell.padEnd(9) : cell.padStart(11))).join(''));
}
