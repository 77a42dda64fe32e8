import { fieldWords, labelled } from '../draw/calculator/words.ts';
import { bounds, type DemandField, isWhole } from '../model/sizing/demand.ts';

/** A number that a reader types, or steps up and down. */
export interface Field {
  readonly element: HTMLElement;
  /** What is typed; NaN if it is no number. */
  read(): number;
  show(value: number): void;
  /** Says whether what is typed can be computed with. */
  judge(isRight: boolean): void;
}

let ids = 0;

/** A labelled field. `changed` is told when a hand or a key has changed its number. */
export function field(name: DemandField, changed: () => void): Field {
  const { label } = fieldWords[name];
  const { from, to } = bounds[name];
  const element = document.createElement('div');
  element.className = 'field';
  const input = document.createElement('input');
  ids += 1;
  input.id = `calculator-${name}-${ids}`;
  input.type = 'number';
  input.inputMode = isWhole(name) ? 'numeric' : 'decimal';
  input.min = String(from);
  input.max = String(to);
  input.step = isWhole(name) ? '1' : 'any';
  input.autocomplete = 'off';
  const words = document.createElement('label');
  words.htmlFor = input.id;
  words.textContent = labelled(name);

  const step = (direction: 1 | -1) => {
    input.value = String(stepped(input.valueAsNumber, direction, name));
    changed();
  };
  input.addEventListener('input', changed);
  input.addEventListener('keydown', (event) => {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === 'ArrowUp' || key === 'ArrowDown') step(key === 'ArrowUp' ? 1 : -1);
    // the way back to the deck
    else if (key === 'Escape' || key === 'Enter') input.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // who scrolls over a number does not mean to change it
  input.addEventListener('wheel', (event) => event.preventDefault(), { passive: false });
  const stepper = document.createElement('div');
  stepper.className = 'stepper';
  stepper.append(
    button('−', `Less: ${label}`, () => step(-1)),
    input,
    button('+', `More: ${label}`, () => step(1)),
  );
  element.append(words, stepper);
  return {
    element,
    read: () => input.valueAsNumber,
    show: (value) => {
      input.value = Number.isFinite(value) ? String(value) : '';
    },
    judge: (isRight) => {
      input.ariaInvalid = String(!isRight);
    },
  };
}

/** A finger's or a hand's; who comes by keyboard has the arrow keys in the field. */
function button(text: string, label: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.tabIndex = -1;
  element.ariaLabel = label;
  element.textContent = text;
  element.addEventListener('click', pressed);
  return element;
}

/** The next round number, some tenth further on. */
export function stepped(value: number, direction: 1 | -1, name: DemandField): number {
  const { from, to } = bounds[name];
  if (Number.isNaN(value)) return from;
  const hair = 1e-9;
  const here = Math.max(hair, Math.abs(value) * (1 + direction * hair));
  const power = 10 ** Math.floor(Math.log10(here));
  const lead = here / power;
  const part = lead < 2 ? 0.1 : lead < 5 ? 0.2 : 0.5;
  const step = Math.max(name === 'cpu' ? 0.1 : 1, isWhole(name) ? Math.round(part * power) : part * power);
  const next = direction > 0 ? Math.floor(value / step + hair) + 1 : Math.ceil(value / step - hair) - 1;
  // tenths are no binary fractions
  return Math.min(to, Math.max(from, Number((next * step).toFixed(6))));
}
