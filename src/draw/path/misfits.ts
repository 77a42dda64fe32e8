import { sheet } from '../geometry.ts';
import { textWidth } from '../text.ts';
import { boxTexts } from './boxes.ts';
import { codeHeight } from './code-box.ts';
import type { Scene, Step } from './scene.ts';
import { siteOf } from './site.ts';

type Misfit = readonly [path: string, what: string, expected: string];

/** Words that are too wide for their box or loop, in either format. */
export function misfits(scene: Scene): readonly Misfit[] {
  return (['wide', 'tall'] as const).flatMap((format) => {
    const page = sheet(format);
    return scene.ways.flatMap((way, w) => {
      const { boxes, lines, name: room } = siteOf(scene, w, format);
      const { stage } = page;
      const past = Math.max(...boxes.map((box) => Math.max(stage.y - box.y, box.y + box.h - stage.y - stage.h)));
      if (past > 1)
        return [
          [
            scene.layout === 'columns' ? `columns[${w}]` : 'in',
            `its boxes are ${Math.ceil(past)} px too high for the ${format} picture`,
            'expected fewer or lower ones',
          ],
        ];
      return way.steps.flatMap((step, i): Misfit[] => {
        const path =
          scene.layout === 'columns' ? `columns[${w}].steps[${i}]` : i < way.turn ? `in[${i}]` : `out[${i - way.turn}]`;
        const box = boxes[i];
        const low = box === undefined ? 0 : codeHeight(step, box.w, page) - box.h;
        if (low > 0.5)
          return [
            [
              `${path}.code`,
              `this code is ${Math.ceil(low)} px too high for the ${format} picture`,
              'expected less of it',
            ],
          ];
        if (step.code !== undefined) return [];
        const words = [[path, step] as const, ...swapped(scene, step)].flatMap(([where, each]): Misfit[] => {
          const over = box === undefined ? 0 : Math.max(...boxTexts(each, box, page, lines).map((line) => line.over));
          return over <= 0 ? [] : [[where, tooWide(Math.ceil(over), format), 'expected fewer letters']];
        });
        const trips = step.trips.flatMap(({ name }, t): Misfit[] => {
          const more = Math.ceil(textWidth(name, { size: page.tick }) - room);
          return more <= 0 ? [] : [[`${path}.trips[${t}]`, tooWide(more, format), 'expected a shorter word']];
        });
        return [...words, ...trips];
      });
    });
  });
}

/** What else stands in the box of a step, and the first beat that says so. */
function swapped({ beats }: Scene, step: Step): readonly (readonly [string, Step])[] {
  return beats.flatMap(({ swap }, i): (readonly [string, Step])[] => {
    const other = swap[step.name];
    const isNew = other !== undefined && other !== beats[i - 1]?.swap[step.name];
    return isNew ? [[`beats[${i}].swap.${step.name}`, { ...step, ...other }]] : [];
  });
}

function tooWide(over: number, format: string): string {
  return `these words are ${over} px too wide for the ${format} picture`;
}
