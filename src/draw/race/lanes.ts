import type { Ms } from '../../model/kernel.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { emblem } from './emblem.ts';
import { numberSize, words } from './parts.ts';
import { emblemSize, type Plan, placesIn } from './plan.ts';
import { processBar, processWords } from './process.ts';
import { outcomes, requestLanes } from './requests.ts';
import type { Scene } from './scene.ts';

/** The rows as lanes: a process, and below its bar what became of each request. */
export function lanes({ rows }: Scene, plan: Plan, t: Ms): readonly Shape[] {
  return rows.flatMap((row, i): readonly Shape[] => {
    const { bar, lanes: y, pitch } = placesIn(plan, i, row.run.trace.requests.length);
    const key = `row ${i}`;
    return [
      ...processBar(row, { plan, y: bar, t, key: `${key} process` }),
      ...requestLanes(row, { plan, y, pitch, t, key }),
    ];
  });
}

/** The words of all rows that the line of now does not run through: their names, and what became of whom. */
export function laneWords({ rows }: Scene, plan: Plan, t: Ms): readonly Shape[] {
  const { stage, tick } = plan.page;
  return rows.flatMap((row, i): readonly Shape[] => {
    const { name, bar, lanes: y, pitch } = placesIn(plan, i, row.run.trace.requests.length);
    const key = `row ${i}`;
    const left = stage.x + emblemSize + 12;
    const w = textWidth(row.label, { size: numberSize, bold: true }) + 8;
    return [
      ...emblem(row, { x: stage.x, y: name }, t, key),
      { kind: 'rect', key: `${key} plate`, x: left - 4, y: name - 18, w, h: 36, fill: 'paper' },
      words(`${key} name`, left, name + numberSize * 0.36, row.label, numberSize, { bold: true }),
      ...(plan.isTall
        ? [
            words(`${key} worker`, plan.ruler.x0 - 14, bar + 15 + tick * 0.35, 'worker', tick, {
              mono: true,
              anchor: 'end',
            }),
          ]
        : []),
      ...processWords(row, { plan, y: bar, t, key: `${key} process` }),
      ...outcomes(row, { plan, y, pitch, t, key }),
    ];
  });
}
