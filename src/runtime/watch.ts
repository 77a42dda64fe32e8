/** A stopwatch as data, so that it can be kept, sent and read anywhere: ms that ran before, and since when it runs. */
export interface Watch {
  readonly before: number;
  /** ms since 1970; null while it stands. */
  readonly since: number | null;
}

/** Not started. */
export const unstarted: Watch = { before: 0, since: null };

/** Whether it has run at all. */
export function isStarted({ before, since }: Watch): boolean {
  return before > 0 || since !== null;
}

/** Runs on from `now`; a watch that runs is left alone. */
export function running(watch: Watch, now: number): Watch {
  return watch.since === null ? { ...watch, since: now } : watch;
}

/** Stands from `now` on. */
export function paused(watch: Watch, now: number): Watch {
  return { before: elapsed(watch, now), since: null };
}

/** ms that it has run. A clock that was set back shows nothing rather than a time before the start. */
export function elapsed({ before, since }: Watch, now: number): number {
  return before + (since === null ? 0 : Math.max(0, now - since));
}

/** Whether `value`, from another window or a storage, is a watch. */
export function isWatch(value: unknown): value is Watch {
  if (typeof value !== 'object' || value === null || !('before' in value) || !('since' in value)) return false;
  const isTime = (time: unknown) => typeof time === 'number' && Number.isFinite(time) && time >= 0;
  return isTime(value.before) && (value.since === null || isTime(value.since));
}

/** A watch that has run for longer is that of another day, ms. */
const day = 8 * 3_600_000;

/** The watch, if it can be of the talk that is given now; else one that is not started. */
export function ofToday(watch: Watch, now: number): Watch {
  return elapsed(watch, now) > day ? unstarted : watch;
}
