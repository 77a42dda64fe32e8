import { describe, expect, inject, it } from 'vitest';
import { plain } from '../../src/export/pdf/paper.ts';
import { pdf } from '../../src/export/pdf/print.ts';
import { walk } from '../../src/export/walk.ts';
import { useBrowser } from '../browser/open.ts';
import { differing, pagesAsTiles, pictureAsTiles, rasterPage } from './raster.ts';

const browser = useBrowser();

/** Of 255: what the edges of letters come to when two programs draw them, in a tile of 20 × 20 px. */
const edges = 40;

/** What a screen has and a page has not, or elsewhere. */
const onScreenOnly =
  '.bar, .deck-progress, .slide-number, .diagram-controls, .backgrounds { visibility: hidden !important }';
const onPaperOnly = { columns: 4, row: 34 };

describe.each([
  { deck: 'kinds', only: undefined },
  { deck: 'talk', only: ['blocking-call', 'event-loop', 'request-path', 'race', 'wsgi-call', 'curve'] },
] as const)('a page of $deck', ({ deck, only }) => {
  it('is what the screen shows at that step', async () => {
    const site = { url: inject(deck), close: async () => {} };
    const { bytes, sheets } = await pdf(browser(), site, 'steps', { ...plain, only });
    const screen = await walk(browser(), site, {
      viewport: { width: 1280, height: 720 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const raster = await browser().newPage();
    try {
      await screen.page.addStyleTag({ content: onScreenOnly });
      await rasterPage(raster);
      const pages = await pagesAsTiles(raster, bytes);
      expect(pages).toHaveLength(sheets.length);
      const wrong: string[] = [];
      let step = 0;
      for (const [i, { slug }] of sheets.entries()) {
        step = sheets[i - 1]?.slug === slug ? step + 1 : 0;
        await screen.go(slug, step);
        const shown = await pictureAsTiles(raster, await screen.page.screenshot({ animations: 'disabled' }));
        const tiles = differing(pages[i] ?? [], shown, edges).filter((tile) => {
          const [column = 0, row = 0] = tile.split(',').map(Number);
          // the number of the slide stands elsewhere on paper
          return !(column < onPaperOnly.columns && row >= onPaperOnly.row);
        });
        if (tiles.length > 0)
          wrong.push(`${slug}, step ${step}: ${tiles.length} tiles, as ${tiles.slice(0, 5).join(' ')}`);
      }
      expect(wrong).toEqual([]);
    } finally {
      await screen.close();
      await raster.close();
    }
  }, 180_000);
});
