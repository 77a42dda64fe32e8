import { answerBoxes, letterOf } from '../draw/caption.ts';
import type { View } from '../draw/draw.ts';
import { sheet } from '../draw/geometry.ts';
import { cross, tick } from '../draw/glyphs.ts';
import { type Question, questionAt } from '../draw/question.ts';
import { beatOf, type Scene } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import { svgSource } from '../draw/svg.ts';

/** The answers of a diagram's questions as a reader's buttons, and what became of the guess. */
export interface Guess {
  readonly elements: readonly HTMLElement[];
  show(view: View, format: Format): void;
}

/**
 * Buttons over the answers as they are drawn. What is chosen is remembered for this window only: who tried the deck at
 * home has nothing marked in the room. A button that was clicked does not take the focus, so the keys stay the deck's.
 */
export function guess(host: HTMLElement, scene: Scene): Guess {
  const group = document.createElement('div');
  group.className = 'guess';
  group.role = 'group';
  group.addEventListener('mousedown', (event) => event.preventDefault());
  const said = document.createElement('p');
  said.role = 'status';
  const slug = host.closest('section')?.id ?? '';
  const memory = new Map<string, string>();
  let shown = '';

  function choose(question: Question, text: string): void {
    const key = keyOf(slug, question);
    remember(memory, key, recalled(memory, key) === text ? '' : text);
    mark(question);
    tell(question, false, true);
  }

  function mark(question: Question): void {
    const chosen = recalled(memory, keyOf(slug, question));
    for (const [i, button] of [...group.children].entries())
      button.ariaPressed = String(question.beat.answers[i]?.text === chosen);
  }

  /** What was said and, once it is `known`, whether it is right; while it is `asked` the mark on the button is enough for the eye. */
  function tell(question: Question, known: boolean, asked: boolean): void {
    const chosen = recalled(memory, keyOf(slug, question));
    const { answers } = question.beat;
    const answer = answers.find(({ text }) => text === chosen);
    said.className = `said live${asked ? ' unseen' : ''}`;
    said.textContent = answer === undefined ? '' : `You said ${answer.text}.`;
    if (answer === undefined || !known) return;
    const right = answers.find((each) => each.right)?.text ?? '';
    said.append(answer.right ? ' Right.' : ` Wrong: it is ${right}.`);
    const shape = (answer.right ? tick : cross)('mark', { x: 2, y: 17 });
    said.insertAdjacentHTML('afterbegin', `<svg viewBox="0 0 20 20" aria-hidden="true">${svgSource([shape])}</svg>`);
  }

  function lay(question: Question, format: Format): void {
    group.ariaLabel = question.beat.ask;
    const boxes = answerBoxes(sheet(format), question.beat);
    const buttons = question.beat.answers.map(({ text }, i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.letter = letterOf(i);
      button.ariaLabel = `${letterOf(i)}, ${text}`;
      const { x, y, w, h } = boxes[i] ?? { x: 0, y: 0, w: 0, h: 0 };
      button.style.cssText = `left:${x}px;top:${y + h}px;width:${w}px;--h:${h}px`;
      // the second click of a double one does not take back what the first has chosen
      button.addEventListener('click', ({ detail }) => {
        if (detail < 2) choose(question, text);
      });
      return button;
    });
    group.replaceChildren(...buttons);
    mark(question);
  }

  return {
    elements: [group, said],
    show(view, format) {
      const question = questionAt(scene, view.beat);
      const stands = view.t >= beatOf(scene, view.beat).at || view.settled > 0;
      const asked = question?.asked === view.beat;
      const { answered = Number.POSITIVE_INFINITY } = question ?? {};
      const known = view.beat > answered || (view.beat === answered && stands);
      // called for every frame, and what is here changes with the beat
      const state = `${question?.asked} ${asked} ${known} ${asked ? format : ''}`;
      if (state === shown) return;
      shown = state;
      group.hidden = !asked;
      if (question === undefined) said.textContent = '';
      else tell(question, known, asked);
      if (question !== undefined && asked) lay(question, format);
    },
  };
}

/** A question that is asked in other words is another one. */
function keyOf(slug: string, { beat }: Question): string {
  return `guess ${slug}: ${beat.ask}`;
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
