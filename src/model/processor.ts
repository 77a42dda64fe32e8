import { instant, type Kernel, type Ms, type Process, type Timer } from './kernel.ts';
import type { Recorder } from './recorder.ts';
import { tokens } from './resources.ts';
import type { PlaceId } from './trace.ts';

/** How long a thread may keep a core that another thread wants. */
const SLICE: Ms = 5;

/** `cpu.cfs_period_us`: Linux, Documentation/scheduler/sched-bwc. */
export const QUOTA_PERIOD: Ms = 100;

/** A nanosecond, in which the clock counts, for each of 64 cores: less is none left. */
const NONE: Ms = 64e-6;

/** The cores of the machine, shared by all threads of all processes. */
export interface Processor {
  readonly cores: number;
  /** Waits for a core. Who is first in line is first out of it. */
  acquire(): Process<PlaceId>;
  release(core: PlaceId): void;
  /**
   * Computes on a core that was acquired, for `ms` or until its slice is over, the quota is spent or `onStop`'s callback
   * is called; returns how long it did.
   */
  compute(ms: Ms, onStop?: (stop: (() => void) | undefined) => void): Process<Ms>;
}

/**
 * Idle cores. With a `quota`, all threads together may compute for that long (ms) in each period; when it is
 * spent, everything stands still until the next. The kernel counts in slices a core; here it is exact.
 */
export function processor(
  clock: Kernel,
  recorder: Recorder,
  place: PlaceId,
  cores: readonly PlaceId[],
  quota?: Ms,
): Processor {
  const free = tokens(clock, cores);
  const bandwidth = quota === undefined ? undefined : bandwidthOf(quota);

  function bandwidthOf(limit: Ms) {
    const running = new Set<() => void>();
    let spent: Ms = 0;
    let since: Ms = 0;
    let timer: Timer | undefined;

    function account(): void {
      const period = Math.floor(clock.now / QUOTA_PERIOD) * QUOTA_PERIOD;
      if (period > since) [spent, since] = [0, period];
      spent += running.size * (clock.now - since);
      since = clock.now;
    }

    function plan(): void {
      clock.cancel(timer);
      if (running.size === 0) return;
      const untilRenewed = QUOTA_PERIOD - (clock.now % QUOTA_PERIOD);
      const untilSpent = Math.max(0, limit - spent) / running.size;
      timer = untilRenewed <= untilSpent ? clock.firstly(untilRenewed, change) : clock.lastly(untilSpent, exhaust);
    }

    function change(stopping?: () => void, starting?: () => void): void {
      account();
      if (stopping !== undefined) running.delete(stopping);
      if (starting !== undefined) running.add(starting);
      plan();
    }

    function exhaust(): void {
      account();
      if (spent < limit - NONE) {
        plan();
        return;
      }
      const wait = instant(QUOTA_PERIOD - (clock.now % QUOTA_PERIOD));
      recorder.event({ kind: 'throttled', place, until: instant(clock.now + wait) });
      free.pause();
      clock.firstly(wait, free.resume);
      for (const stop of [...running]) stop();
    }

    return { started: (stop: () => void) => change(undefined, stop), stopped: (stop: () => void) => change(stop) };
  }

  return {
    cores: cores.length,
    acquire: free.acquire,
    release: free.release,
    *compute(ms, onStop) {
      const since = clock.now;
      let end: Timer | undefined;
      let slice: Timer | undefined;
      let stop: (() => void) | undefined;
      function clear(): void {
        clock.cancel(end);
        clock.cancel(slice);
        onStop?.(undefined);
        if (stop !== undefined) bandwidth?.stopped(stop);
        stop = undefined;
      }
      try {
        yield (resume) => {
          const halt = () => {
            clear();
            resume();
          };
          const nextSlice = () => {
            slice = clock.lastly(SLICE, () => (free.waiting > 0 ? halt() : nextSlice()));
          };
          stop = halt;
          end = clock.later(ms, halt);
          onStop?.(halt);
          bandwidth?.started(halt);
          // who ends within a slice ends before it is over
          if (ms > SLICE) nextSlice();
        };
      } finally {
        clear();
      }
      return instant(clock.now - since);
    },
  };
}
