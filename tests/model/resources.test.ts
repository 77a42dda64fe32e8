import { describe, expect, it } from 'vitest';
import { delay, kernel, type Process } from '../../src/model/kernel.ts';
import { backlog, tokens } from '../../src/model/resources.ts';

describe('tokens', () => {
  it('go to who has waited longest, and there are never more than there are', () => {
    const clock = kernel(1000);
    const seats = tokens(clock, ['a', 'b']);
    const log: string[] = [];
    function* user(name: string): Process {
      const seat = yield* seats.acquire();
      log.push(`${clock.now} ${name} takes ${seat}`);
      yield* delay(clock, name === 'first' ? 3 : 10);
      seats.release(seat);
    }
    for (const name of ['first', 'second', 'third', 'fourth']) clock.start(user(name));
    clock.later(1, () => log.push(`${seats.waiting} wait`));
    clock.run(() => true);
    expect(log).toEqual(['0 first takes a', '0 second takes b', '2 wait', '3 third takes a', '10 fourth takes b']);
  });

  it('that nobody waits for are free again', () => {
    const clock = kernel(1000);
    const seats = tokens(clock, ['a']);
    const taken: string[] = [];
    function* user(at: number): Process {
      yield* delay(clock, at);
      const seat = yield* seats.acquire();
      taken.push(`${clock.now} ${seat}`);
      yield* delay(clock, 1);
      seats.release(seat);
    }
    clock.start(user(0));
    clock.start(user(5));
    clock.run(() => true);
    expect(taken).toEqual(['0 a', '5 a']);
  });
});

describe('a backlog', () => {
  it('holds one more than its size, as on Linux, and drops the next without a word', () => {
    const queue = backlog<number>(kernel(1000), 2);
    expect([1, 2, 3, 4].map(queue.offer)).toEqual([true, true, true, false]);
    expect([queue.poll(), queue.poll(), queue.poll(), queue.poll()]).toEqual([1, 2, 3, undefined]);
  });

  it('hands connections to idle workers in the order in which they became idle', () => {
    const clock = kernel(1000);
    const queue = backlog<string>(clock, 10);
    const log: string[] = [];
    function* worker(name: string, takes: number): Process {
      for (;;) {
        log.push(`${name} ${yield* queue.accept()}`);
        yield* delay(clock, takes);
      }
    }
    clock.start(worker('slow', 5));
    clock.start(worker('quick', 1));
    for (const at of [0, 1, 2, 3]) clock.later(at, () => queue.offer(`c${at}`));
    clock.run(() => true);
    expect(log).toEqual(['slow c0', 'quick c1', 'quick c2', 'quick c3']);
  });

  it('tells everyone who watches it of every connection', () => {
    const queue = backlog<number>(kernel(1000), 10);
    let [one, other] = [0, 0];
    queue.watch(() => {
      one += 1;
    });
    queue.watch(() => {
      other += 1;
    });
    queue.offer(1);
    queue.offer(2);
    expect([one, other]).toEqual([2, 2]);
  });
});
