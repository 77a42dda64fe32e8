import { toggleDialog } from './dialog.ts';
import { bindings } from './keys.ts';

/** Shows all keys in a dialog, or closes it. */
export function toggleHelp(): void {
  toggleDialog({ action: 'help', title: 'Keys', fill: (page) => page.append(table()) });
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
