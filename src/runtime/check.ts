import type { DeckDiagram } from './diagram.ts';
import { toggleDialog } from './dialog.ts';
import type { Finding } from './messages.ts';
import { missingFonts, missingImages, missingParts } from './rest.ts';

/** What the checks cannot see by themselves. */
export interface Known {
  readonly speaker: boolean;
  readonly awake: boolean;
}

/** All that can be known before a talk of a deck: what is fine, and what to do about the rest. */
export async function findings({ speaker, awake }: Known): Promise<readonly Finding[]> {
  return [
    await fonts(),
    await rest(),
    ...(await version()),
    await diagrams(),
    speakerFinding(speaker),
    awakeFinding(awake),
    ...plan(),
  ];
}

/** Whether the letters on every slide are the deck's own, and here. */
async function fonts(): Promise<Finding> {
  const missing = await missingFonts();
  const name = 'Fonts';
  return missing.length === 0
    ? { name, fine: true, say: 'Here, also without the network.' }
    : { name, fine: false, say: `${missing.join(' and ')} did not come: load the page again with the network on.` };
}

/** Whether whatever later slides load is here: pictures, and the code that only some slides need. */
async function rest(): Promise<Finding> {
  const missing = (await missingParts()) + missingImages();
  const name = 'Later slides';
  return missing === 0
    ? { name, fine: true, say: 'All they need is here, also without the network.' }
    : { name, fine: false, say: `${missing} parts did not come: load the page again with the network on.` };
}

/** Whether what the browser keeps is the newest. Where it keeps nothing there is nothing to say. */
async function version(): Promise<readonly Finding[]> {
  const kept = await import('./offline.ts').then(({ keptVersion }) => keptVersion()).catch(() => undefined);
  if (kept === undefined) return [];
  const name = 'Without a network';
  return kept.newer
    ? [{ name, fine: false, say: 'A newer version is there: close all windows of the deck, and open it again.' }]
    : [{ name, fine: true, say: 'The browser keeps the whole deck: it opens again without one.' }];
}

/** Runs every simulation to its end, and draws every beat. */
async function diagrams(): Promise<Finding> {
  const name = 'Diagrams';
  const all = [...document.querySelectorAll<DeckDiagram>('.slides deck-diagram')];
  if (all.length === 0) return { name, fine: true, say: 'None in this deck.' };
  await customElements.whenDefined('deck-diagram');
  const wrong: string[] = [];
  for (const diagram of all) {
    const problem = await diagram.problem();
    if (problem !== undefined) wrong.push(`${diagram.closest('section')?.id ?? 'a slide'}: ${problem}`);
    // the keys still work meanwhile
    await new Promise((done) => setTimeout(done));
  }
  return wrong.length === 0
    ? { name, fine: true, say: `All ${all.length} simulated and drawn, without a problem.` }
    : { name, fine: false, say: `${wrong.length} of ${all.length} will show their still. ${wrong.join('. ')}.` };
}

function speakerFinding(connected: boolean): Finding {
  const name = 'Speaker’s window';
  return connected
    ? { name, fine: true, say: 'Connected.' }
    : { name, fine: false, say: 'Not connected: press S. If nothing opens, allow this page to open windows.' };
}

function awakeFinding(held: boolean): Finding {
  const name = 'Screen stays awake';
  return held
    ? { name, fine: true, say: 'The browser keeps it awake.' }
    : { name, fine: false, say: 'The browser does not do it: tell the computer not to sleep, and plug it in.' };
}

/** The time on stage, as the chapters have it. */
function plan(): readonly Finding[] {
  const live = [...document.querySelectorAll<HTMLElement>('.slides section[data-minutes]:not([data-optional])')];
  const minutes = new Map(live.map(({ dataset }) => [dataset.chapter, Number(dataset.minutes)]));
  const total = [...minutes.values()].reduce((sum, each) => sum + each, 0);
  const empty = live.length === 0 || total === 0;
  const say = `${total} minutes for ${live.length} live slides in ${minutes.size} chapters.`;
  return [{ name: 'Time plan', fine: !empty, say: empty ? 'No minutes: give each chapter its time.' : say }];
}

/** Shows what was found in a dialog, and closes it again. `find` looks while the dialog is open already. */
export function toggleCheck(find: () => Promise<readonly Finding[]>): void {
  toggleDialog({
    action: 'check',
    title: 'Before the talk',
    fill: (page) => {
      const verdict = document.createElement('p');
      verdict.className = 'verdict';
      verdict.role = 'status';
      verdict.textContent = 'Looking at everything …';
      const list = document.createElement('ul');
      page.append(verdict, list);
      find().then(
        (found) => {
          const open = found.filter(({ fine }) => !fine).length;
          verdict.textContent = open === 0 ? 'All is ready.' : `${open} ${open === 1 ? 'thing' : 'things'} to look at.`;
          verdict.dataset.fine = String(open === 0);
          // what there is to do comes first
          list.replaceChildren(...found.toSorted((a, b) => Number(a.fine) - Number(b.fine)).map(row));
        },
        (error: unknown) => {
          verdict.textContent = `The check itself failed: ${String(error)}`;
        },
      );
    },
  });
}

const marks = { true: 'M4 11l5 5L17 5', false: 'M11 3v10M11 18v.01' } as const;

function row({ name, fine, say }: Finding): HTMLElement {
  const element = document.createElement('li');
  element.dataset.fine = String(fine);
  element.innerHTML = `<svg viewBox="0 0 22 22" role="img" aria-label="${fine ? 'fine' : 'to do'}"><path d="${marks[`${fine}`]}"/></svg>`;
  const title = document.createElement('b');
  title.textContent = name;
  const text = document.createElement('span');
  text.textContent = say;
  element.append(title, text);
  return element;
}
