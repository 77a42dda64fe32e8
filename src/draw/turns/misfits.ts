import type { Problem } from '../../model/rules.ts';
import { sheet } from '../geometry.ts';
import { textWidth } from '../text.ts';
import type { Scene } from './scene.ts';
import { siteOf } from './site.ts';

/** The table has columns for no more. */
const mostTurns = 7;

/** What has no room in either format. */
export function misfits(scene: Scene): readonly Problem[] {
  if (scene.turns > mostTurns)
    return [{ path: 'tasks', what: `these take ${scene.turns} turns`, expected: `expected ${mostTurns} or fewer` }];
  return (['wide', 'tall'] as const).flatMap((format) => {
    const { text } = sheet(format);
    const { ring, home } = siteOf(scene, format);
    // up to where it runs, beside the seat
    const room = ring.x + 48 - home.x;
    return scene.tasks.flatMap(({ name, awaits }): Problem[] => {
      const over = Math.ceil(textWidth(awaits, { size: text, mono: true }) - room);
      const what = `"${awaits}" is ${over} px too wide for the ${format} picture`;
      return over <= 0 ? [] : [{ path: `tasks.${name}`, what, expected: 'expected to await less' }];
    });
  });
}
