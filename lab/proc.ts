import { readdirSync, readFileSync } from 'node:fs';
import type { Ms } from '../src/model/kernel.ts';

/** The living processes of a group, the oldest first: proc(5). */
export function members(group: number): readonly number[] {
  const found: { readonly pid: number; readonly started: number }[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = textOf(`/proc/${pid}/stat`);
    // the name of the program, in brackets, may contain anything
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, , itsGroup] = fields;
    if (Number(itsGroup) === group && state !== 'Z') found.push({ pid, started: Number(fields[19]) });
  }
  return found.toSorted((a, b) => a.started - b.started || a.pid - b.pid).map(({ pid }) => pid);
}

/** Proportional set size (KiB); 0 of a process that has gone. */
export function pss(pid: number): number {
  return Number(/^Pss: +(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** How many threads a process has. */
export function threads(pid: number): number {
  return Number(/^Threads:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** Processor time of a process with all its living threads (ms), to the microsecond: `stat` counts in hundredths of a second. */
export function cpu(pid: number): Ms {
  let total = 0;
  for (const thread of entries(`/proc/${pid}/task`)) {
    total += Number(textOf(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
  }
  return total / 1e6;
}

/** Processor time that everybody has used of the machine, all cores together, with what its host has stolen (ms). */
export function busy(): Ms {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = textOf('/proc/stat')
    .split('\n', 1)
    .flatMap((line) => line.split(/\s+/))
    .map(Number);
  // in hundredths of a second: USER_HZ
  return (user + nice + system + irq + softirq + steal) * 10;
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process may go while one looks. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
