import type { Format } from '../draw/shape.ts';
import type { Ms } from '../model/kernel.ts';
import { type Distribution, distributionOf } from '../play/charts/distribution.ts';
import { instantAt, nowOn, type Overview, overviewOf } from '../play/charts/overview.ts';
import type { Report } from '../play/report.ts';
import { time } from '../play/told/numbers.ts';
import { patch } from '../runtime/patch.ts';
import { made, picture, set } from './dom.ts';
import type { Stand } from './player.ts';

/** The charts of all of a run. */
export interface Charts {
  readonly overview: SVGSVGElement;
  readonly distribution: SVGSVGElement;
  /** Draws other runs, or the same in another format. */
  show(reports: readonly Report[], format: Format): void;
  /** Moves the line of now. */
  move(stand: Stand): void;
}

/** `seek` leads the run to where a hand is on the chart. */
export function charts(seek: (t: Ms) => void): Charts {
  const overview = picture('overview');
  const distribution = picture('distribution');
  let drawn: Overview | undefined;
  const toHand = (event: PointerEvent) => {
    if (drawn === undefined) return;
    const { left, width } = overview.getBoundingClientRect();
    seek(instantAt(drawn, ((event.clientX - left) * drawn.area.width) / width));
  };
  overview.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    overview.setPointerCapture(event.pointerId);
    toHand(event);
  });
  overview.addEventListener('pointermove', (event) => {
    if (overview.hasPointerCapture(event.pointerId)) toHand(event);
  });
  return {
    overview,
    distribution,
    show(reports, format) {
      drawn = overviewOf(reports, format);
      set(overview, 'viewBox', `0 0 ${drawn.area.width} ${drawn.height}`);
      set(overview, 'aria-label', `All of the run: ${reports.map(wordsOf).join(' ')}`);
      const how: Distribution = distributionOf(reports, format);
      set(distribution, 'viewBox', `0 0 ${how.width} ${how.height}`);
      set(distribution, 'aria-label', `How long answers took: ${reports.map(latencyWords).join(' ')}`);
      patch(distribution, how.shapes);
    },
    move({ t, stretch }) {
      if (drawn !== undefined) patch(overview, [...drawn.shapes, ...nowOn(drawn, t, stretch)]);
    },
  };
}

function wordsOf({ label, series }: Report): string {
  return `${label}, up to ${series.most.count} in flight, at ${time(series.most.at)}.`;
}

function latencyWords({ label, summary: { latency } }: Report): string {
  if (latency === undefined) return `${label}, no answers.`;
  return `${label}, half within ${time(latency.p50)}, 90 of 100 within ${time(latency.p90)}, 99 within ${time(latency.p99)}.`;
}

/** A chart under its heading, with a table behind it. */
export function section(
  title: string,
  ...children: readonly HTMLElement[] | readonly (HTMLElement | SVGElement)[]
): HTMLElement {
  return made('section', {}, made('h2', {}, title), ...children);
}
