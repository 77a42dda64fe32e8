import type { Problem } from '../../model/rules.ts';
import { textWidth } from '../text.ts';
import { numberSize } from './parts.ts';
import { emblemSize, mannerOf, mostLanes, placesIn, planOf } from './plan.ts';
import { laneLabel } from './requests.ts';
import type { Scene } from './scene.ts';

/** A lower lane has no room for words. */
const lowest = 24;
/** A thinner line could not be told from the next. */
const mostLines = 40;

/** What a race has and its picture has no place for, by its path. */
export function misfits(scene: Scene): readonly Problem[] {
  const manner = mannerOf(scene);
  return scene.rows.flatMap(({ label, run }, i): readonly Problem[] => {
    const path = `servers[${i}]`;
    const { requests, places } = run.trace;
    const workers = places.filter(({ kind }) => kind === 'process').length;
    const problems: Problem[] = [];
    if (requests.length > mostLines)
      problems.push({ path, what: `${requests.length} requests`, expected: `a row has room for ${mostLines}` });
    if (manner === 'lanes' && workers > 1) {
      const expected = `expected one, or a race of more than ${mostLanes} requests`;
      problems.push({ path: `${path}.server`, what: `the bars of ${workers} workers`, expected });
    }
    for (const format of ['wide', 'tall'] as const) {
      const plan = planOf(scene, { reach: 1 }, format);
      const { page, ruler, isTall } = plan;
      if (manner === 'lanes' && placesIn(plan, i, requests.length).pitch < lowest) {
        const expected = 'expected fewer of them, or of the rows';
        problems.push({ path, what: `no room for ${requests.length} lanes in the ${format} picture`, expected });
      }
      const tooWide = (what: string, by: number) => {
        if (by > 0)
          problems.push({
            path,
            what: `"${what}" is ${Math.ceil(by)} px too wide for the ${format} picture`,
            expected: 'expected fewer or shorter words',
          });
      };
      const name = textWidth(label, { size: numberSize, bold: true });
      if (manner === 'strips') tooWide(label, name - ((isTall ? 320 : ruler.x0) - page.stage.x - 14));
      else tooWide(label, name - ((isTall ? page.stage.x + page.stage.w : ruler.x0) - page.stage.x - emblemSize - 26));
      const width = (text: string) => textWidth(text, { size: page.tick, mono: true });
      const [longest] = requests.map(laneLabel).toSorted((a, b) => width(b) - width(a));
      if (manner === 'lanes' && longest !== undefined)
        tooWide(longest, width(longest) - (ruler.x0 - 14 - page.stage.x));
    }
    return problems;
  });
}
