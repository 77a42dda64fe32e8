import type { Ms } from '../src/model/kernel.ts';
import type { Samples } from '../src/model/measured/measurement.ts';
import { busy, cpu, members, pss, threads } from './proc.ts';

/** Looks at a group of processes from time to time. */
export interface Sampler {
  cancel(): void;
  /** Looks a last time. `others` is the share of the machine that was used by nobody of ours. */
  stop(): { readonly samples: Samples; readonly others: number };
}

/** Reading a process's memory stops it for a moment: seldom, then. */
const every: Ms = 1000;

/** Begins with a first look; `ours` are further processes, whose processor time is not that of others. */
export function sampler(group: number, ours: readonly number[], cores: number): Sampler {
  const begun = performance.now();
  const at: Ms[] = [];
  const memory: number[][] = [];
  const time: Ms[] = [];
  const counts: number[][] = [];
  const cpuAtFirst = cpuOf(members(group));
  const oursAtFirst = cpuOf(ours);
  const busyAtFirst = busy();

  function look(): void {
    const now = members(group);
    at.push(Math.round(performance.now() - begun));
    memory.push(now.map(pss));
    time.push(Math.max(0, Math.round((cpuOf(now) - cpuAtFirst) * 100) / 100));
    counts.push(now.map(threads));
  }

  look();
  const timer = setInterval(look, every);
  return {
    cancel: () => clearInterval(timer),
    stop() {
      clearInterval(timer);
      look();
      const used = cpuOf(members(group)) - cpuAtFirst + cpuOf(ours) - oursAtFirst;
      const all = (performance.now() - begun) * cores;
      const others = Math.min(1, Math.max(0, (busy() - busyAtFirst - used) / all));
      return { samples: { at, pss: memory, cpu: time, threads: counts }, others: Math.round(others * 1000) / 1000 };
    },
  };
}

export function cpuOf(pids: readonly number[]): Ms {
  return pids.reduce((sum, pid) => sum + cpu(pid), 0);
}
