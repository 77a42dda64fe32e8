import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { build } from 'vite';
import { type Problem, sorted } from '../../model/problem.ts';
import type { Site } from '../site.ts';
import { type Walk, walk } from '../walk.ts';
import { type Fault, type Finding, type Look, looks, type Rule } from './finding.ts';
import { emptyNotes } from './notes.ts';
import type { Glance } from './page/main.ts';
import { report } from './report.ts';
import { written } from './talk.ts';
import { timing } from './time.ts';
import { unwaived } from './waive.ts';

/** What is wrong with a deck, and how long it takes to give it, s. */
export interface Lint {
  readonly problems: readonly Problem[];
  readonly seconds: number;
}

const options: Record<Look, BrowserContextOptions> = {
  light: { viewport: { width: 1280, height: 720 }, colorScheme: 'light', reducedMotion: 'reduce' },
  dark: { viewport: { width: 1280, height: 720 }, colorScheme: 'dark', reducedMotion: 'reduce' },
  phone: {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  },
};

/** Places and sizes do not change with the theme, and colours not with the window. */
const atEveryStep: Record<Look, readonly Rule[]> = {
  light: ['overflow', 'overlap', 'size', 'contrast'],
  dark: ['contrast'],
  phone: ['overflow', 'overlap', 'size'],
};
const atTheEnd: Record<Look, readonly Rule[]> = { light: ['words', 'lines', 'axe'], dark: ['axe'], phone: [] };

/** Looks at every step of every slide of a built deck. `told` hears how much of it is done, from 0 to 1. */
export async function lintOf(browser: Browser, site: Site, told: (done: number) => void = () => {}): Promise<Lint> {
  const script = await bundled();
  const done = new Map<Look, number>();
  const clicks = new Map<string, number>();
  // a page each, side by side: a page that changed its size or theme at every step would be laid out anew each time
  const seen = await Promise.all(
    looks.map(async (look) => {
      const deck = await walk(browser, site, options[look]);
      try {
        // a policy of the page allows it no script but its own
        await deck.page.evaluate(script);
        for (const stop of deck.stops) clicks.set(stop.slug, stop.clicks);
        return await findingsOf(deck, look, (share) => {
          done.set(look, share);
          told(looks.reduce((sum, each) => sum + (done.get(each) ?? 0), 0) / looks.length);
        });
      } finally {
        await deck.close();
      }
    }),
  );
  const page = await browser.newPage();
  const slides = await written(page, site);
  await page.close();
  const { seconds, findings } = timing(slides);
  const left = unwaived([...seen.flat(), ...emptyNotes(slides), ...findings], slides);
  return { seconds, problems: sorted([...report(left.findings, clicks), ...left.problems]) };
}

/** What a pointer passes through is to be found at a point all the same; and slides laid out in advance only take time. */
const style = '* { pointer-events: auto !important } .slides section:not(.present) { display: none !important }';

async function findingsOf(deck: Walk, which: Look, told: (done: number) => void): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  await deck.page.addStyleTag({ content: style });
  for (const [i, { slug, clicks: last }] of deck.stops.entries()) {
    const look = async (rules: readonly Rule[], clicks?: number) => {
      const faults = await glance(deck, { slug, look: which, rules, isFirst: i === 0 });
      const seen = { look: which, ...(clicks === undefined ? {} : { clicks }) };
      findings.push(...faults.map((fault): Finding => ({ ...fault, slug, seen })));
    };
    for (let clicks = 0; clicks <= last; clicks++) {
      await deck.go(slug, clicks);
      await look(atEveryStep[which], clicks);
    }
    if (atTheEnd[which].length > 0) await look(atTheEnd[which]);
    told((i + 1) / deck.stops.length);
  }
  return findings;
}

function glance(deck: Walk, at: Glance): Promise<readonly Fault[]> {
  return deck.ask((page) =>
    page.evaluate((each): Promise<readonly Fault[]> => Reflect.get(window, 'lint').faults(each), at),
  );
}

/** The rules that look at the page, as a script for it. */
async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL(`./page/main${extname(import.meta.url)}`, import.meta.url));
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry, formats: ['iife'], name: 'lint' },
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  });
  const [first] = Array.isArray(made) ? made : [made];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) throw new Error('the rules for the page were not bundled');
  return chunk.code;
}
