import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The speaker's window that S opens, once it shows something. */
export async function speakerOf(deck: Page): Promise<Page> {
  const [speaker] = await Promise.all([deck.context().waitForEvent('page'), deck.keyboard.press('s')]);
  await speaker.waitForSelector('.now .slide');
  return speaker;
}

/** The speaker's window, opened by its own address. */
export async function speakerAt(context: BrowserContext, deck: string): Promise<Page> {
  const speaker = await context.newPage();
  await speaker.goto(`${deck}speaker.html`);
  return speaker;
}

/** What makes one step differ from another: the slide, its visible fragments, the step of its listings. */
export function view(page: Page, selector: string): Promise<string> {
  return page.evaluate((within) => {
    const slide = document.querySelector(within);
    const shown = [...(slide?.querySelectorAll('.fragment') ?? [])].map((each) => each.classList.contains('visible'));
    const lit = [...(slide?.querySelectorAll<HTMLElement>('deck-listing') ?? [])].map((each) => each.dataset.lit ?? '');
    return `${slide?.getAttribute('data-number') ?? 'nothing'} ${shown.map(Number).join('')} lit ${lit.join()}`;
  }, selector);
}

/** The slide at hand: of a column that is elsewhere one slide is the present one, too, and a frozen picture has its own. */
export const onDeck =
  '.reveal:not(.frozen) :is(.slides > section.present:not(.stack), .slides > section.stack.present > section.present)';
export const now = '.now .slide';
export const coming = '.coming .slide';

/** Waits until a speaker’s window shows what the deck shows. Both are asked anew each time: either may be on its way. */
export async function alike(speaker: Page, deck: Page): Promise<void> {
  const apart = async () => {
    const [shown, followed] = [await view(deck, onDeck), await view(speaker, now)];
    return shown === followed ? '' : `${followed} in place of ${shown}`;
  };
  await expect.poll(apart).toBe('');
}
