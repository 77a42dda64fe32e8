import type { ChildProcess } from 'node:child_process';

/** Everything that the lab has started and not stopped. */
const started = new Set<ChildProcess>();

/** Ends it with the lab, however that ends. Returns how to forget it. */
export function keep(child: ChildProcess): () => void {
  started.add(child);
  return () => void started.delete(child);
}

/** Kills a process and, if it leads one, its group. */
export function kill({ pid }: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (pid === undefined) return;
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // no such group, or gone already
    }
  }
}

/** From now on whatever ends the lab ends what it has started, at once. */
export function stopEverythingAtTheEnd(): void {
  process.once('exit', () => {
    for (const child of started) kill(child);
  });
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }
}
