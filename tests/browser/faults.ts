import type { Page } from 'playwright-core';

/** What may be wrong with the look of a slide; sizes in CSS px unless they are the stage's. */
export interface Limits {
  /** The smallest text there may be. */
  readonly text: number;
  readonly unit: 'css' | 'stage';
}

/**
 * Goes to every step of every slide, optional ones as well, and returns what sticks out of its sheet or the window, is
 * cut off in its own box, or is smaller than allowed: "slug/step: element: fault".
 */
export function faults(page: Page, limits: Limits): Promise<readonly string[]> {
  return page.evaluate(async ({ text, unit }) => {
    const found = new Set<string>();
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} "${element.textContent?.trim().slice(0, 30).replaceAll('\n', ' ')}"`;
    // a band is cut off by its picture
    const skipped = '.unseen, .unseen *, .step, .band *';

    const look = (slide: Element, step: number): void => {
      const sheet = slide.querySelector<HTMLElement>('.sheet');
      const say = (element: Element, fault: string) => found.add(`${slide.id}/${step}: ${name(element)}: ${fault}`);
      if (sheet === null) {
        say(slide, 'no sheet');
        return;
      }
      const stage = sheet.getBoundingClientRect();
      const scale = stage.width / sheet.offsetWidth;
      for (const element of sheet.querySelectorAll<HTMLElement>(`*:not(${skipped})`)) {
        const box = element.getBoundingClientRect();
        if (element.getClientRects().length === 0) continue;
        if (box.right > stage.right + 1 || box.left < stage.left - 1) say(element, 'sticks out at a side of its sheet');
        if (box.bottom > stage.bottom + 1 || box.top < stage.top - 1)
          say(element, 'sticks out above or below its sheet');
        if (box.right > innerWidth + 1) say(element, 'sticks out of the window');
        const cut = element.clientWidth > 0 && getComputedStyle(element).overflow !== 'visible';
        if (cut && element.scrollWidth > element.clientWidth + 1) say(element, 'is cut off');
        const written = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
        const size = Number.parseFloat(getComputedStyle(element).fontSize) * (unit === 'css' ? scale : 1);
        if (written && size < text - 0.01) say(element, `${size.toFixed(1)} px`);
      }
      if (sheet.scrollHeight > sheet.clientHeight + 1) say(sheet, `${sheet.scrollHeight} px high on its stage`);
      if (sheet.scrollWidth > sheet.clientWidth + 1) say(sheet, `${sheet.scrollWidth} px wide on its stage`);
    };

    await document.fonts.ready;
    for (const slide of document.querySelectorAll('.slides section[id]')) {
      const steps = new Set(
        [...slide.querySelectorAll('.fragment')].map((each) => each.getAttribute('data-fragment-index')),
      );
      for (let step = -1; step < steps.size; step++) {
        const hash = `#/${slide.id}${step < 0 ? '' : `/${step}`}`;
        if (location.hash !== hash) {
          const moved = new Promise((done) => addEventListener('hashchange', done, { once: true }));
          location.replace(hash);
          await moved;
        }
        if (!slide.classList.contains('present')) found.add(`${slide.id}/${step}: not shown`);
        // a diagram has its poster until the browser has time for it
        while (slide.querySelector('deck-diagram:not([data-alive])') !== null) await new Promise(requestAnimationFrame);
        look(slide, step);
      }
    }
    return [...found];
  }, limits);
}
