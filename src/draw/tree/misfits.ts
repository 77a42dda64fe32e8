import { excess } from '../excess.ts';
import { sheet } from '../geometry.ts';
import type { Box } from '../shape.ts';
import { textWidth } from '../text.ts';
import { asked, type Scene } from './scene.ts';
import { siteOf } from './site.ts';
import { tooHigh } from './tall.ts';
import { answerWidth, leafWidth, margin } from './words.ts';

type Misfit = readonly [node: number, field: string, what: string, expected: string];

/** Words that are too wide for their box or the picture, and what is too high, in either format. */
export function misfits(scene: Scene): readonly Misfit[] {
  const { nodes } = scene;
  return (['wide', 'tall'] as const).flatMap((format): Misfit[] => {
    const page = sheet(format);
    const { stage } = page;
    const high = Math.ceil(tooHigh(nodes, page));
    if (format === 'tall' && high > 0)
      return [
        [-1, 'ask', `its rows are ${high} px too high for the tall picture`, 'expected fewer leaves or questions'],
      ];
    const site = siteOf(scene, format);
    const right = stage.x + stage.w;
    return nodes.flatMap((node, i): Misfit[] => {
      const spot = site[i];
      if (spot === undefined) return [];
      const { box, lines, word } = spot;
      const tooWide = (field: string, over: number): Misfit[] =>
        over <= 0
          ? []
          : [[i, field, `these words are ${Math.ceil(over)} px too wide for the ${format} picture`, 'expected fewer']];
      const end = node.kind === 'leaf' && format === 'wide' ? box.x : right;
      const answer = tooWide('text', word.x + answerWidth(node.answer, page) - end);
      if (node.kind === 'leaf') return [...answer, ...tooWide('title', leafWidth(node, page) - box.w)];
      const longest = Math.max(...lines.map((each) => textWidth(each, { size: page.label, bold: true })));
      const over = Math.max(longest + 2 * margin.question - box.w, box.x + box.w - right);
      const others = site.slice(0, i).some((other) => meet(other.box, box));
      const onOther: Misfit[] = others
        ? [[i, 'ask', `these words are too high for the ${format} picture`, 'expected fewer']]
        : [];
      const below = Math.ceil(excess(page, asked(scene, i)));
      const what = `this question is with its answers ${below} px too wide for the line below the ${format} picture`;
      const onLine: Misfit[] = below > 0 ? [[i, 'ask', what, 'expected fewer or shorter words']] : [];
      return [...answer, ...tooWide('ask', over), ...onOther, ...onLine];
    });
  });
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
