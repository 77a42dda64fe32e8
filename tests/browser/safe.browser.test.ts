import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

const files = ['index.html', 'read.html', 'speaker.html'] as const;

declare global {
  interface Window {
    /** What was written into a page as HTML. */
    written: string[];
    /** What only a foreign script would set. */
    ran: unknown;
  }
}

describe.each(files)('%s', (file) => {
  const address = () => `${inject('kinds')}${file}`;

  it('says before anything else that it runs only the scripts that came with it', async () => {
    const html = await (await fetch(address())).text();
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html);
    const rules = new Map(policy?.[1]?.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
    expect(rules.get('script-src')).toEqual(["'self'"]);
    expect(rules.get('default-src')).toEqual(["'none'"]);
    expect(
      [...rules.values()].flat().filter((source) => !/^'(self|none|unsafe-inline)'$|^data:$/.test(source)),
    ).toEqual([]);
    expect(policy?.index).toBeLessThan(html.search(/<script|<link|<style/));
  });

  it('runs no script that is put into it, and loads nothing from another host', async () => {
    const page = await browser().newPage();
    await page.goto(address());
    const refused = await page.evaluate(async () => {
      const told: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => told.push(effectiveDirective));
      const inline = document.createElement('script');
      inline.textContent = 'window.ran = "inline"';
      const foreign = document.createElement('script');
      foreign.src = 'https://deck.invalid/foreign.js';
      const data = document.createElement('script');
      data.src = 'data:text/javascript,window.ran="data"';
      const box = document.createElement('div');
      box.innerHTML =
        '<img src="x" onerror="window.ran = 1"><img src="https://deck.invalid/x.png"><a href="javascript:window.ran=2">a</a>';
      document.body.append(inline, foreign, data, box);
      box.querySelector('a')?.click();
      await fetch('https://deck.invalid/').catch(() => undefined);
      await new Promise((soon) => setTimeout(soon, 300));
      return told;
    });
    expect(await page.evaluate(() => window.ran)).toBeUndefined();
    expect(new Set(refused)).toEqual(new Set(['script-src-elem', 'script-src-attr', 'img-src', 'connect-src']));
    await page.close();
  });
});

describe('the address', () => {
  const shape = (page: Page) =>
    page.evaluate(() => {
      const { clientWidth = 0, clientHeight = 0 } = document.querySelector<HTMLElement>('.slides') ?? {};
      return {
        size: [clientWidth, clientHeight],
        print: document.documentElement.classList.contains('reveal-print'),
        classes: document
          .querySelector('.reveal')
          ?.className.split(' ')
          .filter((name) => name !== 'settled')
          .toSorted(),
        controls: document.querySelector<HTMLElement>('.controls')?.style.display,
      };
    });

  it('sets nothing of reveal.js', async () => {
    const plain = await opened(browser(), inject('kinds'));
    const expected = await shape(plain.page);
    await plain.close();
    const queries = [
      'width=300&height=200&margin=0.4&controls=false&rtl=true&center=true&loop=true&transition=zoom',
      'view=print',
      'print-pdf',
      'view=scroll',
      'plugins=evil&dependencies=evil',
      // reveal.js would read these as `width` and `rtl`
      'x-width=300&x-rtl=true',
      'postMessage=true&autoSlide=100&keyboard=true&touch=true&mouseWheel=true',
    ];
    for (const query of queries) {
      const { page, close } = await opened(browser(), `${inject('kinds')}?${query}`);
      expect([query, await shape(page)]).toEqual([query, expected]);
      expect(new URL(page.url()).search).toBe(`?${query}`);
      await page.keyboard.press('PageDown');
      expect([query, await place(page)]).toEqual([query, 'claim/-1']);
      await close();
    }
  });

  it('sends no messages to reveal.js, with whatever query', async () => {
    for (const query of ['', '?postMessage=true&postMessageEvents=true']) {
      const { page, close } = await opened(browser(), `${inject('kinds')}${query}`);
      const answers = await page.evaluate(async () => {
        const heard: unknown[] = [];
        addEventListener('message', ({ data }) => heard.push(data));
        for (const [method, ...args] of [['slide', 3], ['next'], ['togglePause'], ['getConfig']])
          postMessage(JSON.stringify({ method, args }), '*');
        await new Promise((soon) => setTimeout(soon, 200));
        return heard.length;
      });
      // what was sent is heard here too, and nobody answers
      expect([answers, await place(page)]).toEqual([4, 'start/-1']);
      await close();
    }
  });

  const mark = 'canary-4711';
  const bait = `<img src=x class=${mark} onerror=window.ran=1>`;
  // out of an attribute of either kind of quotes, out of a selector and out of a script
  const baits = [bait, `'"]></script><svg onload=window.ran=1 class=${mark}>${bait}`];
  const tails = baits.flatMap((each) => {
    const coded = encodeURIComponent(each);
    return [
      `#/${coded}`,
      `#${each}`,
      `?${coded}#/claim/${coded}`,
      `?x-only=claim,${coded}&x-theme=${coded}&speaker=${coded}#${coded}`,
      `?x-print=slides&x-only=claim,${coded}&x-notes=${coded}&x-theme=${coded}`,
    ];
  });

  it.each(files)('brings nothing into %s as HTML, whatever stands in it', async (file) => {
    const context = await browser().newContext();
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.addInitScript(watchWrites);
    for (const tail of tails) {
      await page.goto('about:blank');
      await page.goto(`${inject('kinds')}${file}${tail}`);
      await page.waitForSelector(file === 'index.html' ? '.reveal.ready, html[data-paper-ready]' : 'body');
      const found = await page.evaluate(
        (sought) => ({
          ran: window.ran,
          elements: document.getElementsByClassName(sought).length,
          written: window.written.filter((html) => html.includes(sought)),
        }),
        mark,
      );
      expect([tail, found]).toEqual([tail, { ran: undefined, elements: 0, written: [] }]);
    }
    expect(faults).toEqual([]);
    // and the watch does see what is written
    await page.evaluate((html) => document.createElement('p').insertAdjacentHTML('beforeend', html), bait);
    expect(await page.evaluate(() => window.written.length)).toBeGreaterThan(0);
    await context.close();
  });
});

/** Runs in the page before its scripts: notes every string that becomes HTML. */
function watchWrites(): void {
  window.written = [];
  const note = (text: unknown) => window.written.push(String(text));
  for (const [type, name] of [
    [Element, 'innerHTML'],
    [Element, 'outerHTML'],
    [ShadowRoot, 'innerHTML'],
    [HTMLIFrameElement, 'srcdoc'],
  ] as const) {
    const property = Object.getOwnPropertyDescriptor(type.prototype, name);
    if (property?.set === undefined) continue;
    const { set } = property;
    Object.defineProperty(type.prototype, name, {
      ...property,
      set(html: unknown) {
        note(html);
        set.call(this, html);
      },
    });
  }
  for (const [type, name] of [
    [Element, 'insertAdjacentHTML'],
    [Document, 'write'],
    [Document, 'writeln'],
    [Range, 'createContextualFragment'],
    [DOMParser, 'parseFromString'],
  ] as const) {
    const method: unknown = Reflect.get(type.prototype, name);
    if (typeof method !== 'function') continue;
    Object.defineProperty(type.prototype, name, {
      configurable: true,
      value(...given: unknown[]) {
        for (const each of given) note(each);
        return method.apply(this, given);
      },
    });
  }
}
