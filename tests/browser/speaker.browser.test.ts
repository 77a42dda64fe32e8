import { describe, expect, inject, it } from 'vitest';
import { fragmentGroups } from '../../src/runtime/steps.ts';
import { opened, place, useBrowser } from './open.ts';
import { alike, coming, now, onDeck, speakerOf, view } from './speaker.ts';

const browser = useBrowser();

const kinds = (hash = '') => opened(browser(), `${inject('kinds')}${hash}`);

describe('the speaker’s window', () => {
  // the whole talk is gone through in both windows in endurance.browser.test.ts
  it('shows each step as the deck does, and next what comes next', async () => {
    const { page, close } = await kinds();
    const speaker = await speakerOf(page);
    for (let announced = await view(page, onDeck); ; ) {
      const shown = await view(page, onDeck);
      expect(announced).toBe(shown);
      await expect.poll(() => view(speaker, now)).toBe(shown);
      announced = await view(speaker, coming);
      if (announced.startsWith('nothing')) break;
      await page.keyboard.press('PageDown');
    }
    const end = await place(page);
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe(end);
    await close();
  });

  it('shows an optional slide at its step, and the next live one after it', async () => {
    const { page, close } = await kinds('#/below-two/1');
    const speaker = await speakerOf(page);
    expect(await view(speaker, now)).toBe(await view(page, onDeck));
    expect(await view(speaker, now)).toContain('lit 2');
    expect(await speaker.locator(coming).getAttribute('data-number')).toBe('3');
    await close();
  });

  it('shows the notes in four parts, what is said first and largest, the number and the chapter', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    expect(await speaker.locator('.spoken h3').allInnerTexts()).toEqual(['Say', 'Click', 'Next', 'If asked']);
    const sizes = await speaker
      .locator('.spoken .part p')
      .evaluateAll((all) => all.map((each) => Number.parseFloat(getComputedStyle(each).fontSize)));
    expect(sizes[0]).toBeGreaterThan(Math.max(...sizes.slice(1)));
    expect(await speaker.locator('.place').innerText()).toBe('2 · First chapter · step 0 of 2');
    await close();
  });

  it('drives the deck with keys and buttons', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    for (const [press, there] of [
      [() => speaker.keyboard.press('PageDown'), 'claim/0'],
      [() => speaker.getByRole('button', { name: 'Next' }).click(), 'claim/1'],
      [() => speaker.getByRole('button', { name: 'Back' }).click(), 'claim/0'],
      [() => speaker.keyboard.press('ArrowDown'), 'below-one/-1'],
      [() => speaker.keyboard.press('End'), 'no-title/-1'],
    ] as const) {
      await press();
      await expect.poll(() => place(page)).toBe(there);
      await alike(speaker, page);
    }
    await close();
  });

  it('leads the deck along a link in the notes, and keeps itself', async () => {
    const { page, close } = await kinds('#/table');
    const speaker = await speakerOf(page);
    const address = speaker.url();
    expect(await speaker.getByRole('link', { name: 'the source' }).getAttribute('target')).toBe('_blank');
    await speaker.getByRole('link', { name: 'columns', exact: true }).click();
    await expect.poll(() => place(page)).toBe('columns/-1');
    await alike(speaker, page);
    expect(speaker.url()).toBe(address);
    await close();
  });

  it('keeps to itself what the audience should not see', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await speaker.keyboard.press('g');
    await speaker.waitForSelector('dialog.jump');
    await speaker.keyboard.press('Escape');
    await speaker.keyboard.press('Escape');
    await speaker.keyboard.press('o');
    await speaker.waitForSelector('dialog.jump');
    await speaker.keyboard.press('Escape');
    await expect.poll(() => speaker.locator('dialog').count()).toBe(0);
    await speaker.keyboard.press('?');
    expect(await speaker.locator('dialog.help').isVisible()).toBe(true);
    await speaker.keyboard.press('?');
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('claim/0');
    expect(await page.locator('dialog').count()).toBe(0);
    await close();
  });

  it('scrolls long notes with the arrows, and a clicker still drives the deck from there', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await speaker.locator('.spoken').focus();
    await speaker.keyboard.press('ArrowDown');
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('claim/0');
    await close();
  });

  it('stays at the line that is being said while a slide is stepped, and starts the next one at its top', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await speaker.setViewportSize({ width: 900, height: 420 });
    const notes = speaker.locator('.spoken');
    const top = () => notes.evaluate(({ scrollTop }) => scrollTop);
    await notes.evaluate((element) => element.scrollTo(0, 40));
    await page.keyboard.press('PageDown');
    await alike(speaker, page);
    expect(await top()).toBe(40);
    await page.keyboard.press('ArrowDown');
    await expect.poll(top).toBe(0);
    await close();
  });

  it('goes on with Space after a button was clicked', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await speaker.getByRole('button', { name: 'Larger notes' }).click();
    await speaker.keyboard.press('Space');
    await expect.poll(() => place(page)).toBe('claim/0');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect.poll(() => place(page)).toBe('claim/-1');
    await page.keyboard.press('Space');
    expect(await place(page)).toBe('claim/0');
    await close();
  });

  it('says that the screen is black, and brings the slide back', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await page.keyboard.press('b');
    await expect.poll(() => speaker.locator('.place').innerText()).toContain('screen is black');
    await speaker.keyboard.press('PageDown');
    await speaker.keyboard.press('.');
    await expect.poll(() => speaker.locator('.place').innerText()).toBe('2 · First chapter · step 0 of 2');
    expect([await place(page), await page.locator('.reveal.paused').count()]).toEqual(['claim/-1', 0]);
    await close();
  });
});

it.each(['talk', 'kinds'] as const)('the steps of a slide are counted in %s as reveal counts them', async (name) => {
  const { page, close } = await opened(browser(), inject(name));
  const differing = await page.evaluate(async (source) => {
    const groups: typeof fragmentGroups = new Function(`return ${source}`)();
    const written = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html');
    const sets = [...document.querySelectorAll('.slides section[id]')].map((section) => {
      const before = written.getElementById(section.id) ?? section;
      const all = [...before.querySelectorAll('.fragment')];
      const ours = groups(before).map((group) => group.map((each) => all.indexOf(each)).join());
      const reveals: string[] = [];
      for (const [i, each] of [...section.querySelectorAll('.fragment')].entries()) {
        const index = Number(each.getAttribute('data-fragment-index'));
        reveals[index] = [reveals[index], i].filter((part) => part !== undefined).join();
      }
      return [section.id, ours.join(' | '), reveals.join(' | ')];
    });
    return sets.filter(([, ours, reveals]) => ours !== reveals);
  }, fragmentGroups.toString());
  expect(differing).toEqual([]);
  await close();
});
