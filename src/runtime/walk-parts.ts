import { choicesOf } from '../draw/caption.ts';
import type { Sheet } from '../draw/geometry.ts';
import type { Box } from '../draw/shape.ts';
import { asked, type Scene, wayTo } from '../draw/tree/scene.ts';
import type { Spot } from '../draw/tree/site.ts';
import { answerWidth } from '../draw/tree/words.ts';
import { button, made } from './walk-element.ts';
import { leafCard } from './walk-leaf.ts';

/** What a reader's hand can do to a walk. */
export interface Deeds {
  go(node: number): void;
  back(): void;
  end(): void;
}

/** Where a walk is, and where its picture has what it is about. */
export interface Lay {
  /** None while nobody walks. */
  readonly node: number | undefined;
  readonly site: readonly Spot[];
  readonly page: Sheet;
  /** Where its answers lead. */
  readonly answers: readonly number[];
  /** Whether the disc has come there. */
  readonly arrived: boolean;
}

/** What lies over a tree for hands and keys. */
export interface Parts {
  readonly element: HTMLElement;
  lay(lay: Lay): void;
  holdsFocus(): boolean;
  /** Gives the focus to what is next: the first answer, or the end that was reached. */
  focus(): void;
}

const arrows: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Buttons over what is drawn: the answers below the picture and the questions that were answered in it; and the end as a card. */
export function walkParts(scene: Scene, deeds: Deeds): Parts {
  const element = made('div', { className: 'walk live', tabIndex: -1 });
  const holdsFocus = () => element.contains(document.activeElement);
  let last = '';
  element.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target.className : '';
  });
  // what was clicked does not take the focus: the keys stay the deck's
  element.addEventListener('mousedown', (event) => {
    if (event.target instanceof Element && event.target.closest('button, .hot') !== null) event.preventDefault();
  });
  // reveal.js follows a link without a trace in the history: the browser's own way has a way back
  element.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a[href^="#"]') !== null) event.stopPropagation();
  });
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !pressed(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });

  /** Whether a key is the walk's: its letters, the way back and out, and arrows from one thing to the next. */
  function pressed(key: string): boolean {
    const answers = [...element.querySelectorAll<HTMLElement>('.answers button')];
    const answer = answers[key.length === 1 ? 'abc'.indexOf(key.toLowerCase()) : -1];
    const step = arrows[key];
    if (answer !== undefined) answer.click();
    else if (key === 'Backspace') deeds.back();
    else if (key === 'Escape') deeds.end();
    else if (step !== undefined) move(step);
    else return false;
    return true;
  }

  function move(step: number): void {
    const all = [...element.querySelectorAll<HTMLElement>('button, a')];
    const at = all.findIndex((each) => each.matches(':focus'));
    all.at((Math.max(at, step > 0 ? -1 : 0) + step) % all.length)?.focus();
  }

  function lay({ node, site, page, answers, arrived }: Lay): void {
    const hot = answers.flatMap((i) => {
      const box = boxOf(scene, i, site, page);
      return box === undefined ? [] : hotArea(box, () => deeds.go(i));
    });
    if (node === undefined) {
      element.replaceChildren(...hot);
      return;
    }
    const here = scene.nodes[node];
    const bar = made(
      'div',
      { className: 'walk-bar' },
      ...(node === 0 ? [] : [button('Back', 'walk-back', deeds.back)]),
      ...allOfThem(),
      button('Close', 'walk-close', deeds.end),
    );
    if (here?.kind === 'leaf') {
      // the card stands where the questions are, beside the ends; on a phone it has the whole stage
      const isTall = page.height > page.width;
      const right = isTall ? page.width : (site[node]?.box.x ?? 0) - 26;
      const others = scene.nodes.flatMap(({ kind }, i) => {
        const { box } = site[i] ?? {};
        return isTall || kind !== 'leaf' || i === node || box === undefined ? [] : hotArea(box, () => deeds.go(i));
      });
      element.replaceChildren(...others, ...(arrived ? [leafCard(scene, node, { right, go: deeds.go })] : []), bar);
      return;
    }
    const passed = wayTo(scene, node).slice(0, -1);
    const words = asked(scene, node);
    const group = made('div', { className: 'guess answers', role: 'group', ariaLabel: words.ask });
    for (const [i, { letter, text, ...box }] of choicesOf(page, words).entries()) {
      const to = answers[i];
      if (to === undefined) continue;
      const each = button('', '', () => deeds.go(to));
      each.ariaLabel = `${letter}, ${text}`;
      each.style.cssText = `left:${box.x}px;top:${box.y + box.h}px;width:${box.w}px;--h:${box.h}px`;
      group.append(each);
    }
    const back = passed.flatMap((i, n) => {
      const [spot, question] = [site[i], scene.nodes[i]];
      const answered = scene.nodes[passed[n + 1] ?? node]?.answer;
      if (spot === undefined || question?.kind !== 'question') return [];
      const each = button('', 'over', () => deeds.go(i));
      each.ariaLabel = `Back to: ${question.ask} ${answered}`;
      each.style.cssText = placed(spot.box);
      return each;
    });
    element.replaceChildren(...hot, group, ...back, bar);
  }

  return {
    element,
    lay,
    holdsFocus,
    focus() {
      const again = last === '' ? null : element.querySelector<HTMLElement>(`.walk-bar .${last}`);
      (again ?? element.querySelector<HTMLElement>('.answers button, .leaf-card') ?? element).focus();
    },
  };
}

/** An answer in the picture, with what it leads to. */
function boxOf(scene: Scene, i: number, site: readonly Spot[], page: Sheet): Box | undefined {
  const [spot, node] = [site[i], scene.nodes[i]];
  if (spot === undefined || node === undefined) return undefined;
  const { box, word } = spot;
  const [x, y] = [Math.min(word.x, box.x) - 4, Math.min(word.y - page.text, box.y)];
  const w = Math.max(box.x + box.w, word.x + answerWidth(node.answer, page)) - x;
  return { x, y, w, h: Math.max(box.y + box.h, word.y) - y };
}

/** For a pointer, as keys and ears have the same elsewhere. */
function hotArea(box: Box, go: () => void): HTMLElement {
  const area = made('div', { className: 'hot', ariaHidden: 'true' });
  area.style.cssText = placed(box);
  area.addEventListener('click', go);
  return area;
}

/** The slide that has all ends in a table, if there is one. */
function allOfThem(): readonly HTMLElement[] {
  const slug = document.querySelector('table.leaves')?.closest('section')?.id ?? '';
  return slug === '' ? [] : [made('a', { href: `#${slug}`, textContent: 'All in a table' })];
}

function placed({ x, y, w, h }: Box): string {
  return `left:${x}px;top:${y}px;width:${w}px;height:${h}px`;
}
