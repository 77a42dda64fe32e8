import { caption } from '../draw/caption.ts';
import type { View } from '../draw/draw.ts';
import { sheet } from '../draw/geometry.ts';
import type { Knob } from '../draw/knobs/spec.ts';
import { composerOf, turned } from '../draw/knobs/turn.ts';
import { beatOf, type Scene } from '../draw/scene.ts';
import type { Format, Shape } from '../draw/shape.ts';
import { type Dial, dial } from './dial.ts';

/** What a reader has in hand where a sentence has numbers to change. */
export interface Hands {
  readonly elements: readonly HTMLElement[];
  /** What a beat shows since its numbers have been changed; undefined where they have not. */
  changed(beat: number): Scene | undefined;
  show(view: View, format: Format, shapes: readonly Shape[]): void;
}

/** So long is nothing said while a number changes, ms. */
const pause = 400;

/** What a reader has made of a beat. */
interface Own {
  readonly values: readonly number[];
  readonly scene?: Scene;
  readonly fault?: string;
}

/**
 * Dials over the numbers of a sentence. What is drawn is composed anew from what the fence says, once a frame at most,
 * by the code that has made the page: this file comes only for whoever arrives at such a number.
 */
export function hands(svg: SVGElement, status: HTMLElement, scene: Scene, redraw: () => void): Hands {
  const { knobs } = scene;
  const element = document.createElement('div');
  element.className = 'knobs live';
  element.dataset.preventSwipe = '';
  // a dial that was dragged does not take the focus: the keys stay the deck's
  element.addEventListener('mousedown', (event) => event.preventDefault());
  const fault = document.createElement('p');
  fault.className = 'fault';
  const reset = document.createElement('button');
  reset.type = 'button';
  reset.className = 'back';
  // the fonts have no such arrow
  reset.innerHTML =
    '<svg viewBox="0 0 30 30" fill="none" stroke="currentColor" stroke-width="3"><path d="M8 15a8 8 0 1 0 3-6.2M11.5 3v6.5H18"/></svg>';
  reset.ariaLabel = 'Back to the numbers of the talk';
  const own = new Map<number, Own>();
  let beat = -1;
  let dials: readonly Dial[] = [];
  let grip: Grip | undefined;
  let last: Parameters<Hands['show']> | undefined;
  let frame = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const knobsOf = (number: number): readonly Knob[] => knobs?.beats[number] ?? [];
  const starts = (number: number) => knobsOf(number).map(({ start }) => start);
  const valuesOf = (number: number) => own.get(number)?.values ?? starts(number);

  function turn(values: readonly number[]): void {
    const scene = own.get(beat)?.scene;
    own.set(beat, { values, ...(scene === undefined ? {} : { scene }) });
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(compose);
  }

  function compose(): void {
    const { values = [], scene: before } = own.get(beat) ?? {};
    if (knobs === undefined) return;
    if (starts(beat).every((start, i) => start === values[i])) own.delete(beat);
    else {
      const made = turned(composerOf(knobs, beat), knobs, { beat, values });
      const kept = before === undefined ? {} : { scene: before };
      own.set(beat, { values, ...('scene' in made ? made : { ...kept, fault: wrong(made.problems) }) });
    }
    redraw();
    clearTimeout(silence);
    silence = setTimeout(() => {
      status.textContent = own.get(beat)?.fault ?? beatOf(shown(), beat).say;
    }, pause);
  }

  const shown = () => own.get(beat)?.scene ?? scene;

  function make(): void {
    const dialOf = (knob: Knob, i: number) =>
      dial(
        knob,
        () => valuesOf(beat)[i] ?? knob.start,
        (value) => turn(valuesOf(beat).with(i, value)),
      );
    dials = knobsOf(beat).map(dialOf);
    const held = knobsOf(beat).findIndex(({ sets }) => sets.includes(`beats[${beat}].until`));
    const knob = knobsOf(beat)[held];
    grip = knob && gripOf(dialOf(knob, held), knob, () => valuesOf(beat)[held] ?? knob.start);
    element.replaceChildren(...dials.map((each) => each.element), ...(grip ? [grip.element] : []), reset, fault);
  }

  reset.addEventListener('click', () => {
    // it goes away, and who came by keyboard does not
    if (document.activeElement === reset) dials[0]?.element.focus();
    turn(starts(beat));
  });

  /** Over the numbers as they are drawn: only the browser knows how wide its letters are. */
  function place(format: Format): void {
    const { numbers = [], ...words } = beatOf(shown(), beat);
    const lines = caption(sheet(format), words).flatMap((shape) =>
      shape.kind === 'text' && shape.key.startsWith('sentence') ? [shape] : [],
    );
    const texts = [...svg.querySelectorAll<SVGTextElement>(':scope > text')];
    let begin = 0;
    for (const { text, y } of lines) {
      begin = words.say.indexOf(text, begin);
      const drawn = texts.findLast((each) => each.textContent === text);
      if (drawn === undefined || drawn.getNumberOfChars() < text.length) return;
      for (const [i, { at, length }] of numbers.entries()) {
        if (at < begin || at >= begin + text.length) continue;
        const from = drawn.getStartPositionOfChar(at - begin).x;
        const to = drawn.getEndPositionOfChar(at - begin + length - 1).x;
        dials[i]?.place({ x: (from + to) / 2, y: y + 10 }, { w: to - from, h: 46 });
      }
      begin += text.length;
      reset.style.cssText = `left:${drawn.getEndPositionOfChar(text.length - 1).x}px;top:${y}px`;
    }
    const [first] = lines;
    fault.style.cssText = `left:${first?.x ?? 0}px;top:${(first?.y ?? 0) - (first?.size ?? 0)}px`;
  }

  // letters of another font are as wide as they like
  document.fonts.ready.then(() => last && show(...last));

  function show(...args: Parameters<Hands['show']>): void {
    const [view, format, shapes] = args;
    last = args;
    const { numbers, at } = beatOf(own.get(view.beat)?.scene ?? scene, view.beat);
    element.hidden = numbers === undefined || (view.t < at && view.settled === 0);
    if (element.hidden || svg.getClientRects().length === 0) return;
    if (beat !== view.beat) {
      beat = view.beat;
      make();
    }
    const { values, fault: said = '' } = own.get(beat) ?? {};
    fault.textContent = said;
    fault.hidden = said === '';
    reset.hidden = values === undefined;
    for (const each of dials) each.show();
    place(format);
    grip?.hold(shapes);
  }

  return { elements: [element], show, changed: (number) => own.get(number)?.scene };
}

/** The same number where the picture has it, for who takes hold of that: for keys and ears one of the two is enough. */
interface Grip {
  readonly element: HTMLElement;
  hold(shapes: readonly Shape[]): void;
}

function gripOf({ element, place }: Dial, { from, to }: Knob, value: () => number): Grip {
  element.classList.add('grip');
  element.removeAttribute('tabindex');
  element.ariaHidden = 'true';
  return {
    element,
    hold(shapes) {
      const [track, handle] = ['track', 'handle'].map((name) => shapes.find(({ key }) => key === name));
      element.hidden = track?.kind !== 'rect' || handle?.kind !== 'rect';
      if (track?.kind !== 'rect' || handle?.kind !== 'rect') return;
      const { x, y, w, h } = handle;
      // it stands as far from the beginning of its track as its number says
      const way = ((x + w / 2 - track.x) * (to - from)) / value();
      place({ x: x + w / 2, y: y + h }, { w, h, way });
    },
  };
}

function wrong(problems: readonly { readonly what: string; readonly expected: string }[]): string {
  const [{ what, expected } = { what: 'nothing comes of it', expected: '' }] = problems;
  return `That cannot be shown: ${what}${expected === '' ? '' : `; ${expected}`}.`;
}
