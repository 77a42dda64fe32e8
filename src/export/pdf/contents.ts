import type { Browser } from 'playwright-core';
import { expectedOneOf, nearest } from '../../model/nearest.ts';
import { firstLine } from '../command.ts';
import type { Site } from '../site.ts';

/** A slide, as the deck tells of it. */
export interface Entry {
  readonly slug: string;
  /** "12", and "12.2" for the first optional one below it. */
  readonly number: string;
  readonly chapter: string;
  readonly live: boolean;
}

/** Which slides: those that meet all of it. */
export interface Choice {
  /** Slugs; none for all. */
  readonly only: readonly string[];
  /** "12-20", "12-", "-20", "12", "from..to" of slugs, a slug or the title of a chapter. */
  readonly range: string | undefined;
  readonly live: boolean;
}

/** Every slide of a deck in its order. The page is read without its scripts: nothing is to be shown. */
export async function contents(browser: Browser, site: Site): Promise<readonly Entry[]> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    await page.goto(site.url);
    return await page.locator('.slides section[id]').evaluateAll((sections) =>
      sections.map((section) => ({
        slug: section.id,
        number: section.getAttribute('data-number') ?? '',
        chapter: section.getAttribute('data-chapter') ?? '',
        live: !section.hasAttribute('data-optional'),
      })),
    );
  } catch (error) {
    throw new Error(firstLine(error), { cause: error });
  } finally {
    await context.close();
  }
}

/** The slugs that are chosen; undefined where that is all. Throws in a line a slide for what there is not. */
export function chosen(slides: readonly Entry[], { only, range, live }: Choice): readonly string[] | undefined {
  const slugs = slides.map(({ slug }) => slug);
  const unknown = only.filter((slug) => !slugs.includes(slug));
  if (unknown.length > 0) throw new Error(unknown.map((slug) => noSlide(slug, slugs)).join('\n'));
  const [from, to] = range === undefined ? [0, slides.length - 1] : ends(slides, range);
  const left = slides.filter(
    (slide, i) => i >= from && i <= to && (only.length === 0 || only.includes(slide.slug)) && (!live || slide.live),
  );
  if (left.length === 0) throw new Error('no slide is left: what is asked for excludes each other');
  return left.length === slides.length ? undefined : left.map(({ slug }) => slug);
}

/** The index of the first and of the last. */
function ends(slides: readonly Entry[], range: string): readonly [number, number] {
  const numbers = /^(\d+(?:\.\d+)?)?(-)?(\d+(?:\.\d+)?)?$/.exec(range);
  const [first, last] = numbers === null ? bySlug(slides, range) : byNumber(slides, range, numbers);
  if (first > last) throw new Error(`--range ${range} ends before it begins`);
  return [first, last];
}

function byNumber(slides: readonly Entry[], range: string, [, from, dash, to]: RegExpExecArray) {
  const end = dash === undefined ? from : to;
  if (from === undefined && end === undefined)
    throw new Error(`--range ${range} names no slide; 12-, -20 and 12-20 do`);
  const first = from === undefined ? 0 : slides.findIndex(({ number }) => isWithin(number, from));
  const last = end === undefined ? slides.length - 1 : slides.findLastIndex(({ number }) => isWithin(number, end));
  if (first < 0 || last < 0)
    throw new Error(
      `no slide ${first < 0 ? from : end} for --range ${range}; slides are ${slides[0]?.number} to ${slides.at(-1)?.number}`,
    );
  return [first, last] as const;
}

/** "12.2" is below "12". */
function isWithin(number: string, asked: string): boolean {
  return number === asked || number.startsWith(`${asked}.`);
}

function bySlug(slides: readonly Entry[], range: string): readonly [number, number] {
  const slugs = slides.map(({ slug }) => slug);
  const [from = '', to] = range.split('..');
  if (to !== undefined) {
    const places = [slugs.indexOf(from), slugs.indexOf(to)] as const;
    const unknown = [from, to].filter((slug) => !slugs.includes(slug));
    if (unknown.length > 0) throw new Error(unknown.map((slug) => noSlide(slug, slugs)).join('\n'));
    return places;
  }
  if (slugs.includes(range)) return [slugs.indexOf(range), slugs.indexOf(range)];
  const isChapter = ({ chapter }: Entry) => chapter.toLowerCase() === range.toLowerCase();
  if (!slides.some(isChapter)) {
    const chapters = [...new Set(slides.map(({ chapter }) => chapter))];
    const near = nearest(range, [...chapters, ...slugs]);
    const expected = near === undefined ? `chapters are ${chapters.join(', ')}` : `did you mean "${near}"?`;
    throw new Error(`no chapter or slide "${range}"; ${expected}`);
  }
  return [slides.findIndex(isChapter), slides.findLastIndex(isChapter)];
}

function noSlide(slug: string, slugs: readonly string[]): string {
  return `no slide "${slug}"; ${expectedOneOf(slug, slugs, 'slugs')}`;
}
