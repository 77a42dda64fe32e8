import type { Ms } from '../../model/kernel.ts';

/** What serves requests: how many at a time, and on how many cores; who switches while they wait has a slot for everyone. */
export interface Tool {
  readonly name: string;
  readonly label: string;
  readonly slots?: number;
  readonly cores: number;
}

/** The law of capacity: slots ÷ time, until the cores run out. Requests take `total` ms, `busy` per cent of it computing. */
export function capacity(
  { slots = Number.POSITIVE_INFINITY, cores }: Omit<Tool, 'name' | 'label'>,
  total: Ms,
  busy: number,
) {
  return Math.min(slots, (cores * 100) / busy) * (1000 / total);
}

/** How many times as many as one worker that takes one after the other. */
export function times(tool: Omit<Tool, 'name' | 'label'>, busy: number): number {
  return capacity(tool, 1000, busy);
}
