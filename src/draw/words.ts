import type { Ms } from '../model/kernel.ts';
import type { Outcome } from '../model/trace.ts';

/** A time as a slide says it: "48 ms", "1261 ms", "20.2 s". */
export function duration(ms: Ms): string {
  return ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

/** What the client saw, in words. */
export const outcomeWords: Record<Outcome['kind'], string> = {
  replied: 'answered',
  failed: 'failed',
  refused: 'refused',
  gaveUp: 'gave up',
  lost: 'lost',
};

/** "real time", "4× slower", "2× faster", by the ms on the wall for each of the server's. */
export function pace(lens: number): string {
  if (lens === 1) return 'real time';
  return lens > 1 ? `${round(lens)}× slower` : `${round(1 / lens)}× faster`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
