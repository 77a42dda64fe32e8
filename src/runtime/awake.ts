/** A screen that must not go to sleep. */
export interface Awake {
  /** Asks for it, and again whenever the page is seen again: the browser forgets it when it is hidden. */
  keep(): void;
  held(): boolean;
}

export function awake(): Awake {
  let wanted = false;
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (!wanted || document.hidden || (lock !== undefined && !lock.released)) return;
    try {
      lock = await navigator.wakeLock?.request('screen');
    } catch {
      // an empty battery, or a policy: the check before the talk says so
      lock = undefined;
    }
  };
  document.addEventListener('visibilitychange', ask);
  return {
    keep() {
      wanted = true;
      ask();
    },
    held: () => lock !== undefined && !lock.released,
  };
}
