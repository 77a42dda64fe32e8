import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe-core has against a part of a page: "rule: the tag". All other slides are taken out of the page first, which is
 * done with then: axe-core looks at each of their elements, too, before it leaves them aside.
 */
export async function axeOn(page: Page, selector: string): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (within) => {
    for (const slide of document.querySelectorAll('.slides section:not(.stack)'))
      if (slide.querySelector(within) === null && !slide.matches(within)) slide.remove();
    const { axe: run }: { axe?: typeof axe } = Object.assign({}, { axe: Reflect.get(window, 'axe') });
    const found = await run?.run(within, { resultTypes: ['violations'], elementRef: false });
    return (found?.violations ?? [{ id: 'axe did not run', nodes: [] }]).flatMap(({ id, nodes }) =>
      nodes.length === 0 ? [id] : nodes.map(({ html }) => `${id}: ${html.replace(/\s+/g, ' ').slice(0, 140)}`),
    );
  }, selector);
}
