import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { useBrowser } from '../browser/open.ts';
import { differing, pictureAsTiles } from './raster.ts';

const browser = useBrowser();

/** Of 255: what the edges of letters come to where another version of a browser draws them. */
const edges = 40;

it('the picture that a link to the talk shows is its title slide (if not: npm run docs:pictures)', async () => {
  const page = await browser().newPage({
    viewport: { width: 1200, height: 630 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`${inject('talk')}#/title`);
  await page.waitForSelector('.reveal.ready');
  await page.evaluate(async () => {
    for (const each of document.querySelectorAll('.bar, .deck-progress')) each.remove();
    await document.fonts.ready;
  });
  const shown = await page.screenshot({ animations: 'disabled' });
  const now = await pictureAsTiles(page, shown);
  const card = await pictureAsTiles(page, readFileSync('assets/card.png'));
  expect(differing(card, now, edges)).toEqual([]);
  // and a blank page is none
  expect(new Set(card.map(Math.round)).size).toBeGreaterThan(20);
  await page.close();
});
