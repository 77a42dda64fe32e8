import type { Problem } from '../model/rules.ts';
import { marked, sentence } from '../play/examined.ts';
import { made } from './dom.ts';

/** Says what is wrong with a line, what was expected, and shows the word; the line's input refers to it. */
export function sayFaults(place: HTMLElement, input: HTMLElement, faults: readonly Problem[]): void {
  input.setAttribute('aria-invalid', String(faults.length > 0));
  place.replaceChildren(...faults.map(faultOf));
}

function faultOf(fault: Problem): HTMLElement {
  const where = marked(fault);
  const said = sentence(fault.what, fault.expected);
  if (where === undefined) return made('p', {}, said);
  const { before, wrong, after, column } = where;
  return made(
    'p',
    {},
    `${said} `,
    made('span', { class: 'column' }, `Column ${column}: `),
    made('code', {}, before.slice(-16), made('mark', {}, wrong === '' ? ' ' : wrong), after.slice(0, 12)),
  );
}
