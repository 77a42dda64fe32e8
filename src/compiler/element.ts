import type { Token } from 'markdown-it';
import { nearest } from '../model/nearest.ts';
import type { Directive } from './directive.ts';
import { insteadOfClass, insteadOnElement } from './instead.ts';
import type { Position, Report } from './problem.ts';

/** What an element of a slide may have, beside its own data-… and aria-…. */
const known = [
  ...['class', 'id', 'style', 'title', 'lang', 'dir', 'role', 'hidden', 'tabindex'],
  ...['width', 'height', 'start', 'reversed', 'type', 'colspan', 'rowspan', 'target', 'rel', 'download'],
];

/** What reveal.js reads, and the deck with it. */
const ofReveal = ['data-fragment-index', 'fragment'];

/** Gives an element the attributes of the comment that is for it; `at` is where an offset of the comment stands. */
export function obey(
  { found, places }: Directive,
  token: Token,
  at: (offset: number) => Position,
  report: Report,
): void {
  for (const [written, value] of found) {
    const place = at(places.get(written) ?? 0);
    const expected = insteadOnElement(written) ?? (isKnown(written) ? undefined : slip(written));
    if (expected !== undefined) report(place, `"${written}" on an element`, expected);
    // a class with a slip in it is read, that its index is not alone
    const key = expected === undefined ? written : (nearest(written, ['class']) ?? written);
    if (key === 'data-fragment-index' && !/^\d{1,3}$/.test(value))
      report(place, `data-fragment-index="${value}"`, 'expected a whole number, 0 or more');
    for (const name of key === 'class' ? value.split(/\s+/) : []) checkClass(name, place, report);
    if (key === 'class') token.attrJoin('class', value);
    else token.attrSet(key, value);
  }
  const isFragment = String(token.attrGet('class') ?? '')
    .split(/\s+/)
    .some((name) => nearest(name, ['fragment']) !== undefined);
  if (found.has('data-fragment-index') && !isFragment)
    report(at(places.get('data-fragment-index') ?? 0), 'a fragment index and no fragment', 'expected class="fragment"');
}

function isKnown(key: string): boolean {
  const isOurs = key.startsWith('data-') || key.startsWith('aria-');
  return isOurs ? nearest(key, ofReveal) === undefined || ofReveal.includes(key) : known.includes(key);
}

function slip(key: string): string {
  const near = nearest(key, [...known, ...ofReveal.filter((each) => each.startsWith('data-'))]);
  return near === undefined ? `attributes are ${known.join(', ')}, data-…, aria-…` : `did you mean "${near}"?`;
}

function checkClass(name: string, place: Position, report: Report): void {
  const instead = insteadOfClass(name);
  if (instead !== undefined) report(place, `the class "${name}"`, instead);
  else if (name !== 'fragment' && nearest(name, ['fragment']) !== undefined)
    report(place, `the class "${name}"`, 'did you mean "fragment"?');
}
