/**
 * Whether somebody presents is known to all windows of a deck by a lock, which the browser takes back when its window
 * is gone. Browsers have none where the page did not come by https or from this computer.
 */
const locks: LockManager | undefined = 'locks' in navigator ? navigator.locks : undefined;

const name = () => `on stage ${new URL('.', location.href).pathname}`;

/** This window is on stage from now on. What it gives ends that. */
export function takeStage(): () => void {
  let leave = () => {};
  const left = new Promise<void>((done) => {
    leave = done;
  });
  locks?.request(name(), { mode: 'shared' }, () => left).catch(() => undefined);
  return leave;
}

/** Whether any window of this deck is on stage. */
export async function isOnStage(): Promise<boolean> {
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some((lock) => lock.name === name());
}

/** Does something that needs the stage empty, and keeps it empty until that is over. Says whether it was. */
export async function whileEmpty(deed: () => Promise<void>): Promise<boolean> {
  if (locks === undefined) return false;
  return locks.request(name(), { ifAvailable: true }, async (lock) => {
    if (lock !== null) await deed();
    return lock !== null;
  });
}
