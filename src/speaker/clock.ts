/** Minutes and seconds of a time in ms: "4:05", "1:02:03". */
export function minutesAndSeconds(elapsed: number): string {
  const seconds = Math.floor(elapsed / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** A stopwatch: starts once, and can be set back to nothing. */
export interface Stopwatch {
  start(): void;
  reset(): void;
  /** ms since it was started, 0 before. */
  elapsed(): number;
}

const key = 'started';

/** `now` gives the time in ms; `storage` keeps the start, so that the watch runs on when the page is loaded again. */
export function stopwatch(now: () => number, storage: Storage | undefined): Stopwatch {
  const started = Number(storage?.getItem(key) ?? Number.NaN);
  let since = Number.isFinite(started) ? started : undefined;
  return {
    start: () => {
      if (since !== undefined) return;
      since = now();
      storage?.setItem(key, String(since));
    },
    reset: () => {
      since = undefined;
      storage?.removeItem(key);
    },
    // a clock that was set back shows nothing rather than a time before the start
    elapsed: () => (since === undefined ? 0 : Math.max(0, now() - since)),
  };
}
