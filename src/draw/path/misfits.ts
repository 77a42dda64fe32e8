import { sheet } from '../geometry.ts';
import { textWidth } from '../text.ts';
import { boxTexts } from './boxes.ts';
import type { Scene } from './scene.ts';
import { crown, siteOf } from './site.ts';

type Misfit = readonly [path: string, what: string, expected: string];

/** Words that are too wide for their box or loop, in either format. */
export function misfits(scene: Scene): readonly Misfit[] {
  return (['wide', 'tall'] as const).flatMap((format) => {
    const page = sheet(format);
    return scene.ways.flatMap((way, w) => {
      const { boxes, foot } = siteOf(scene, way, format);
      return way.steps.flatMap((step, i): Misfit[] => {
        const path =
          scene.layout === 'columns' ? `columns[${w}].steps[${i}]` : i < way.turn ? `in[${i}]` : `out[${i - way.turn}]`;
        const box = boxes[i];
        const over = box === undefined ? 0 : Math.max(...boxTexts(step, box, page, format).map(({ over }) => over));
        const loop = format === 'tall' ? crown.tall - 30 : 2 * foot - 12;
        const trips = step.trips.flatMap(({ name }, t): Misfit[] => {
          const more = Math.ceil(textWidth(name, { size: page.tick }) - loop);
          return more <= 0 ? [] : [[`${path}.trips[${t}]`, tooWide(more, format), 'expected a shorter word']];
        });
        return over <= 0 ? trips : [[path, tooWide(Math.ceil(over), format), 'expected fewer letters'], ...trips];
      });
    });
  });
}

function tooWide(over: number, format: string): string {
  return `these words are ${over} px too wide for the ${format} picture`;
}
