import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { SceneData } from '../../src/draw/scene.ts';
import { written } from '../../src/export/lint/talk.ts';
import { readPdf } from '../export/read-pdf.ts';
import { opened, useBrowser } from './open.ts';

const browser = useBrowser();

interface Told {
  readonly slug: string;
  readonly beats: readonly (readonly string[])[];
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

/** What each beat of a scene says: its question and answers, its sentence, its number. */
const wordsOf = ({ beats }: SceneData) =>
  beats.map(({ ask, answers, say, payoff }) =>
    [ask, ...answers.map(({ text }, i) => `${'ABCDEF'[i]} ${text}`), say, payoff].filter((words) => words !== ''),
  );

/** All diagrams of the talk, by the data with which the speaker's window draws them. */
async function diagramsOfTheTalk(): Promise<readonly Told[]> {
  const page = await browser().newPage();
  const slides = await written(page, { url: inject('talk'), close: async () => {} });
  await page.close();
  return slides.flatMap(({ slug, diagrams }) =>
    diagrams.map((json) => {
      const data: SceneData = JSON.parse(json);
      return { slug, beats: wordsOf(data) };
    }),
  );
}

/** The same as the page has it. */
function told(page: Page): Promise<readonly Told[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.transcript')].map((transcript) => ({
      slug: transcript.closest('section')?.id ?? '',
      beats: [...transcript.querySelectorAll('.beat')].map((beat) =>
        [...beat.querySelectorAll('.words > p:not(.right), .answers > li')].map(({ textContent }) => textContent ?? ''),
      ),
    })),
  );
}

describe('the transcript', () => {
  let diagrams: readonly Told[] = [];
  // loaded once, with scripts off: nobody changes anything in it
  let opening: Awaited<ReturnType<typeof opened>>;
  beforeAll(async () => {
    diagrams = await diagramsOfTheTalk();
    opening = await opened(browser(), `${inject('talk')}read.html`, { javaScriptEnabled: false });
  });
  afterAll(() => opening.close());
  const reading = async (width = 1280) => {
    await opening.page.setViewportSize({ width, height: 844 });
    return opening.page;
  };

  it('has every beat’s words of every diagram once, in order', async () => {
    const page = await reading();
    expect(diagrams.length).toBeGreaterThan(20);
    expect(await told(page)).toEqual(diagrams);
  });

  it('is words: no sentence is drawn, or said again by its picture', async () => {
    const page = await reading();
    const pictures = await page.evaluate(() =>
      [...document.querySelectorAll('.beat')].map((beat) => ({
        words: [...beat.querySelectorAll('.words > p:not(.right, .payoff)')].map(
          ({ textContent }) => textContent ?? '',
        ),
        drawn: [...beat.querySelectorAll('.still')].map(
          (still) => `${still.textContent} ${still.getAttribute('aria-label')}`,
        ),
      })),
    );
    const twice = pictures.flatMap(({ words, drawn }) =>
      words.filter((each) => drawn.some((picture) => squeezed(picture).includes(squeezed(each)))),
    );
    expect(twice).toEqual([]);
  });

  it('tells the whole story of a blocking call', async () => {
    const page = await reading();
    const story = await page.locator('#blocking-call .transcript .words').allTextContents();
    const plot = [
      /does not await in its async def\. Who notices\?.*A nobody.*B 5 users.*C 20 users/s,
      /healthy loop turns/,
      /calls something that does not await/,
      /No error\. No log\. Nobody else is even let in\./,
      /The probe gives it one second\./,
      /The probe has given up\./,
      /the call returns/,
      /C 20 users.*20 users waited this long between them, for one line\..*20\.2 s/s,
      /heartbeat/,
      /In a thread instead, the loop turns on.*50 ms/s,
    ];
    expect(story.length).toBe(plot.length);
    for (const [i, event] of plot.entries()) expect(story[i]).toMatch(event);
  });

  it('gives each right answer once, at a later beat than the question', async () => {
    const page = await reading();
    const answers = await page.evaluate(() =>
      [...document.querySelectorAll('.transcript')].map((transcript) => {
        const beats = [...transcript.querySelectorAll('.beat')];
        return {
          asked: beats.flatMap((beat, i) => (beat.querySelector('.answers') ? [i] : [])),
          right: beats.flatMap((beat, i) => (beat.querySelector('.right') ? [i] : [])),
          among: beats.every((beat) => {
            const [, right] = /^Right is (.*)$/.exec(beat.querySelector('.right')?.textContent ?? '') ?? [];
            const choices = [...transcript.querySelectorAll('.answers > li')].map(({ textContent }) => textContent);
            return right === undefined || choices.includes(right);
          }),
        };
      }),
    );
    expect(answers.filter(({ asked }) => asked.length > 0).length).toBeGreaterThan(10);
    for (const { asked, right, among } of answers) {
      expect([right.length, among]).toEqual([asked.length, true]);
      for (const [i, at] of asked.entries()) expect(right[i]).toBeGreaterThan(at);
    }
  });

  it('is a figure with a name and a list for ears, and each picture in it has words or is passed over', async () => {
    const page = await reading();
    expect(await page.getByRole('figure').count()).toBe(diagrams.length);
    expect(await page.getByRole('figure', { name: /: step by step$/ }).count()).toBe(diagrams.length);
    const lists = page.locator('.transcript > ol');
    expect(await lists.evaluateAll((all) => all.every((each) => each.getAttribute('role') === 'list'))).toBe(true);
    const nameless = await page
      .locator('.still')
      .evaluateAll(
        (all) =>
          all.filter((each) => (each.getAttribute('aria-label') ?? '') === '' && each.ariaHidden !== 'true').length,
      );
    expect(nameless).toBe(0);
    // of a wide and a tall one an ear gets one
    const images = await page.locator('#blocking-call .transcript').getByRole('img').count();
    expect(images).toBe(diagrams.find(({ slug }) => slug === 'blocking-call')?.beats.length);
  });

  it('has one still a beat in a wide window', async () => {
    const page = await reading();
    const shown = await stillsIn(page);
    expect(shown.filter(({ stills }) => stills.length !== 1)).toEqual([]);
    expect(new Set(shown.flatMap(({ stills }) => stills))).toEqual(new Set(['wide', 'half']));
  });

  it.each([390, 320])('on a phone of %i px has tall ones, side by side, each as wide as the window', async (width) => {
    const page = await reading(width);
    const shown = await stillsIn(page);
    expect(shown.filter(({ stills }) => stills.length !== 1)).toEqual([]);
    expect(new Set(shown.flatMap(({ stills }) => stills))).toEqual(new Set(['tall', 'low']));
    const strip = await page.locator('#blocking-call .transcript > ol').evaluate((list) => ({
      tops: new Set([...list.children].map((beat) => beat.getBoundingClientRect().top)).size,
      widths: [...new Set([...list.children].map((beat) => beat.getBoundingClientRect().width))],
      whole: list.scrollWidth / list.children.length,
    }));
    expect(strip).toEqual({ tops: 1, widths: [width], whole: width });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    if (width === 390) expect(await page.evaluate(smallestText)).toBeGreaterThanOrEqual(12);
  });

  it('on paper is A4, has every word, and lines instead of pixels', async () => {
    const { page, close } = await opened(browser(), inject('talk'));
    await page.goto(`${inject('talk')}read.html`);
    const bytes = new Uint8Array(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const { pages } = await readPdf(bytes);
    for (const { box } of pages) expect(box.map(Math.round)).toEqual([0, 0, 595, 842]);
    const text = squeezed(pages.map((each) => each.text).join(''));
    const missing = diagrams.flatMap(({ beats }) => beats.flat().filter((words) => !text.includes(squeezed(words))));
    expect(missing).toEqual([]);
    expect(Buffer.from(bytes).includes('/Subtype /Image')).toBe(false);
    await close();
    // some eighty pages
  }, 180_000);
});

/** Which stills a beat shows. */
function stillsIn(page: Page) {
  return page.locator('.beat').evaluateAll((beats) =>
    beats.map((beat) => ({
      stills: [...beat.querySelectorAll('.still')]
        .filter((still) => getComputedStyle(still).display !== 'none')
        .map((still) => still.classList.item(1) ?? ''),
    })),
  );
}

/** The smallest text of the stills, CSS px. */
function smallestText(): number {
  // what is far away has no size until it comes near
  const near = document.createElement('style');
  near.textContent = '.beat, .transcript { content-visibility: visible !important }';
  document.head.append(near);
  const sizes = [...document.querySelectorAll<SVGSVGElement>('.still')]
    .filter((still) => getComputedStyle(still).display !== 'none')
    .flatMap((still) => {
      const scale = still.getBoundingClientRect().width / still.viewBox.baseVal.width;
      return [...still.querySelectorAll('text')].map((text) => Number(text.getAttribute('font-size')) * scale);
    });
  near.remove();
  return Math.min(...sizes);
}
