import { SERVER_FIELDS, serverPhrase } from '../model/phrases-of-servers.ts';
import type { Problem } from '../model/rules.ts';
import type { ServerSpec } from '../model/servers/index.ts';
import { type Field, fieldsOf } from '../play/fields.ts';
import { lineOf, withKind, withValue } from '../play/line.ts';
import { made, newId } from './dom.ts';
import { sayFaults } from './faults.ts';
import { lineInput } from './line-input.ts';

/** A server that is being described: by its fields or in one line, which say the same. */
export interface ServerForm {
  readonly element: HTMLElement;
  text(): string;
  show(text: string): void;
  /** What it is called where there are several. */
  call(name: string): void;
  judge(faults: readonly Problem[]): void;
}

interface Entry {
  readonly field: Field;
  readonly input: HTMLInputElement | HTMLSelectElement;
}

export function serverForm(changed: () => void, run: () => void): ServerForm {
  let text = '';
  let entries: readonly Entry[] = [];
  let shownKind = '';
  const legend = made('legend', {}, 'Server');
  const kind = made(
    'select',
    { id: newId() },
    ...[...SERVER_FIELDS.keys()].map((name) => made('option', { value: name }, name)),
  );
  const faults = made('div', { class: 'faults', id: newId() });
  const line = lineInput('In one line', faults.id, (typed) => write(typed, line.input), run);
  const kindField = made('div', { class: 'field' }, made('label', { for: kind.id }, 'Kind'), kind);
  const first = made('div', { class: 'fields' }, kindField);
  const others = made('div', { class: 'fields' });
  const more = made('details', {}, made('summary', {}, 'More parameters'), others);
  const element = made('fieldset', { class: 'server' }, legend, first, line.element, faults, more);
  kind.addEventListener('change', () => write(withKind(text, kind.value, SERVER_FIELDS.get(kind.value) ?? []), kind));

  /** What one input says, all others say then, too. */
  function write(next: string, from: Element): void {
    text = next;
    tell(from);
    changed();
  }

  function tell(from?: Element): void {
    const { kind: name, values } = lineOf(text);
    const spec = specOf(text);
    if (spec !== undefined) {
      if (kind.value !== spec.kind) kind.value = spec.kind;
      if (shownKind !== spec.kind) build(spec);
      const fields = new Map(fieldsOf(spec).map((field) => [field.name, field]));
      for (const { field, input } of entries) {
        const usual = fields.get(field.name)?.usual ?? field.usual;
        if (input instanceof HTMLInputElement) input.placeholder = usual;
        else if (input.options[0] !== undefined) input.options[0].text = `${usual} (usual)`;
        if (input !== from) input.value = values.get(field.name) ?? '';
      }
    }
    kind.toggleAttribute('data-unknown', !SERVER_FIELDS.has(name));
    if (from !== line.input) line.show(text);
  }

  function build(spec: ServerSpec): void {
    shownKind = spec.kind;
    entries = fieldsOf(spec).map((field) => ({ field, input: inputOf(field) }));
    const rows = (isFirst: boolean) =>
      entries.flatMap(({ field, input }) =>
        field.isFirst === isFirst
          ? [made('div', { class: 'field' }, made('label', { for: input.id }, field.label), input)]
          : [],
      );
    first.replaceChildren(kindField, ...rows(true));
    others.replaceChildren(...rows(false));
  }

  function inputOf(field: Field): HTMLInputElement | HTMLSelectElement {
    const id = newId();
    const words = field.input === 'flag' ? ['true', 'false'] : field.input;
    const input =
      typeof words === 'string'
        ? made('input', {
            ...{ id, type: 'text', autocomplete: 'off', spellcheck: 'false' },
            inputmode: words === 'number' ? 'numeric' : 'text',
          })
        : made(
            'select',
            { id },
            made('option', { value: '' }),
            ...words.map((word) => made('option', { value: word }, word)),
          );
    input.addEventListener('input', () => write(withValue(text, field.name, input.value), input));
    return input;
  }

  return {
    element,
    text: () => text,
    show(next) {
      text = next;
      tell();
    },
    call(name) {
      legend.textContent = name;
    },
    judge: (problems) => sayFaults(faults, line.input, problems),
  };
}

/** What the line means or, where it is wrong, its kind alone; undefined where it has none. */
function specOf(text: string): ServerSpec | undefined {
  for (const phrase of [text, lineOf(text).kind]) {
    const read = serverPhrase(phrase);
    if (read.kind === 'read') return read.value;
  }
  return undefined;
}
