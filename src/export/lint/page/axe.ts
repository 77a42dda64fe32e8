import axe from 'axe-core';
import type { Complaint } from './complaint.ts';
import { quoted } from './runs.ts';

/** The slide, the page around it as well, or of the slide what its colours alone decide. */
export type Scope = 'slide' | 'page' | 'colours';

/** What axe finds. Contrast is left to our own rule, which sees SVG as well. */
export async function axeOn(slide: Element, scope: Scope): Promise<readonly Complaint[]> {
  // for one rule, too, axe first reads the whole page
  if (scope === 'colours' && slide.querySelector('a[href]') === null) return [];
  const { violations } = await axe.run(scope === 'page' ? document.documentElement : slide, {
    elementRef: true,
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: false } },
    ...(scope === 'colours' ? { runOnly: ['link-in-text-block'] } : {}),
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ element = slide, html }) => {
      const tag = /^<[^>]*>/.exec(html.replace(/\s+/g, ' '))?.[0] ?? html;
      return { element, subject: `${id} ${tag}`, what: `${id} at ${quoted(tag)}`, expected: `axe-core: ${help}` };
    }),
  );
}
