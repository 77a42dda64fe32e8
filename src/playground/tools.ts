import { button, made } from './dom.ts';
import type { Lab } from './lab.ts';

interface Desk {
  lab(): Lab | undefined;
  svg(): SVGSVGElement;
  say(text: string): void;
}

/** What can be taken along. */
export function tools({ say }: Desk): { readonly element: HTMLElement } {
  const copy = button('Copy the link', () => {
    navigator.clipboard.writeText(location.href).then(
      () => say('The link is in the clipboard.'),
      () => say('The browser did not allow it: copy the address of this page.'),
    );
  });
  return { element: made('section', { class: 'tools', 'aria-label': 'To take along' }, copy) };
}
