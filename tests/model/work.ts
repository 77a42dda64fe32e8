import { figures } from '../../src/model/measure.ts';
import { parseSteps } from '../../src/model/notation.ts';
import type { Event, RequestId, Trace } from '../../src/model/trace.ts';
import type { Arrival, Step, Users } from '../../src/model/workload.ts';

/** The talk's request. */
export const STANDARD = 'cpu 5, wait 90, cpu 5';

export function steps(text: string): readonly Step[] {
  const parsed = parseSteps(text);
  if (parsed.kind === 'fault') throw new Error(JSON.stringify(parsed.fault));
  return parsed.steps;
}

export function request(at: number, text: string, more: Partial<Arrival> = {}): Arrival {
  return { at, path: '/predict', steps: steps(text), ...more };
}

export function together(count: number, text: string): Arrival[] {
  return Array.from({ length: count }, () => request(0, text));
}

export function latencies(trace: Trace): number[] {
  return figures(trace).map(({ latency }) => latency);
}

export function stepsOf(from: number, step: number, to: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, n) => from + n * step);
}

/** What the clients saw, in the order of time: "r1 replied at 100". */
export function ends({ outcomes }: Trace): string[] {
  return outcomes.map(({ request: id, kind, at }) => `${id} ${kind} at ${at}`);
}

/** What happened to a process: "SIGABRT at 31000", "gone by SIGABRT at 31000", "fork at 31000", "booted at 32000". */
export function life({ events }: Trace, process = 'worker 1'): string[] {
  return events.flatMap((event) => {
    if (event.place !== process) return [];
    const name = nameOf(event);
    return name === undefined ? [] : [`${name} at ${event.at}`];
  });
}

function nameOf(event: Event): string | undefined {
  switch (event.kind) {
    case 'signal':
      return event.signal;
    case 'exited':
      return event.by === undefined ? 'gone' : `gone by ${event.by}`;
    case 'fork':
    case 'booted':
      return event.kind;
    default:
      return undefined;
  }
}

/** Where a request was, and how: "inLine backlog 0 to 5". */
export function stays({ segments }: Trace, id: RequestId): string[] {
  return segments.flatMap(({ request: one, state, place, from, to }) =>
    one === id ? [`${state} ${place} ${from} to ${to}`] : [],
  );
}

/** When a process showed that it is alive. */
export function beats({ events }: Trace, process = 'worker 1'): number[] {
  return events.flatMap(({ kind, place, at }) => (kind === 'heartbeat' && place === process ? [at] : []));
}

/** Users who come again and again until `to`. */
export function users(text: string, to: number, more: Partial<Users> = {}): Users {
  return { kind: 'users', path: '/', steps: steps(text), count: 1, to, ...more };
}
