import { limits } from '../limits.ts';
import { type Colour, colourOf, faded, over, contrast as ratio } from './colour.ts';
import type { Complaint } from './complaint.ts';
import { type Layers, opacityOf } from './paint.ts';
import { quoted, type Run, scaleOf } from './runs.ts';

/** Text that stands out too little from its ground, where it does least. */
export function contrast(runs: readonly Run[], layers: ReadonlyMap<Run, readonly Layers[]>): readonly Complaint[] {
  return runs.flatMap((run): Complaint[] => {
    const grounds = layers.get(run) ?? [];
    const ink = inkOf(run.element);
    const least = Math.min(...grounds.map(({ ground }) => ratio(over(ink, ground), ground)));
    const wanted = run.size / scaleOf(run.element) >= limits.large ? limits.contrastOfLarge : limits.contrast;
    if (least >= wanted) return [];
    const name = quoted(run.text);
    // rounded up it would seem to be enough
    const what = `${name} has ${(Math.floor(least * 10) / 10).toFixed(1)}:1`;
    return [{ element: run.element, subject: name, what, expected: `expected ${wanted}:1 at least` }];
  });
}

function inkOf(element: Element): Colour {
  const style = getComputedStyle(element);
  const colour = colourOf(element instanceof SVGElement ? style.fill : style.color);
  return faded(colour, opacityOf(element));
}
