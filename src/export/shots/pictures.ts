import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expectedOneOf } from '../../model/nearest.ts';
import { firstLine } from '../command.ts';
import type { Theme } from '../options.ts';
import type { Site } from '../site.ts';
import { type Stop, type Walk, walk } from '../walk.ts';
import type { Wanted } from './wanted.ts';

/** A picture that was written. */
export interface Picture {
  readonly file: string;
  /** What stands under it on the contact sheet. */
  readonly label: string;
}

/** Takes the pictures that are wanted, in the order of the deck. `told` hears how much of it is done, from 0 to 1. */
export async function pictures(
  browser: Browser,
  site: Site,
  asked: Wanted,
  told: (done: number, slug: string) => void,
): Promise<readonly Picture[]> {
  const taken: { picture: Picture; at: number }[] = [];
  for (const [t, theme] of asked.themes.entries()) {
    const { width, height } = asked;
    const phone = width < 600 ? { isMobile: true, hasTouch: true } : {};
    const deck = await walk(browser, site, { viewport: { width, height }, colorScheme: theme, ...phone });
    try {
      const stops = chosen(deck.stops, asked.only);
      for (const [i, stop] of stops.entries()) {
        told((t + i / stops.length) / asked.themes.length, stop.slug);
        // backwards: a step forward would play, and a step back cuts
        for (let step = stop.clicks; step >= (asked.steps ? 0 : stop.clicks); step--) {
          const picture = pictureOf(deck.stops, stop, step, theme, asked);
          await standing(deck, stop.slug, step);
          await write(join(asked.out, picture.file), await deck.page.screenshot({ animations: 'disabled' }));
          taken.push({ picture, at: (deck.stops.indexOf(stop) * 1000 + step) * 2 + t });
        }
      }
    } finally {
      await deck.close();
    }
  }
  return taken.toSorted((a, b) => a.at - b.at).map(({ picture }) => picture);
}

/** Writes a file, or says in a line why not. */
export async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    throw new Error(`cannot write ${path}: ${firstLine(error)}`, { cause: error });
  }
}

function chosen(stops: readonly Stop[], only: readonly string[]): readonly Stop[] {
  const slugs = stops.map(({ slug }) => slug);
  const unknown = only.filter((slug) => !slugs.includes(slug));
  if (unknown.length > 0)
    throw new Error(unknown.map((slug) => `no slide "${slug}"; ${expectedOneOf(slug, slugs, 'slugs')}`).join('\n'));
  return only.length === 0 ? stops : stops.filter(({ slug }) => only.includes(slug));
}

/** Named so that a folder sorts them as the deck does. */
function pictureOf(all: readonly Stop[], { slug, clicks }: Stop, step: number, theme: Theme, asked: Wanted): Picture {
  const padded = (n: number, most: number) => String(n).padStart(String(most).length, '0');
  const number = padded(all.findIndex((each) => each.slug === slug) + 1, Math.max(10, all.length));
  const parts = [
    number,
    slug,
    ...(asked.steps ? [padded(step, clicks)] : []),
    ...(asked.themes.length > 1 ? [theme] : []),
  ];
  const label = [slug, ...(asked.steps ? [`step ${step}`] : []), ...(asked.themes.length > 1 ? [theme] : [])];
  return { file: `${parts.join('-')}.png`, label: label.join(' · ') };
}

/** Goes there, and lets nothing play: a diagram that was awake before takes its first step for one forward. */
async function standing(deck: Walk, slug: string, step: number): Promise<void> {
  await deck.go(slug, step);
  if (!(await plays(deck.page, slug))) return;
  const elsewhere = deck.stops.find((other) => other.slug !== slug);
  // what is left stands still, and is found so
  if (elsewhere !== undefined) await deck.go(elsewhere.slug, 0);
  await deck.go(slug, step);
}

function plays(page: Page, slug: string): Promise<boolean> {
  return page.evaluate(async (id) => {
    // it is shown to play from its second frame on
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return document.getElementById(id)?.querySelector('.diagram-controls .playing') !== null;
  }, slug);
}
