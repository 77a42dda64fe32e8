/** A queue, first in, first out. */
export interface Fifo<T> {
  readonly size: number;
  push(item: T): void;
  /** The oldest item, taken out; undefined if there is none. */
  shift(): T | undefined;
}

const COMPACT_AFTER = 1024;

/** An empty queue with constant-time ends: `Array.shift` would move a long backlog at every step. */
export function fifo<T>(): Fifo<T> {
  let items: T[] = [];
  let head = 0;
  return {
    get size() {
      return items.length - head;
    },
    push(item) {
      items.push(item);
    },
    shift() {
      const item = items[head];
      if (head < items.length) head += 1;
      if (head > COMPACT_AFTER && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
  };
}
