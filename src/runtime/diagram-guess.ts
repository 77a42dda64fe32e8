import type { View } from '../draw/draw.ts';
import { type Choice, type Question, questionAt, verdict } from '../draw/question.ts';
import type { Beat, Scene } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';

/** The answers of a diagram's questions as a reader's buttons, and what became of the guess. */
export interface Guess {
  readonly elements: readonly HTMLElement[];
  show(view: View, format: Format): void;
}

/** What the drawing knows: handed in, so that a file that only questions need does not take the drawing apart. */
export interface Drawn {
  choices(beat: Beat, format: Format): readonly Choice[];
  /** A tick or a cross, as SVG source in 20 × 20. */
  mark(right: boolean): string;
}

/**
 * Buttons over the answers as they are drawn. What is chosen is remembered for this window only: who tried the deck at
 * home has nothing marked in the room. A button that was clicked does not take the focus, so the keys stay the deck's.
 */
export function guess(host: HTMLElement, scene: Scene, drawn: Drawn): Guess {
  const group = document.createElement('div');
  group.className = 'guess live';
  group.role = 'group';
  group.addEventListener('mousedown', (event) => event.preventDefault());
  const said = document.createElement('p');
  said.role = 'status';
  said.className = 'said live unseen';
  const slug = host.closest('section')?.id ?? '';
  const memory = new Map<string, string>();
  // a question that is asked in other words is another one
  const keyOf = ({ beat }: Question) => `guess ${slug}: ${beat.ask}`;
  let shown = '';

  /** What was said and, once it is `known`, whether it is right; while it is `asked` the mark on the button is enough for the eye. */
  function tell(question: Question, choices: readonly Choice[], known: boolean, asked: boolean): void {
    const chosen = recalled(memory, keyOf(question));
    said.className = `said live${asked ? ' unseen' : ''}`;
    said.textContent = verdict(choices, chosen, known);
    if (said.textContent === '' || !known) return;
    const right = choices.some((each) => each.right && each.text === chosen);
    said.insertAdjacentHTML('afterbegin', `<svg viewBox="0 0 20 20" aria-hidden="true">${drawn.mark(right)}</svg>`);
  }

  function lay(question: Question, choices: readonly Choice[]): void {
    const mark = () => {
      const chosen = recalled(memory, keyOf(question));
      for (const [i, button] of buttons.entries()) button.ariaPressed = String(choices[i]?.text === chosen);
    };
    const buttons = choices.map(({ letter, text, x, y, w, h }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.letter = letter;
      button.ariaLabel = `${letter}, ${text}`;
      button.style.cssText = `left:${x}px;top:${y + h}px;width:${w}px;--h:${h}px`;
      button.addEventListener('click', ({ detail }) => {
        // the second click of a double one does not take back what the first has chosen
        if (detail > 1) return;
        const key = keyOf(question);
        remember(memory, key, recalled(memory, key) === text ? '' : text);
        mark();
        tell(question, choices, false, true);
      });
      return button;
    });
    mark();
    group.ariaLabel = question.beat.ask;
    group.replaceChildren(...buttons);
  }

  return {
    elements: [group, said],
    show(view, format) {
      const question = questionAt(scene, view.beat);
      const stands = view.t >= (scene.beats[view.beat]?.at ?? 0) || view.settled > 0;
      const asked = question?.asked === view.beat;
      const { answered = Number.POSITIVE_INFINITY } = question ?? {};
      const known = view.beat > answered || (view.beat === answered && stands);
      // called for every frame, and what is here changes with the beat
      const state = `${question?.asked} ${asked} ${known} ${format}`;
      if (state === shown) return;
      shown = state;
      group.hidden = !asked;
      const choices = question === undefined ? [] : drawn.choices(question.beat, format);
      if (question === undefined) said.textContent = '';
      else tell(question, choices, known, asked);
      if (question !== undefined && asked) {
        lay(question, choices);
      } else {
        // nothing is left of it: a step looks the same whichever way one came
        group.replaceChildren();
        group.removeAttribute('aria-label');
      }
    },
  };
}

function remember(memory: Map<string, string>, key: string, text: string): void {
  memory.set(key, text);
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // without storage it holds until the page is left
  }
}

function recalled(memory: Map<string, string>, key: string): string {
  const here = memory.get(key);
  if (here !== undefined) return here;
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
