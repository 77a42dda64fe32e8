import { describe, expect, it } from 'vitest';
import { gil } from '../../src/model/gil.ts';
import { delay, type Process } from '../../src/model/kernel.ts';
import { enter, leave, runInThread } from '../../src/model/machine.ts';
import type { RequestId, Trace } from '../../src/model/trace.ts';
import { type MachineSpec, world } from '../../src/model/world.ts';
import { steps } from './work.ts';

interface Job {
  readonly text: string;
  readonly at?: number;
}

/** Threads that do one thing each: of one process, or of one process each. */
function run(jobs: readonly Job[], machine: MachineSpec, processes: 'one' | 'each' = 'one') {
  const site = world(machine, 100_000);
  const shared = gil(site.clock, site.recorder, 'gil');
  const done: number[] = [];
  const ids = jobs.map((_, n): RequestId => `r${n + 1}`);
  jobs.forEach(({ text, at = 0 }, n) => {
    const lock = processes === 'one' ? shared : gil(site.clock, site.recorder, `gil ${n}`);
    const thread = { seat: `seat ${n + 1}`, gil: site.hasGil ? lock : undefined };
    const id: RequestId = `r${n + 1}`;
    function* life(): Process {
      yield* delay(site.clock, at);
      yield* enter(site, thread, id);
      yield* runInThread(
        site,
        thread,
        { request: id, steps: [], answer: () => undefined, finish: () => undefined },
        steps(text),
      );
      site.recorder.finish(id);
      leave(thread);
      done[n] = site.clock.now - at;
    }
    site.clock.start(life());
  });
  site.clock.run(() => true);
  const trace: Trace = site.recorder.trace(ids.map((id) => ({ id, at: 0, path: '/', steps: [] })));
  return { done, trace };
}

const four = (text: string): Job[] => Array.from({ length: 4 }, () => ({ text }));

describe('threads of one process', () => {
  it('take turns of 5 ms at pure computing, and everybody is last', () => {
    expect(run(four('cpu 100'), {}).done).toEqual([385, 390, 395, 400]);
  });

  it('overlap their waits: four standard requests end 5 ms apart', () => {
    expect(run(four('cpu 5, wait 90, cpu 5'), {}).done).toEqual([100, 105, 110, 115]);
  });

  it('compute side by side without the GIL, as far as the cores go', () => {
    expect(run(four('cpu 100'), { gil: false }).done).toEqual([100, 100, 100, 100]);
    expect(run(four('cpu 100'), { gil: false, cores: 2 }).done).toEqual([195, 195, 200, 200]);
  });

  it('compute side by side in C code that has released the GIL', () => {
    expect(run(four('native 100'), {}).done).toEqual([100, 100, 100, 100]);
  });

  it('beside one that computes, each wait for the GIL is 5 ms long, from when it begins', () => {
    const io = 'cpu 1, wait 10, cpu 1, wait 10, cpu 1, wait 10, cpu 1';
    expect(run([{ text: io }], {}).done).toEqual([34]);
    const { done, trace } = run([{ text: 'cpu 1000' }, { text: io, at: 22 }], {});
    expect(done[1]).toBe(54);
    const lines = trace.segments.filter(({ request, state }) => request === 'r2' && state === 'inLine');
    expect(lines.map(({ from, to }) => to - from)).toEqual([5, 5, 5, 5]);
  });

  it('start their 5 ms again when somebody else has got the GIL meanwhile', () => {
    // r3 waits from 4 on, wakes at 9, sees that r2 has got the GIL at 5, and asks at 14
    const { trace } = run([{ text: 'cpu 5' }, { text: 'cpu 100' }, { text: 'cpu 1', at: 4 }], {});
    expect(trace.events).toMatchObject([
      { kind: 'gil', at: 5, from: 'seat 1', to: 'seat 2', forced: false },
      { kind: 'gil', at: 14, from: 'seat 2', to: 'seat 3', forced: true },
      { kind: 'gil', at: 15, from: 'seat 3', to: 'seat 2', forced: false },
    ]);
  });

  it('give the GIL up by themselves when they end just as they are asked to', () => {
    for (const text of ['cpu 5', 'cpu 2, cpu 3']) {
      const { trace } = run([{ text }, { text: 'cpu 5' }], {});
      expect(trace.events).toMatchObject([{ kind: 'gil', at: 5, forced: false }]);
    }
  });

  it('keep the GIL while they wait for a core, and drop it as soon as they have one', () => {
    // one core, taken by C code from 0 to 8; r3 has the GIL from 0, r4 asks for it at 5, r3 gets the core at 8
    const jobs = ['native 4', 'native 4', 'cpu 2', 'cpu 2'].map((text) => ({ text }));
    expect(run(jobs, { cores: 1 }).done).toEqual([10, 10, 12, 10]);
  });
});

describe('processes on cores', () => {
  it('take turns of 5 ms on one core', () => {
    expect(run([{ text: 'cpu 10' }, { text: 'cpu 10' }], { cores: 1 }, 'each').done).toEqual([15, 20]);
  });

  it('are not cut short in the instant in which they end', () => {
    expect(run([{ text: 'cpu 5' }, { text: 'cpu 10' }], { cores: 1 }, 'each').done).toEqual([5, 15]);
  });

  it('keep a core that nobody else wants, in one piece', () => {
    const { done, trace } = run([{ text: 'cpu 12' }], { cores: 1 });
    expect(done).toEqual([12]);
    expect(trace.segments).toMatchObject([{ state: 'running', core: 'core 1', from: 0, to: 12 }]);
  });

  it('leave a core to who is on it if another becomes free in the same instant', () => {
    const { trace } = run([{ text: 'cpu 10' }, { text: 'cpu 5' }, { text: 'cpu 10' }], { cores: 2 }, 'each');
    const running = trace.segments.filter(({ state }) => state === 'running');
    expect(running).toMatchObject([
      { request: 'r1', core: 'core 1', from: 0, to: 10 },
      { request: 'r2', core: 'core 2', from: 0, to: 5 },
      { request: 'r3', core: 'core 2', from: 5, to: 15 },
    ]);
  });

  it('share two cores among three', () => {
    const { done } = run([{ text: 'cpu 10' }, { text: 'cpu 10' }, { text: 'cpu 10' }], { cores: 2 }, 'each');
    expect(done).toEqual([10, 15, 15]);
  });
});
