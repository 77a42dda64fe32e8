import { figures } from '../../src/model/measure.ts';
import { parseSteps } from '../../src/model/notation.ts';
import type { Trace } from '../../src/model/trace.ts';
import type { Arrival, Step } from '../../src/model/workload.ts';

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
