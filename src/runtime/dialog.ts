import './dialog.css';
import { closeDialog } from './close.ts';
import type { Action } from './keys.ts';

/** What a dialog of ours is: the key that opens it closes it, too. */
export interface DialogSpec {
  readonly action: Action;
  readonly title: string;
  /** Puts into `page`, below the heading, what there is to see. */
  fill(page: HTMLElement, dialog: HTMLDialogElement): void;
}

/** Opens a dialog, or closes it where it is open. */
export function toggleDialog(spec: DialogSpec): void {
  const open = document.querySelector<HTMLDialogElement>(`dialog[open][data-action="${spec.action}"]`);
  if (open === null) openDialog(spec);
  else closeDialog(open);
}

function openDialog({ action, title, fill }: DialogSpec): void {
  const dialog = document.createElement('dialog');
  dialog.className = `tool ${action}`;
  dialog.dataset.action = action;
  dialog.setAttribute('aria-labelledby', `${action}-title`);
  const page = document.createElement('div');
  const head = document.createElement('header');
  const heading = document.createElement('h2');
  heading.id = `${action}-title`;
  heading.textContent = title;
  head.append(
    heading,
    button('Close', () => closeDialog(dialog)),
  );
  page.append(head);
  dialog.append(page);
  // Esc, a second time if need be: the browser closes it without having asked
  for (const event of ['cancel', 'close']) dialog.addEventListener(event, () => closeDialog(dialog));
  dialog.addEventListener('click', ({ target }) => {
    // the page fills the dialog, so that a click on the dialog itself is one outside
    if (target === dialog) closeDialog(dialog);
  });
  fill(page, dialog);
  document.body.append(dialog);
  dialog.showModal();
  dialog.dispatchEvent(new Event('opened', { bubbles: true }));
}

/** A button of a dialog. */
export function button(text: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', pressed);
  return element;
}
