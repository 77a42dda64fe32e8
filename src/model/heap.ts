/** A priority queue: the first in the order given to `heap` is on top. */
export interface Heap<T> {
  readonly size: number;
  peek(): T | undefined;
  push(item: T): void;
  /** The top, taken out; undefined if there is none. */
  pop(): T | undefined;
}

/** An empty binary heap. `before` must be a strict order with no two items equal, or the run is not determined. */
export function heap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];
  return {
    get size() {
      return items.length;
    },
    peek() {
      return items[0];
    },
    push(item) {
      let at = items.length;
      items.push(item);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        const above = items[parent];
        if (above === undefined || !before(item, above)) break;
        items[at] = above;
        at = parent;
      }
      items[at] = item;
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (last === undefined || items.length === 0) return top;
      let at = 0;
      for (;;) {
        const left = 2 * at + 1;
        const [a, b] = [items[left], items[left + 1]];
        if (a === undefined) break;
        const [child, place] = b !== undefined && before(b, a) ? [b, left + 1] : [a, left];
        if (!before(child, last)) break;
        items[at] = child;
        at = place;
      }
      items[at] = last;
      return top;
    },
  };
}
