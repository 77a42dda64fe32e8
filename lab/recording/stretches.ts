import type { Ms } from '../../src/model/kernel.ts';

/** From an instant to before another. Lists of them are in the order of time, and do not overlap. */
export interface Stretch {
  readonly from: Ms;
  readonly to: Ms;
}

/** All of these as one list: what touches or overlaps is one stretch. */
export function union(all: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const stretch of all.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last !== undefined && stretch.from <= last.to)
      found.splice(-1, 1, { from: last.from, to: Math.max(last.to, stretch.to) });
    else if (stretch.to > stretch.from) found.push(stretch);
  }
  return found;
}

/** What is in both lists. */
export function both(a: readonly Stretch[], b: readonly Stretch[]): readonly Stretch[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      return to > from ? [{ from, to }] : [];
    }),
  );
}

/** What is in the first list, and not in the second. */
export function without(a: readonly Stretch[], b: readonly Stretch[]): readonly Stretch[] {
  return b.reduce<readonly Stretch[]>(
    (left, { from, to }) =>
      left.flatMap((each) =>
        [
          { from: each.from, to: Math.min(each.to, from) },
          { from: Math.max(each.from, to), to: each.to },
        ].filter((piece) => piece.to > piece.from),
      ),
    a,
  );
}

/** The list without gaps that are as short as this or shorter. */
export function closed(all: readonly Stretch[], gap: Ms): readonly Stretch[] {
  return union(all.map(({ from, to }) => ({ from, to: to + gap }))).map(({ from, to }) => ({ from, to: to - gap }));
}
