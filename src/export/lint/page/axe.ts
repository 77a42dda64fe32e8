import axe from 'axe-core';
import type { Complaint } from './complaint.ts';
import { quoted } from './runs.ts';

/** The slide, the page around it as well, or of the slide what its colours alone decide. */
export type Scope = 'slide' | 'page' | 'colours';

/**
 * What axe finds. Contrast is left to our own rule, which sees SVG as well; what reveal.js puts around the slides is its
 * own, and the link of a number that is empty, and what stands outside all landmarks, cannot be mended from here.
 */
export async function axeOn(slide: Element, scope: Scope): Promise<readonly Complaint[]> {
  const page = { include: [document.documentElement], exclude: ['.slide-number'] };
  const { violations } = await axe.run(scope === 'page' ? page : slide, {
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
