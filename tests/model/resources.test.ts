import { describe, expect, it } from 'vitest';
import { delay, kernel, type Process, type Task } from '../../src/model/kernel.ts';
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

describe('a process that is ended', () => {
  function site() {
    const clock = kernel(1000);
    const seats = tokens(clock, ['a']);
    const log: string[] = [];
    function* user(name: string, ms: number): Process {
      const seat = yield* seats.acquire();
      try {
        log.push(`${clock.now} ${name}`);
        yield* delay(clock, ms);
      } finally {
        seats.release(seat);
      }
    }
    return { clock, seats, log, user };
  }

  it('while it is in line gets none: the next does', () => {
    const { clock, seats, log, user } = site();
    clock.start(user('first', 10));
    const second = clock.start(user('second', 10));
    clock.start(user('third', 10));
    clock.later(5, () => {
      second.end();
      log.push(`${seats.waiting} waits`);
    });
    clock.run(() => true);
    expect(log).toEqual(['0 first', '1 waits', '10 third']);
  });

  it('while one is on its way to it hands it on', () => {
    const { clock, log, user } = site();
    let second: Task | undefined;
    clock.start(user('first', 10));
    second = clock.start(user('second', 10));
    clock.start(user('third', 10));
    // after the token was given to the second, and before it runs
    clock.later(10, () => clock.soon(() => second?.end()));
    clock.run(() => true);
    expect(log).toEqual(['0 first', '10 third']);
  });

  it('while it holds one gives it back', () => {
    const { clock, log, user } = site();
    const first = clock.start(user('first', 10));
    clock.start(user('second', 10));
    clock.later(4, () => first.end());
    clock.run(() => true);
    expect(log).toEqual(['0 first', '4 second']);
  });
});

describe('tokens that are held back', () => {
  it('go to nobody, not even who comes to free ones, until they are given out again, in the order of asking', () => {
    const clock = kernel(1000);
    const seats = tokens(clock, ['a', 'b']);
    const log: string[] = [];
    function* user(name: string, at: number): Process {
      yield* delay(clock, at);
      const seat = yield* seats.acquire();
      log.push(`${clock.now} ${name} takes ${seat}`);
      yield* delay(clock, 4);
      seats.release(seat);
    }
    clock.start(user('first', 0));
    for (const [n, name] of ['second', 'third', 'fourth'].entries()) clock.start(user(name, 6 + n));
    clock.later(5, seats.pause);
    clock.later(20, seats.resume);
    clock.run(() => true);
    expect(log).toEqual(['0 first takes a', '20 second takes a', '20 third takes b', '24 fourth takes a']);
  });
});
