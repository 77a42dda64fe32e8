import { describe, expect, it } from 'vitest';
import { delay, kernel, type Process } from '../../src/model/kernel.ts';
import { tokens } from '../../src/model/resources.ts';

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
