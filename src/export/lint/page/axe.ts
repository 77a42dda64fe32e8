import axe from 'axe-core';
import type { Complaint } from './complaint.ts';
import { quoted } from './runs.ts';

/**
 * What axe finds on a slide, or in the whole page. Contrast is left to our own rule, which sees SVG as well; what
 * reveal.js puts around the slides is its own, and empty links and missing landmarks in it cannot be mended from here.
 */
export async function axeOn(slide: Element, whole: boolean): Promise<readonly Complaint[]> {
  const context = whole ? { include: [document.documentElement], exclude: ['.slide-number', '.controls'] } : slide;
  const { violations } = await axe.run(context, {
    elementRef: true,
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ element = slide, html }) => {
      const tag = /^<[^>]*>/.exec(html.replace(/\s+/g, ' '))?.[0] ?? html;
      return { element, subject: `${id} ${tag}`, what: `${id} at ${quoted(tag)}`, expected: `axe-core: ${help}` };
    }),
  );
}
