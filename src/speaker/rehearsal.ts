import { closeDialog } from '../runtime/close.ts';
import { button, toggleDialog } from '../runtime/dialog.ts';
import type { Place } from '../runtime/place.ts';
import { keep, keptJson } from '../runtime/storage.ts';
import { minutesAndSeconds } from './clock.ts';
import type { Plan, Planned } from './plan.ts';

/** The time that was spent at each place, ms: "slug/step". */
type Taken = Readonly<Record<string, number>>;

/** Notes how long each beat of each slide takes, whenever the watch runs. */
export interface Rehearsal {
  /** The watch says `elapsed` while the deck stands at `place`. */
  note(place: Place, elapsed: number): void;
  /** ms spent at a slide, and at each of its steps, the first of them -1. */
  of(slide: Planned): { readonly all: number; readonly steps: readonly number[] };
  clear(): void;
}

export function rehearsal(): Rehearsal {
  let taken: Taken = keptJson('rehearsal', isTaken) ?? {};
  let last: number | undefined;
  return {
    note({ slug, step }, elapsed) {
      const spent = elapsed - (last ?? elapsed);
      last = elapsed;
      // a watch that was set back has not run
      if (spent <= 0) return;
      const key = `${slug}/${step}`;
      taken = { ...taken, [key]: (taken[key] ?? 0) + spent };
      keep('rehearsal', JSON.stringify(taken));
    },
    of({ slug, steps }) {
      const each = Array.from({ length: steps + 1 }, (_, i) => taken[`${slug}/${i - 1}`] ?? 0);
      return { all: each.reduce((sum, part) => sum + part, 0), steps: each };
    },
    clear() {
      taken = {};
      last = undefined;
      keep('rehearsal', undefined);
    },
  };
}

function isTaken(value: unknown): value is Taken {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'number');
}

/** What was taken, a line for each slide and beat, for a spreadsheet: seconds, and the plan's beside them. */
export function table({ slides }: Plan, taken: Rehearsal): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = slides.flatMap((slide) => {
    const { all, steps } = taken.of(slide);
    if (all === 0 && slide.optional) return [];
    const head = [slide.number, slide.slug, quoted(slide.title), quoted(slide.chapter)];
    const whole = [...head, 'all', seconds(all), seconds(slide.has), seconds(all - slide.has)];
    const part = slide.has / steps.length;
    const beats = steps.map((ms, i) => [...head, String(i), seconds(ms), seconds(part), seconds(ms - part)]);
    return [whole, ...(steps.length > 1 ? beats : [])];
  });
  const titles = ['number', 'slug', 'title', 'chapter', 'beat', 'taken s', 'planned s', 'difference s'];
  return [titles, ...rows].map((row) => row.join(',')).join('\r\n');
}

/** Minutes and seconds more or less than planned: "+1:05". */
export function difference(ms: number): string {
  const sign = ms < 0 ? '−' : '+';
  return `${sign}${minutesAndSeconds(Math.abs(ms))}`;
}

/** Shows what the talk took beside what it should, by chapter and slide, and offers it as a file. */
export function toggleRehearsal(plan: Plan, taken: Rehearsal, anew: () => void): void {
  toggleDialog({
    action: 'rehearsal',
    title: 'What the rehearsal took',
    fill: (page, dialog) => {
      const words = document.createElement('p');
      words.textContent =
        'The time on each slide and beat is noted whenever the watch runs. Plan: the minutes of each chapter, shared by what is said.';
      const box = document.createElement('div');
      box.className = 'rows';
      box.tabIndex = 0;
      box.append(rows(plan, taken));
      const foot = document.createElement('footer');
      const save = document.createElement('a');
      save.className = 'button';
      save.textContent = 'Download as a table';
      save.download = `rehearsal-${new Date().toISOString().slice(0, 16).replace(':', '')}.csv`;
      save.href = URL.createObjectURL(new Blob(['\ufeff', table(plan, taken)], { type: 'text/csv' }));
      const again = button('Begin anew', () => {
        closeDialog(dialog);
        anew();
      });
      foot.append(save, again);
      page.append(words, box, foot);
      dialog.addEventListener('close', () => URL.revokeObjectURL(save.href));
    },
  });
}

function rows({ slides, chapters }: Plan, taken: Rehearsal): HTMLTableElement {
  const element = document.createElement('table');
  const head = element.createTHead().insertRow();
  for (const title of ['Slide', 'Taken', 'Plan', 'Difference']) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = title;
    head.append(cell);
  }
  const line = (body: HTMLTableSectionElement, name: string, ms: number, plan: number) => {
    const row = body.insertRow();
    const title = document.createElement('th');
    title.scope = 'row';
    title.textContent = name;
    row.append(title);
    const off = ms === 0 ? '' : difference(ms - plan);
    for (const text of [ms === 0 ? '–' : minutesAndSeconds(ms), minutesAndSeconds(plan), off])
      row.insertCell().textContent = text;
    if (ms > 0 && ms - plan > Math.max(15_000, plan / 4)) row.dataset.over = '';
    return row;
  };
  for (const chapter of chapters) {
    const inChapter = slides.filter((slide) => slide.chapter === chapter.title);
    const all = inChapter.reduce((sum, slide) => sum + taken.of(slide).all, 0);
    const body = element.createTBody();
    line(body, chapter.title, all, chapter.has).className = 'chapter';
    for (const slide of inChapter) {
      const { all: spent } = taken.of(slide);
      if (!slide.optional || spent > 0) line(body, `${slide.number} ${slide.title}`, spent, slide.has);
    }
  }
  return element;
}
