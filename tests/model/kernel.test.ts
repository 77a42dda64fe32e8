import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fifo } from '../../src/model/fifo.ts';
import { heap } from '../../src/model/heap.ts';
import { delay, kernel, type Process, suspended, type Task } from '../../src/model/kernel.ts';

const forever = () => true;

describe('the clock', () => {
  it('does at equal times what was asked for first first, and what is to come last last', () => {
    const clock = kernel(100);
    const log: string[] = [];
    clock.lastly(5, () => log.push('cut short'));
    clock.later(5, () => {
      log.push('a');
      clock.soon(() => log.push('what a brings'));
    });
    clock.later(5, () => log.push('b'));
    clock.later(3, () => log.push('earlier'));
    clock.run(forever);
    expect(log).toEqual(['earlier', 'a', 'what a brings', 'b', 'cut short']);
    expect(clock.now).toBe(5);
  });

  it('takes times that are equal on paper for equal', () => {
    const clock = kernel(100);
    const log: number[] = [];
    function* threeTimes(): Process {
      for (let n = 0; n < 3; n += 1) yield* delay(clock, 0.1);
      log.push(clock.now);
    }
    clock.lastly(0.3, () => log.push(-1));
    clock.start(threeTimes());
    clock.run(forever);
    expect(log).toEqual([0.3, -1]);
  });

  it('neither does nor waits for what is cancelled', () => {
    const clock = kernel(100);
    const log: string[] = [];
    clock.cancel(clock.later(7, () => log.push('cancelled')));
    clock.later(3, () => log.push('kept'));
    clock.run(forever);
    expect(log).toEqual(['kept']);
    expect(clock.now).toBe(3);
  });

  it('hands a process the value it was resumed with', () => {
    const clock = kernel(100);
    const log: string[] = [];
    function* process(): Process {
      log.push(yield* suspended<string>((resume) => clock.later(2, () => resume('a letter'))));
    }
    clock.start(process());
    clock.run(forever);
    expect(log).toEqual(['a letter']);
  });

  it('stops between two instants when it may not go on, and finishes the one it is in', () => {
    const clock = kernel(100);
    const log: number[] = [];
    clock.later(1, () => clock.soon(() => log.push(clock.now)));
    clock.later(2, () => log.push(clock.now));
    clock.run(() => clock.now < 1);
    expect(log).toEqual([1]);
  });

  it('refuses to run for ever and says where it was', () => {
    const clock = kernel(1000);
    function* endless(): Process {
      for (;;) yield* delay(clock, 1);
    }
    clock.start(endless());
    expect(() => clock.run(forever)).toThrow('the run was stopped at 1000 ms after 1000 kernel events');
  });

  it('refuses to run for ever on the spot', () => {
    const clock = kernel(1000);
    const again = (): void => clock.soon(again);
    again();
    expect(() => clock.run(forever)).toThrow('stopped at 0 ms after 1000 kernel events');
  });
});

describe('an instant', () => {
  it('begins with who comes in it, whenever that was arranged', () => {
    const clock = kernel(100);
    const log: string[] = [];
    clock.later(5, () => log.push('a'));
    clock.lastly(5, () => log.push('cut short'));
    clock.firstly(5, () => log.push('comes'));
    clock.run(forever);
    expect(log).toEqual(['comes', 'a', 'cut short']);
  });
});

describe('a process', () => {
  function site() {
    const clock = kernel(100);
    const log: string[] = [];
    function* patient(name: string): Process {
      try {
        yield* delay(clock, 10);
        log.push(`${name} goes on at ${clock.now}`);
      } finally {
        log.push(`${name} cleans up at ${clock.now}`);
      }
    }
    return { clock, log, patient };
  }

  it('that is ended where it waits cleans up and does nothing more', () => {
    const { clock, log, patient } = site();
    const task = clock.start(patient('a'));
    clock.later(4, () => task.end());
    clock.later(6, () => task.end());
    clock.run(forever);
    expect(log).toEqual(['a cleans up at 4']);
  });

  it('that is ended before it begins does nothing at all', () => {
    const { clock, log, patient } = site();
    clock.start(patient('a')).end();
    clock.run(forever);
    expect(log).toEqual([]);
  });

  it('that ends itself goes on to its next wait, and no further', () => {
    const { clock, log } = site();
    let self: Task | undefined;
    function* selfish(): Process {
      try {
        self?.end();
        log.push('is still there');
        yield* delay(clock, 1);
        log.push('never');
      } finally {
        log.push('cleans up');
      }
    }
    self = clock.start(selfish());
    clock.run(forever);
    expect(log).toEqual(['is still there', 'cleans up']);
  });

  it('is in its group until it ends, one way or the other', () => {
    const { clock, patient } = site();
    const group = new Set<Task>();
    const first = clock.start(patient('a'), group);
    clock.start(patient('b'), group);
    const sizes = [group.size];
    clock.later(5, () => {
      first.end();
      sizes.push(group.size);
    });
    clock.run(forever);
    expect([...sizes, group.size]).toEqual([2, 1, 0]);
  });
});

describe('its queues', () => {
  it('give back first what came first, however long they become', () => {
    const queue = fifo<number>();
    const out: (number | undefined)[] = [];
    for (let n = 0; n < 5000; n += 1) {
      queue.push(n);
      if (n % 3 > 0) out.push(queue.shift());
    }
    while (queue.size > 0) out.push(queue.shift());
    expect(out).toEqual(Array.from({ length: 5000 }, (_, n) => n));
    expect(queue.shift()).toBeUndefined();
    queue.push(1);
    expect([queue.size, queue.shift(), queue.size]).toEqual([1, 1, 0]);
  });

  it('give back the least of a heap, whatever was put in and taken out before', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer(), { nil: undefined })), (script) => {
        const least = heap<number>((a, b) => a < b);
        let model: number[] = [];
        for (const put of script) {
          if (put === undefined) {
            expect(least.pop()).toBe(model.shift());
          } else {
            least.push(put);
            model = [...model, put].toSorted((a, b) => a - b);
          }
          expect(least.peek()).toBe(model[0]);
          expect(least.size).toBe(model.length);
        }
      }),
    );
  });
});
