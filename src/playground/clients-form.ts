import type { Problem } from '../model/rules.ts';
import { bounds } from '../play/experiment.ts';
import { button, made, newId } from './dom.ts';
import { sayFaults } from './faults.ts';
import { type LineInput, lineInput } from './line-input.ts';

/** Who comes, a line each. */
export interface ClientsForm {
  readonly element: HTMLElement;
  lines(): readonly string[];
  show(lines: readonly string[]): void;
  judge(faults: readonly (readonly Problem[])[]): void;
}

interface Row {
  readonly element: HTMLElement;
  readonly line: LineInput;
  readonly faults: HTMLElement;
  readonly remove: HTMLButtonElement;
}

/** What a new line begins with. */
const sample = '1 at 500ms: cpu 5, wait 90, cpu 5';

/** How a line is written, by examples that are what they say. */
const examples = [
  [
    '8 at 0: cpu 5, wait 90, cpu 5',
    '8 requests at once, at 0 ms; each computes 5 ms, waits 90 ms for someone else and computes again.',
  ],
  ['rate 80 for 10s: cpu 5, wait 90, cpu 5', '80 a second for 10 seconds, as regular as a clock.'],
  ['poisson 80 for 10s seed 3: cpu ~5, wait ~90', '80 a second on average, by chance; “~5” is 5 ms on average.'],
  ['bursts 2 of 10 for 10s: cpu 10', '2 bursts a second, each of 10 requests at once.'],
  ['users 50 think ~1s for 20s: cpu 5, wait 90', '50 users, who ask again a second or so after each answer.'],
  ['1 at 1s path /report: block 500', 'One call at 1 s that blocks for 500 ms: time.sleep, or a driver without await.'],
  ['rate 20 for 10s patience 1s retry 2 pause 100ms: cpu 60', 'Who gives up after a second and tries twice more.'],
  ['probe every 1s patience 500ms for 10s path /healthz: cpu 1', 'A health probe.'],
] as const;

export function clientsForm(changed: () => void, run: () => void): ClientsForm {
  let rows: Row[] = [];
  const list = made('div', { class: 'lines' });
  const add = button('Add a line', () => {
    const row = rowOf(sample);
    rows.push(row);
    number();
    changed();
    row.line.input.focus();
    row.line.input.select();
  });
  const help = made(
    'details',
    { class: 'help' },
    made('summary', {}, 'How a line is written'),
    made(
      'dl',
      {},
      ...examples.flatMap(([text, what]) => [
        made(
          'dt',
          {},
          made('code', {}, text),
          button('Use', () => use(text), `Use: ${text}`),
        ),
        made('dd', {}, what),
      ]),
    ),
    made(
      'p',
      {},
      'Steps: ',
      made('code', {}, 'cpu'),
      ' computes in Python, ',
      made('code', {}, 'native'),
      ' in C without the GIL, ',
      made('code', {}, 'wait'),
      ' waits for someone else, ',
      made('code', {}, 'block'),
      ' waits where the server cannot switch, ',
      made('code', {}, 'thread [wait 90]'),
      ' hands steps to a thread, ',
      made('code', {}, 'reply'),
      ' answers and goes on. All in ms.',
    ),
  );
  const element = made('fieldset', { class: 'clients' }, made('legend', {}, 'Who comes'), list, add, help);

  function use(text: string): void {
    const row = rowOf(text);
    rows.push(row);
    number();
    changed();
    row.line.input.focus();
  }

  function rowOf(text: string): Row {
    const faults = made('div', { class: 'faults', id: newId() });
    const line = lineInput('Clients', faults.id, changed, run);
    const remove = button('×', () => {
      const at = rows.indexOf(row);
      rows = rows.filter((each) => each !== row);
      number();
      changed();
      // who came by keyboard goes on where the line was
      (rows[Math.min(at, rows.length - 1)]?.line.input ?? add).focus();
    });
    remove.className = 'remove';
    const row: Row = { element: made('div', { class: 'row' }, line.element, remove, faults), line, faults, remove };
    queueMicrotask(() => line.show(text));
    line.input.value = text;
    return row;
  }

  function number(): void {
    list.replaceChildren(...rows.map(({ element: each }) => each));
    for (const [i, { line, remove }] of rows.entries()) {
      const name = rows.length === 1 ? 'Clients' : `Clients ${i + 1}`;
      line.call(name);
      remove.ariaLabel = `Remove: ${name}`;
      remove.hidden = rows.length === 1;
    }
    const isFull = rows.length >= bounds.lines;
    add.disabled = isFull;
    for (const each of help.querySelectorAll('button')) each.disabled = isFull;
  }

  return {
    element,
    lines: () => rows.map(({ line }) => line.input.value.trim()).filter((text) => text !== ''),
    show(lines) {
      rows = (lines.length === 0 ? [''] : lines).map(rowOf);
      number();
    },
    judge(faults) {
      let n = 0;
      for (const { line, faults: place } of rows) {
        const isEmpty = line.input.value.trim() === '';
        sayFaults(place, line.input, isEmpty ? [] : (faults[n] ?? []));
        if (!isEmpty) n += 1;
      }
    },
  };
}
