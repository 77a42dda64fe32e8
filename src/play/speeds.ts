import type { Ms } from '../model/kernel.ts';

/** How many ms on the wall each of the server's may take, from slow to fast. */
export const speeds = [200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1] as const;

/** A short run is over in about so long, ms on the wall; a long one plays in real time at first. */
const comfortable: Ms = 20_000;

/** How fast a run of this length is played unless its reader chooses. */
export function usualSpeed(end: Ms): number {
  const wanted = comfortable / Math.max(end, 1);
  return Math.max(1, speeds.find((speed) => speed <= wanted) ?? 1);
}
