import type { Ms } from '../model/kernel.ts';

/** A stretch of a run that weighs something. */
export interface Span {
  readonly from: Ms;
  readonly to: Ms;
}

/** How finely a run is drawn as a whole. */
export const binCount = 240;

/** How many of the spans there were on average, in each of `count` bins between 0 ms and `end`. */
export function averages(spans: Iterable<Span>, end: Ms, count: number = binCount): readonly number[] {
  const width = end / count;
  const parts = new Float64Array(count);
  // what fills bins from end to end is noted where it begins and where it ends, however many bins that are
  const whole = new Float64Array(count + 1);
  if (width === 0) return [...parts];
  const binOf = (t: Ms) => Math.min(count - 1, Math.max(0, Math.floor(t / width)));
  const add = (bin: number, ms: Ms) => {
    parts[bin] = (parts[bin] ?? 0) + ms / width;
  };
  const step = (bin: number, by: number) => {
    whole[bin] = (whole[bin] ?? 0) + by;
  };
  for (const { from, to } of spans) {
    const [first, last] = [binOf(from), binOf(to)];
    if (first === last) {
      add(first, to - from);
      continue;
    }
    add(first, (first + 1) * width - from);
    add(last, to - last * width);
    step(first + 1, 1);
    step(last, -1);
  }
  let open = 0;
  return Array.from(parts, (part, bin) => {
    open += whole[bin] ?? 0;
    return part + open;
  });
}
