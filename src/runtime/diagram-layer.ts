import { choicesOf } from '../draw/caption.ts';
import { describe } from '../draw/describe.ts';
import { draw, still, type View } from '../draw/draw.ts';
import { sheet } from '../draw/geometry.ts';
import { cross, tick } from '../draw/glyphs.ts';
import type { Scene } from '../draw/scene.ts';
import { filmLength, positionOf, settles } from '../draw/story.ts';
import { svgSource } from '../draw/svg.ts';
import { controls, type Hand, type Own } from './controls.ts';
import type { Drawn, Guess } from './diagram-guess.ts';
import type { Hands } from './diagram-knobs.ts';
import { lightLines } from './diagram-lines.ts';
import type { Walk } from './diagram-walk.ts';
import { patch } from './patch.ts';
import { paperOf } from './print.ts';
import { tallQuery } from './stage.ts';

const narrow = matchMedia(tallQuery);
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Whether anything may move by itself, where it can be seen moving. */
export function mayMove(): boolean {
  return !calm.matches && !document.hidden && paperOf(document.documentElement) === undefined;
}

/** What a living diagram has beside its poster: the picture, its words for ears, and the bar. */
export interface Layer {
  /** `position` on the bar, if it is known better than from the view. */
  show(view: View, playing: boolean, position?: number): void;
  /** What a beat says, for who tells it to ears; empty where it says nothing. */
  sentence(beat: number): string;
  /** The scene of a beat, which is another once its reader has changed its numbers. */
  shown(beat: number): Scene;
  /** Calls back when the picture must be drawn anew: the window has become tall or wide. */
  onReshape(redraw: () => void): void;
  remove(): void;
}

const drawn: Drawn = {
  choices: (beat, format) => choicesOf(sheet(format), beat),
  mark: (right) => svgSource([(right ? tick : cross)('mark', { x: 2, y: 17 })]),
};

const formats = { stage: ['wide', 'tall'], column: ['half', 'low'] } as const;

/** A layer for a scene in `host`. The bar is for screens only. */
export function layer(host: HTMLElement, scene: Scene, hand: Hand): Layer {
  const paper = paperOf(document.documentElement);
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('role', 'img');
  const status = document.createElement('p');
  status.className = 'unseen';
  status.role = 'status';
  let walked: Walk | undefined;
  const bar = controls(
    filmLength(scene),
    hand,
    ownIn(scene, hand, () => walked?.begin()),
    playgroundOf(host),
  );
  const parts: Element[] = paper === undefined ? [svg, status, bar.element] : [svg];
  for (const part of parts) part.classList.add('live');
  host.append(...parts);
  const isTall = () => narrow.matches && paper === undefined;
  let reshape = () => {};
  let beat: number | undefined;
  let guesses: Guess | undefined;
  let knobs: Hands | undefined;
  let seen: Scene | undefined;
  // who looks at a copy, on paper or in the speaker's window, has nothing to choose and nothing to change; an article tells
  const reads = paper === undefined && host.closest('.reveal') !== null && host.closest('.transcript') === null;
  let asks = reads && scene.beats.some(({ answers }) => answers.length > 0);
  let changes = reads;
  let walks = reads;
  /** What only a reader needs comes when one is here; without it all is there to be read the same. */
  const late = <T extends { readonly elements: readonly HTMLElement[] }>(
    coming: Promise<T>,
    complaint: string,
    here: (part: T) => void,
  ) =>
    coming
      .then((part) => {
        // after its life there is no place for it
        if (bar.element.parentNode !== host) return;
        here(part);
        parts.push(...part.elements);
        bar.element.before(...part.elements);
        reshape();
      })
      .catch((error) => console.error(`${complaint}: ${String(error)}`));
  return {
    show(view, playing, position = positionOf(scene, view)) {
      const format = formats[host.closest('.column') === null ? 'stage' : 'column'][isTall() ? 1 : 0];
      const { width, height } = sheet(format);
      const ink = paper !== undefined || (calm.matches && !playing) ? 'still' : 'live';
      if (walks && scene.kind === 'tree' && host.closest('section.present') !== null) {
        walks = false;
        const tell = (words: string) => {
          status.textContent = words;
        };
        late(
          import('./diagram-walk.ts').then(({ walk }) => walk(host, scene, { redraw: () => reshape(), tell, mayMove })),
          'The tree cannot be walked',
          (part) => {
            walked = part;
          },
        );
      }
      const way = walked?.instead(view);
      const changed = way?.scene ?? knobs?.changed(view.beat);
      const { numbers } = (changed ?? scene).beats[view.beat] ?? {};
      if (asks && host.closest('section.present') !== null) {
        asks = false;
        late(
          import('./diagram-guess.ts').then(({ guess }) => guess(host, scene, drawn)),
          'The answers cannot be chosen',
          (part) => {
            guesses = part;
          },
        );
      }
      if (changes && numbers !== undefined) {
        changes = false;
        late(
          import('./diagram-knobs.ts').then(({ hands }) => hands(svg, status, scene, () => reshape())),
          'The numbers cannot be changed',
          (part) => {
            knobs = part;
          },
        );
      }
      if (beat !== view.beat || seen !== changed) svg.setAttribute('aria-label', describe(changed ?? scene, view.beat));
      seen = changed;
      if (beat !== view.beat) {
        beat = view.beat;
        lightLines(host, scene, beat);
      }
      // written again it would be laid out again, in every frame
      const box = `0 0 ${width} ${height}`;
      if (svg.getAttribute('viewBox') !== box) svg.setAttribute('viewBox', box);
      const shapes = draw(changed ?? scene, way?.view ?? view, { ink, format });
      patch(svg, shapes);
      knobs?.show(view, format, shapes);
      guesses?.show(view, format);
      walked?.show(view, format);
      bar.show({ position, playing, words: whenIs(scene, view) });
    },
    sentence(number) {
      // with a reader's numbers it is told where these are changed
      const { ask = '', say = '' } = scene.beats[number] ?? {};
      return ask === '' ? say : ask;
    },
    shown: (number) => knobs?.changed(number) ?? scene,
    onReshape(redraw) {
      reshape = redraw;
      narrow.addEventListener('change', reshape);
    },
    remove() {
      narrow.removeEventListener('change', reshape);
      for (const part of parts) part.remove();
    },
  };
}

/** What the bar of a scene leads a reader to: numbers to change, or a tree to walk. */
function ownIn(scene: Scene, hand: Hand, walk: () => void): Own | undefined {
  if (scene.kind === 'tree')
    return { words: 'your service', label: 'Answer the questions for your own service', begin: walk };
  const beat = scene.beats.findIndex(({ numbers }) => numbers !== undefined);
  const position = positionOf(scene, still(scene, beat));
  return beat < 0 ? undefined : { words: 'your numbers', label: 'Try your numbers', begin: () => hand.scrub(position) };
}

/** Where this can be played with; nowhere in a page that knows of no playground, and for what is not simulated. */
function playgroundOf(host: HTMLElement): string | undefined {
  const { playground } = document.documentElement.dataset;
  const { play } = host.querySelector<HTMLElement>(':scope > script')?.dataset ?? {};
  return playground === undefined || play === undefined ? undefined : `${playground}#${play}`;
}

/** The time of the run; where none runs, the beat. */
function whenIs(scene: Scene, { beat, t }: View): string {
  return settles(scene) ? `${beat + 1} of ${scene.beats.length}` : `${Math.round(t)} ms`;
}
