import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Transfer, transfersOf, weight } from '../../src/export/transfer.ts';
import { useBrowser } from '../browser/open.ts';

const browser = useBrowser();
const kB = 1000;

describe('the talk on the network', () => {
  /** Until the first slide is shown in its fonts, and after that until the second one is. */
  let first: readonly Transfer[] = [];
  let stepped: readonly Transfer[] = [];
  /** How many diagrams there are on the second slide, and how many of them are awake. */
  let diagrams = { all: 0, awake: 0 };
  beforeAll(async () => {
    const page = await browser().newPage({ viewport: { width: 1280, height: 720 } });
    const transfers = transfersOf(page);
    // what other slides need comes half a second after the first, and on a busy machine this is not over by then
    let goOn = () => {};
    const measured = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route(
      /assets\/(diagram|fleet|scene|rooms|tools|presenting|_virtual_drawings|geist-mono)/,
      async (route) => {
        await measured;
        await route.continue();
      },
    );
    await page.goto(inject('talk'));
    await page.waitForSelector('.reveal.ready');
    // the font of the first slide; another that is asked for meanwhile may be held back
    await page.waitForFunction(() => document.fonts.check('700 16px Geist'));
    first = await transfers();
    goOn();
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => document.querySelector('.slides section.present')?.id !== 'title');
    // the last that come, on a busy machine some time after the others
    await page.waitForFunction(() => {
      const names = performance.getEntriesByType('resource').map(({ name }) => name);
      return ['fleet-', 'diagram-knobs-', 'diagram-guess-', 'tools-'].every((part) =>
        names.some((name) => name.includes(`assets/${part}`)),
      );
    });
    await page.waitForLoadState('networkidle');
    stepped = await transfers();
    diagrams = await page.evaluate(() => ({
      all: document.querySelectorAll('deck-diagram').length,
      awake: document.querySelectorAll('deck-diagram[data-alive]').length,
    }));
    await page.close();
  });

  const of = (kind: string, transfers: readonly Transfer[]) => transfers.filter((each) => each.kind === kind);

  it('shows the first slide after at most 105 kB', () => {
    expect(first.length).toBeGreaterThan(2);
    expect(weight(first)).toBeLessThanOrEqual(105 * kB);
  });

  it('fetches the pictures and the data of all diagrams once, in at most 100 kB, and not for the first slide', () => {
    const drawings = (all: readonly Transfer[]) => all.filter(({ url }) => url.includes('_virtual_drawings'));
    expect(drawings(first)).toEqual([]);
    expect(drawings(stepped)).toHaveLength(1);
    expect(weight(drawings(stepped))).toBeLessThanOrEqual(100 * kB);
  });

  it('shows the first slide after at most 10 requests', () => {
    expect(first.length).toBeLessThanOrEqual(10);
  });

  it('asks no other host for anything', () => {
    const others = stepped.filter(({ url }) => !url.startsWith(inject('talk')) && !url.startsWith('data:'));
    expect(others).toEqual([]);
  });

  it('needs at most 40 kB of script to show the first slide and to step on', () => {
    expect(of('script', first).length).toBeGreaterThan(0);
    expect(weight(of('script', first))).toBeLessThanOrEqual(40 * kB);
  });

  /** What comes for later slides and for the speaker, soon after the first slide: apart by what it is for. */
  const more = (name: RegExp) => {
    const before = new Set(first.map(({ url }) => url));
    return weight(of('script', stepped).filter(({ url }) => !before.has(url) && name.test(url)));
  };
  const rest = /assets\/(diagram-guess|diagram-knobs|diagram-walk|calculator|theory|fleet|scene|rooms)/;
  const tools = /assets\/(tools|presenting|offline)/;

  it('needs at most 55 kB more when diagrams come to life: every kind of drawing and the simulator', () => {
    expect(more(/assets\/diagram-(?!guess|knobs|walk)/)).toBeGreaterThan(0);
    expect(more(/assets\/diagram-(?!guess|knobs|walk)/)).toBeLessThanOrEqual(55 * kB);
  });

  it('needs at most 10 kB more for what a speaker has on stage', () => {
    expect(more(tools)).toBeGreaterThan(0);
    expect(more(tools)).toBeLessThanOrEqual(10 * kB);
  });

  it('fetches at most 40 kB more ahead, for slides where readers choose, change and calculate', () => {
    expect(more(rest)).toBeGreaterThan(0);
    expect(more(rest)).toBeLessThanOrEqual(40 * kB);
  });

  it('fetches no script that none of these is', () => {
    const known = [rest, tools, /assets\/diagram-/, /assets\/_virtual_drawings/];
    const before = new Set(first.map(({ url }) => url));
    const others = of('script', stepped).filter(
      ({ url }) => !before.has(url) && known.every((each) => !each.test(url)),
    );
    expect(others).toEqual([]);
  });

  it('leaves the diagrams of far slides asleep', () => {
    expect(diagrams.all).toBeGreaterThan(20);
    expect(diagrams.awake).toBeLessThanOrEqual(4);
  });

  it('fetches nothing of the speaker’s window', () => {
    expect(stepped.filter(({ url }) => url.includes('speaker'))).toEqual([]);
  });

  // the playground, whose page and simulator share nothing with the deck's diagrams, is 100 kB of it
  it('has the browser keep at most 1050 kB for a visit without a network', () => {
    const folder = inject('talkFolder');
    const [, list = '{}'] = /const files=(\{[^}]*\})/.exec(readFileSync(join(folder, 'sw.js'), 'utf8')) ?? [];
    const names = Object.keys(JSON.parse(list));
    expect(names.length).toBeGreaterThan(20);
    const sizes = names.map((name) => gzipSync(readFileSync(join(folder, name))).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1050 * kB);
  });

  it('needs at most 12 kB for fleets', () => {
    const fleets = /assets\/(fleet|scene)-/;
    expect(more(fleets)).toBeGreaterThan(0);
    expect(more(fleets)).toBeLessThanOrEqual(12 * kB);
  });

  it('needs at most 5 kB more, its CSS among them, where a tree is walked', async () => {
    const page = await browser().newPage({ viewport: { width: 1280, height: 720 } });
    const transfers = transfersOf(page);
    await page.goto(`${inject('talk')}#/which-framework`);
    await page.waitForSelector('.walk .hot', { state: 'attached' });
    const walk = (await transfers()).filter(({ url }) => url.includes('diagram-walk'));
    expect(walk.map(({ kind }) => kind).toSorted()).toEqual(['script', 'stylesheet']);
    expect(weight(walk)).toBeLessThanOrEqual(5 * kB);
    await page.close();
  });

  it('needs at most 9 kB of script and 2 kB of CSS for the calculator', async () => {
    const page = await browser().newPage();
    const transfers = transfersOf(page);
    await page.goto(`${inject('talk')}#/littles-law`);
    await page.locator('deck-calculator .fields').waitFor();
    const own = (await transfers()).filter(({ url }) => url.includes('assets/calculator-'));
    await page.close();
    expect(weight(of('script', own))).toBeGreaterThan(0);
    expect(weight(of('script', own))).toBeLessThanOrEqual(9 * kB);
    expect(weight(of('stylesheet', own))).toBeLessThanOrEqual(2 * kB);
  });

  it('needs at most 20 kB of CSS', () => {
    expect(of('stylesheet', stepped).length).toBeGreaterThan(0);
    expect(weight(of('stylesheet', stepped))).toBeLessThanOrEqual(20 * kB);
  });

  it('needs at most 60 kB of fonts', () => {
    expect(of('font', stepped).length).toBeGreaterThan(0);
    expect(weight(of('font', stepped))).toBeLessThanOrEqual(60 * kB);
  });

  it('asks for no font that only paper needs', () => {
    const print = /\/(geist|geist-mono)-\d00-/;
    expect(stepped.filter(({ url }) => print.test(url))).toEqual([]);
  });

  it('is a page of at most 30 kB, and 200 kB unpacked', async () => {
    const html = Buffer.from(await (await fetch(inject('talk'))).arrayBuffer());
    expect(html.length).toBeLessThanOrEqual(200 * kB);
    expect(gzipSync(html).length).toBeLessThanOrEqual(30 * kB);
  });

  it('has a page for reading of at most 300 kB', async () => {
    const html = Buffer.from(await (await fetch(`${inject('talk')}read.html`)).arrayBuffer());
    expect(gzipSync(html).length).toBeLessThanOrEqual(300 * kB);
  });

  it('has a page that grows by at most 0.7 kB with each slide that is a diagram', async () => {
    const html = await (await fetch(inject('talk'))).text();
    const whole = gzipSync(html).length;
    const slides = (html.match(/<section id=.*?<\/section>/gs) ?? []).filter(
      (slide) => slide.includes('<deck-diagram') && !slide.includes('<deck-listing'),
    );
    expect(slides.length).toBeGreaterThan(20);
    const heavy = slides.flatMap((slide) => {
      const grows = whole - gzipSync(html.replace(slide, () => '')).length;
      return grows > 0.7 * kB ? [`${slide.slice(0, 40)}: ${grows}`] : [];
    });
    expect(heavy).toEqual([]);
  });
});
