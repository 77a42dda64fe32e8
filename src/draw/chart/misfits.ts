import type { Problem } from '../../model/rules.ts';
import { sheet } from '../geometry.ts';
import { textWidth } from '../text.ts';
import type { Scene } from './scene.ts';

/** What has no room in a format, by its path. */
export function misfits({ chart }: Scene, format: 'wide' | 'tall'): readonly Problem[] {
  const page = sheet(format);
  const expected = 'expected fewer or shorter words';
  if (chart.form === 'curve') {
    const { left, right } = chart.placed[format].at;
    return right - left >= 320
      ? []
      : [{ path: 'curve', what: `these labels leave no room for the curve in the ${format} picture`, expected }];
  }
  if (chart.form === 'share') return [];
  if (chart.form === 'agreement') {
    const { lane } = chart.placed[format].at;
    const path = 'agreement.rows';
    return lane.w < 320 || lane.h < 40 * chart.rows.length
      ? [{ path, what: `no room for its dots in the ${format} picture`, expected }]
      : [];
  }
  return chart.placed[format].at.flatMap(({ width, bar }, i) => {
    const { label = '', work = '' } = chart.groups[i] ?? {};
    const longest = Math.max(textWidth(label, { size: page.label, bold: true }), textWidth(work, { size: page.tick }));
    const over = Math.ceil(longest - width);
    const path = `bars.workloads[${i}]`;
    if (width < 240 || bar < 20)
      return [{ path, what: `no room for its bars in the ${format} picture`, expected: 'expected fewer of them' }];
    return over <= 0 ? [] : [{ path, what: `this is ${over} px too wide for the ${format} picture`, expected }];
  });
}
