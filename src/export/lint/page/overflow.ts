import { limits } from '../limits.ts';
import type { Complaint } from './complaint.ts';
import { plateOf } from './paint.ts';
import { type Box, isSeen, quoted, type Run, scaleOf } from './runs.ts';

/** What holds something, by its name. The first that is around a thing has to hold it. */
const boxes: Readonly<Record<string, string>> = {
  '.column': 'its column',
  pre: 'its listing',
  'th, td': 'its cell',
  svg: 'its picture',
  '.sheet': 'the slide',
};
const box = Object.keys(boxes).join(', ');

/** What has a size of its own, in HTML and in SVG. */
const things =
  'img, canvas, video, table, pre, button, input, select, .column, svg, svg :is(rect, circle, ellipse, path, line)';

/** What goes past the slide, or past the column, listing, cell, picture or plate it stands in. */
export function overflow(sheet: Element, runs: readonly Run[]): readonly Complaint[] {
  const scale = scaleOf(sheet);
  const faults: Complaint[] = [];
  const look = (element: Element, extent: Box, holder: Element | null | undefined, name: string) => {
    // a band is traffic that comes from somewhere and goes on
    if (holder == null || holder.matches('.band')) return;
    const past = excess(extent, holder.getBoundingClientRect(), scale);
    if (past === '') return;
    const around = Object.entries(boxes).find(([selector]) => holder.matches(selector))?.[1] ?? 'its plate';
    const expected = 'expected it inside';
    faults.push({ element, subject: `${name} ${around}`, what: `${name} goes ${past} of ${around}`, expected });
  };
  for (const run of runs) {
    look(run.element, run.ink, holderOf(run.element), quoted(run.text));
    look(run.element, run.ink, plateOf(run), quoted(run.text));
  }
  for (const element of sheet.querySelectorAll(things)) {
    if (!isSeen(element)) continue;
    const rect = element.getBoundingClientRect();
    if (rect.width > 0 && rect.height > 0) look(element, rect, holderOf(element, 1), nameOf(element));
  }
  return faults;
}

/** The first box around an element, or around the `up`th from it; what is placed by itself has that of what it is placed in. */
function holderOf(element: Element, up = 0): Element | null {
  let each: Element | null = element;
  for (let depth = 0; each !== null; depth++) {
    if (depth >= up && each.matches(box)) return each;
    each = parentOf(each);
  }
  // placed in something around the slide, it is of the slide all the same
  return element.closest('.sheet');
}

function parentOf(element: Element): Element | null {
  const isPlaced = element instanceof HTMLElement && getComputedStyle(element).position === 'absolute';
  return isPlaced ? element.offsetParent : element.parentElement;
}

function excess(inner: Box, outer: Box, scale: number): string {
  const sides = [
    ['past the left', outer.left - inner.left],
    ['past the right', inner.right - outer.right],
    ['past the top', outer.top - inner.top],
    ['past the bottom', inner.bottom - outer.bottom],
  ] as const;
  return sides
    .filter(([, by]) => by > limits.slack * scale)
    .map(([side, by]) => `${Math.round(by / scale)} px ${side}`)
    .join(' and ');
}

function nameOf(element: Element): string {
  if (element.matches('.column')) return 'a column';
  if (element.matches('pre')) return 'a listing';
  const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ');
  return words === '' || element instanceof SVGElement
    ? `a ${element.localName}`
    : `${element.localName} ${quoted(words)}`;
}
