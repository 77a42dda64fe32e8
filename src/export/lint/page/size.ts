import { limits } from '../limits.ts';
import type { Complaint } from './complaint.ts';
import { isSeen, quoted, type Run, scaleOf } from './runs.ts';

/** Text that is too small, what a style writes before and behind an element too. */
export function size(sheet: Element, runs: readonly Run[], isPhone: boolean): readonly Complaint[] {
  const least = isPhone ? limits.textOnPhone : limits.text;
  const expected = `expected ${least} ${isPhone ? 'CSS px' : 'px'} at least`;
  return [...runs, ...generated(sheet)].flatMap(({ element, text, size: px }): Complaint[] => {
    // a browser rounds what it scales
    if (px >= least - 0.05) return [];
    const name = quoted(text);
    return [{ element, subject: name, what: `${name} is ${Number(px.toFixed(1))} px`, expected }];
  });
}

function generated(sheet: Element): readonly Pick<Run, 'element' | 'text' | 'size'>[] {
  return [...sheet.querySelectorAll('*:not(svg *)')].flatMap((element) => {
    if (!isSeen(element)) return [];
    return (['::before', '::after'] as const).flatMap((part) => {
      const { content, fontSize, display } = getComputedStyle(element, part);
      const text = /^"(.*)"$/.exec(content)?.[1] ?? '';
      // a mark without a letter is a drawing
      if (display === 'none' || !/[\p{L}\p{N}]/u.test(text)) return [];
      return [{ element, text, size: Number.parseFloat(fontSize) * scaleOf(element) }];
    });
  });
}
