import { bindings } from './keys.ts';

/** Shows all keys in a dialog, or closes it. */
export function toggleHelp(): void {
  const open = document.querySelector<HTMLDialogElement>('dialog.help');
  if (open !== null) {
    open.close();
    return;
  }
  const dialog = document.createElement('dialog');
  dialog.className = 'help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  const page = document.createElement('div');
  const head = document.createElement('header');
  head.append(heading(), closeButton(dialog));
  page.append(head, table());
  dialog.append(page);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', ({ target }) => {
    // the page fills the dialog, so that a click on the dialog itself is one outside
    if (target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function heading(): HTMLElement {
  const title = document.createElement('h2');
  title.id = 'help-title';
  title.textContent = 'Keys';
  return title;
}

function table(): HTMLTableElement {
  const element = document.createElement('table');
  for (const { shown, does } of bindings) {
    const row = element.insertRow();
    const keys = document.createElement('th');
    keys.scope = 'row';
    for (const key of shown) {
      const kbd = document.createElement('kbd');
      kbd.textContent = key;
      keys.append(kbd, ' ');
    }
    row.append(keys);
    row.insertCell().textContent = does;
  }
  return element;
}

function closeButton(dialog: HTMLDialogElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Close';
  button.addEventListener('click', () => dialog.close());
  return button;
}
