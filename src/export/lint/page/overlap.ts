import { limits } from '../limits.ts';
import type { Complaint } from './complaint.ts';
import type { Layers } from './paint.ts';
import { type Box, quoted, type Run, scaleOf } from './runs.ts';

/** Text on text, text under a shape that was painted later, and text that its box cuts off. */
export function overlap(
  sheet: Element,
  runs: readonly Run[],
  layers: ReadonlyMap<Run, readonly Layers[]>,
): readonly Complaint[] {
  const scale = scaleOf(sheet);
  return [...collisions(runs, scale), ...buttons(runs, scale), ...covers(runs, layers), ...cuts(runs, scale)];
}

function collisions(runs: readonly Run[], scale: number): readonly Complaint[] {
  return runs.flatMap((a, i) =>
    runs.slice(i + 1).flatMap((b): Complaint[] => {
      const both = shared(a.ink, b.ink, scale);
      if (both === undefined) return [];
      const names = `${quoted(a.text)} and ${quoted(b.text)}`;
      return [
        {
          element: b.element.closest('.sheet') === null ? a.element : b.element,
          subject: names,
          what: `${names} share ${Math.round(both.width / scale)} × ${Math.round(both.height / scale)} px`,
          expected: 'expected each clear of the other',
        },
      ];
    }),
  );
}

/** What two boxes have in common, if anybody can see it. */
function shared(a: Box, b: Box, scale: number): { readonly width: number; readonly height: number } | undefined {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > limits.slack * scale && height > limits.slack * scale ? { width, height } : undefined;
}

/** The buttons that lead through the deck stand over its corner wherever there is no pointer to bring them. */
function buttons(runs: readonly Run[], scale: number): readonly Complaint[] {
  const boxes = [...document.querySelectorAll('.reveal .bar button')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => each.getBoundingClientRect());
  return runs.flatMap(({ element, ink, text }): Complaint[] => {
    if (!boxes.some((box) => shared(ink, box, scale) !== undefined)) return [];
    const what = `${quoted(text)} is under the buttons`;
    return [{ element, subject: what, what, expected: 'expected the corner of the slide clear of text' }];
  });
}

function covers(runs: readonly Run[], layers: ReadonlyMap<Run, readonly Layers[]>): readonly Complaint[] {
  return runs.flatMap((run): Complaint[] => {
    // the buttons come and go, and have a rule of their own
    const cover = layers
      .get(run)
      ?.flatMap(({ above }) => above)
      .find((each) => each.closest('.bar') === null);
    if (cover === undefined) return [];
    const what = `${quoted(run.text)} is under a ${cover.localName}`;
    return [{ element: run.element, subject: what, what, expected: 'expected nothing painted over text' }];
  });
}

function cuts(runs: readonly Run[], scale: number): readonly Complaint[] {
  return runs.flatMap(({ element, ink, text }): Complaint[] => {
    const cutter = cutting(element, ink, limits.slack * scale);
    if (cutter === undefined) return [];
    const what = `${quoted(text)} is cut off by its ${cutter.localName}`;
    return [{ element, subject: what, what, expected: 'expected all of it to be seen' }];
  });
}

/** The element around that shows only a part of a box. A picture that draws past its edge is told of as overflow. */
function cutting(element: Element, ink: Box, slack: number): Element | undefined {
  for (let each: Element | null = element; each !== null && !each.matches('.sheet'); each = each.parentElement) {
    if (!(each instanceof HTMLElement) || getComputedStyle(each).overflow === 'visible') continue;
    const { left, top, right, bottom } = each.getBoundingClientRect();
    if (left - ink.left > slack || ink.right - right > slack || top - ink.top > slack || ink.bottom - bottom > slack)
      return each;
  }
  return undefined;
}
