import type { Preset } from '../draw/calculator/spec.ts';

/** What can be done at the press of a button. */
export interface Toolbar {
  readonly element: HTMLElement;
  /** Says which preset stands in the fields, whether it is the first, and whether there is anything to simulate. */
  show(state: { readonly preset: Preset | undefined; readonly isFirst: boolean; readonly simulates: boolean }): void;
  /** How much of a simulation is done, from 0 to 1; undefined while none runs. */
  run(share: number | undefined): void;
}

interface Deeds {
  begin(preset: Preset): void;
  reset(): void;
  simulate(): void;
  /** Opens the formulas or closes them; whether they are open then. */
  formulas(): boolean;
}

/** The presets, and what else there is to press. What was clicked does not take the focus: the keys stay the deck's. */
export function toolbar(presets: readonly Preset[], { begin, reset, simulate, formulas }: Deeds): Toolbar {
  const element = document.createElement('div');
  element.className = 'live toolbar';
  element.dataset.preventSwipe = '';
  element.addEventListener('mousedown', (event) => event.preventDefault());
  const choices = presets.map((preset) => [preset, button(preset.name, () => begin(preset))] as const);
  const group = document.createElement('div');
  group.role = 'group';
  group.ariaLabel = 'A service to begin with';
  group.className = 'presets';
  group.append(...choices.map(([, each]) => each));
  const back = button('Reset', reset);
  const more = button('Formulas', () => {
    more.ariaExpanded = String(formulas());
  });
  more.ariaExpanded = 'false';
  const start = button('Simulate', simulate);
  start.className = 'simulate';
  const tools = document.createElement('div');
  tools.className = 'tools';
  tools.append(back, more, start);
  element.append(group, tools);
  return {
    element,
    show({ preset, isFirst, simulates }) {
      for (const [each, choice] of choices) choice.ariaPressed = String(each === preset);
      back.disabled = isFirst;
      start.disabled = !simulates;
    },
    run(share) {
      start.textContent = share === undefined ? 'Simulate' : 'Stop';
      start.classList.toggle('running', share !== undefined);
      start.style.setProperty('--done', `${Math.round((share ?? 0) * 100)}%`);
    },
  };
}

function button(text: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', pressed);
  return element;
}
