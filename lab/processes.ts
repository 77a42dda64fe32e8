import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything that the lab has started and not stopped. */
const started = new Set<ChildProcess>();

/** Folders that go with it. */
const folders = new Set<string>();

/** A new folder for what is not kept. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  folders.add(folder);
  return folder;
}

/** Removes a temporary folder. */
export function remove(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}

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
    for (const folder of folders) remove(folder);
  });
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }
}
