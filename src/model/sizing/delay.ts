import type { Ms } from '../kernel.ts';

/** Something that may happen to a request, with this chance (0 to 1), and then takes an exponential time of this mean (ms). */
export interface Delay {
  readonly chance: number;
  readonly mean: Ms;
}

/** Independent delays that are added, and how likely these are what is added. */
export interface Sum {
  readonly weight: number;
  readonly delays: readonly Delay[];
}

/** The time (ms) that one of these sums exceeds in only so many cases as `share` (0 to 1) leaves. */
export function quantileOfSum(sums: readonly Sum[], share: number): Ms {
  const exceeds = (t: Ms) =>
    sums.reduce((total, { weight, delays }) => (weight === 0 ? total : total + weight * exceeding(delays, t)), 0) >
    1 - share;
  let [low, high] = [0, Math.max(...sums.flatMap(({ delays }) => delays.map(({ mean }) => mean)))];
  while (exceeds(high)) [low, high] = [high, high * 2];
  for (let n = 0; n < 40; n += 1) {
    const middle = (low + high) / 2;
    if (exceeds(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** Six digits or so; more would be lost in the sum. */
const precision = 11;
const weights = eulerWeights(precision);
const begin = (precision * Math.LN10) / 3;

/**
 * The chance that the sum is longer than t (ms): its Laplace transform, a product of simple fractions, inverted by
 * Euler's sum. Abate and Whitt, A Unified Framework for Numerically Inverting Laplace Transforms (2006), section 5.
 */
function exceeding(delays: readonly Delay[], t: Ms): number {
  const sum = weights.reduce((total, weight, k) => {
    const [re, im] = [begin / t, (Math.PI * k) / t];
    let [a, b] = [1, 0];
    for (const { chance, mean } of delays) {
      // 1 - chance + chance / (1 + mean s)
      const [x, y] = [1 + mean * re, mean * im];
      const size = x * x + y * y;
      const [c, d] = [1 - chance + (chance * x) / size, (-chance * y) / size];
      [a, b] = [a * c - b * d, a * d + b * c];
    }
    // the real part of (1 - transform) / s, which is the transform of the tail
    return total + (weight * ((1 - a) * re - b * im)) / (re * re + im * im);
  }, 0);
  return (10 ** (precision / 3) / t) * sum;
}

function eulerWeights(m: number): readonly number[] {
  const all = Array.from({ length: 2 * m + 1 }, (_, k): number => (k === 0 ? 0.5 : 1));
  all[2 * m] = 2 ** -m;
  let choose = 1;
  for (let k = 1; k < m; k += 1) {
    choose = (choose * (m - k + 1)) / k;
    all[2 * m - k] = (all[2 * m - k + 1] ?? 0) + 2 ** -m * choose;
  }
  return all.map((weight, k) => (k % 2 === 0 ? weight : -weight));
}
