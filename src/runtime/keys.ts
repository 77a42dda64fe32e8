/** What a key can do. The speaker's window knows the same keys and passes on what is for the deck. */
export type Action =
  | 'next'
  | 'previous'
  | 'down'
  | 'up'
  | 'first'
  | 'last'
  | 'open'
  | 'jump'
  | 'search'
  | 'link'
  | 'overview'
  | 'replay'
  | 'play'
  | 'eventBefore'
  | 'eventAfter'
  | 'zoom'
  | 'laser'
  | 'black'
  | 'freeze'
  | 'fullscreen'
  | 'speaker'
  | 'watch'
  | 'larger'
  | 'smaller'
  | 'check'
  | 'rehearsal'
  | 'theme'
  | 'help';

export interface Binding {
  /** As people read it on their keyboard. */
  readonly shown: readonly string[];
  /** As `KeyboardEvent.key` has it, letters small; `Shift+` before it when shift is held and makes no other character. */
  readonly keys: readonly string[];
  readonly action: Action;
  readonly does: string;
}

/** All keys of the deck: what is bound, what the help shows and what the README says are this one table. */
export const bindings: readonly Binding[] = [
  {
    shown: ['→', 'Space', 'Page Down', 'N'],
    keys: ['ArrowRight', ' ', 'PageDown', 'n'],
    action: 'next',
    does: 'Next step, then the next live slide',
  },
  {
    shown: ['←', 'Shift Space', 'Page Up', 'P'],
    keys: ['ArrowLeft', 'Shift+ ', 'PageUp', 'p'],
    action: 'previous',
    does: 'One step back',
  },
  { shown: ['↓'], keys: ['ArrowDown'], action: 'down', does: 'Optional slides below this one' },
  { shown: ['↑'], keys: ['ArrowUp'], action: 'up', does: 'Up again' },
  { shown: ['Home'], keys: ['Home'], action: 'first', does: 'First slide' },
  { shown: ['End'], keys: ['End'], action: 'last', does: 'Last live slide' },
  { shown: ['G'], keys: ['g'], action: 'jump', does: 'Go to a slide by number or title' },
  { shown: ['/'], keys: ['/'], action: 'search', does: 'Contents, and search in all of the talk' },
  { shown: ['O', 'Esc'], keys: ['o', 'Escape'], action: 'overview', does: 'Overview of all slides' },
  { shown: ['Enter'], keys: ['Enter'], action: 'open', does: 'In the overview: open the slide' },
  { shown: ['R'], keys: ['r'], action: 'replay', does: 'In a diagram: play this beat again' },
  { shown: ['K'], keys: ['k'], action: 'play', does: 'In a diagram: play on, or stop' },
  { shown: ['['], keys: ['['], action: 'eventBefore', does: 'In a diagram: the event before' },
  { shown: [']'], keys: [']'], action: 'eventAfter', does: 'In a diagram: the event after' },
  { shown: ['Z'], keys: ['z'], action: 'zoom', does: 'Zoom to the pointer and back' },
  { shown: ['L'], keys: ['l'], action: 'laser', does: 'Laser pointer on and off' },
  { shown: ['B', '.'], keys: ['b', '.'], action: 'black', does: 'Black screen and back' },
  { shown: ['X'], keys: ['x'], action: 'freeze', does: 'Freeze what the audience sees, and go on' },
  { shown: ['F'], keys: ['f'], action: 'fullscreen', does: 'Full screen' },
  { shown: ['S'], keys: ['s'], action: 'speaker', does: 'Speaker’s window' },
  { shown: ['W'], keys: ['w'], action: 'watch', does: 'Stop the watch, or let it run' },
  { shown: ['+'], keys: ['+', '='], action: 'larger', does: 'In the speaker’s window: larger notes' },
  { shown: ['-'], keys: ['-'], action: 'smaller', does: 'In the speaker’s window: smaller notes' },
  { shown: ['C'], keys: ['c'], action: 'check', does: 'Check before the talk' },
  { shown: ['M'], keys: ['m'], action: 'rehearsal', does: 'Minutes taken: what a rehearsal took' },
  { shown: ['Y'], keys: ['y'], action: 'link', does: 'Copy the link to this step' },
  { shown: ['T'], keys: ['t'], action: 'theme', does: 'Light or dark' },
  { shown: ['?', 'F1'], keys: ['?', 'F1'], action: 'help', does: 'These keys' },
];

const actions: ReadonlyMap<string, Action> = new Map(
  bindings.flatMap(({ keys, action }) => keys.map((key): [string, Action] => [key, action])),
);

/** Whether `value`, from another window, is something a key can do. */
export function isAction(value: unknown): value is Action {
  return bindings.some(({ action }) => action === value);
}

/** The actions that a key held down does again and again; the others would flicker. */
const repeated: readonly Action[] = ['next', 'previous', 'down', 'up', 'eventBefore', 'eventAfter'];

/** The action of a key press, if it is one of ours: not with a modifier, and not when a control has the key. */
export function actionOf(event: KeyboardEvent): Action | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return undefined;
  if (event.target instanceof Element && belongsTo(event.target, event.key)) return undefined;
  const key = letter(event) ?? event.key;
  const makesCharacter = key.length === 1 && !/[a-z ]/.test(key);
  const action = actions.get(event.shiftKey && !makesCharacter ? `Shift+${key}` : key);
  if (action === undefined || (event.repeat && !repeated.includes(action))) return undefined;
  // an open dialog has all keys but the one that closes it
  const dialog = document.querySelector<HTMLElement>('dialog[open]');
  return dialog === null || dialog.dataset.action === action ? action : undefined;
}

/** The Latin letter of a key also where the keyboard's alphabet is another one. */
function letter({ key, code }: KeyboardEvent): string | undefined {
  if (key.length !== 1 || /[ -@[-`{-~]/.test(key)) return undefined;
  if (/[a-z]/i.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
}

/** Space on a focused button presses it, arrows on a slider move it, and a text field has every key. */
function belongsTo(target: Element, key: string): boolean {
  if (target.closest('[contenteditable], textarea, [role="textbox"]')) return true;
  const control = target.closest('input, select, button, summary, a[href]');
  if (control === null) return false;
  if (control instanceof HTMLInputElement && ['range', 'radio'].includes(control.type)) return sliderKeys.has(key);
  if (control instanceof HTMLInputElement && !['button', 'checkbox', 'submit'].includes(control.type)) return true;
  if (control instanceof HTMLSelectElement) return true;
  return key === 'Enter' || (key === ' ' && !(control instanceof HTMLAnchorElement));
}

const sliderKeys: ReadonlySet<string> = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  ' ',
]);
