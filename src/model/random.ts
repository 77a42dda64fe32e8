import type { Ms } from './kernel.ts';

/** A source of numbers from 0 to below 1. */
export type Random = () => number;

const WEYL = 0x6d2b79f5;
const TWO_TO_32 = 4294967296;

/** The same numbers for the same seed, everywhere: mulberry32 (Tommy Ettinger), in 32-bit integer arithmetic. */
export function random(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + WEYL) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / TWO_TO_32;
  };
}

/** One exponentially distributed duration with this mean (ms). */
export function exponential(next: Random, mean: Ms): Ms {
  return -mean * Math.log(1 - next());
}
