import type { Knob } from '../draw/knobs/spec.ts';
import type { Point } from '../draw/shape.ts';

/** A number that a hand or a key can change, laid over it as it is drawn. */
export interface Dial {
  readonly element: HTMLElement;
  /** Says its value anew. */
  show(): void;
  /** The middle of the lower edge of what it lies over, and how large that is; pixels of the stage. */
  place(at: Point, size: Size): void;
}

interface Size {
  readonly w: number;
  readonly h: number;
  /** From end to end, where that is to be seen: the hand goes as far. */
  readonly way?: number;
}

/** Where there is nothing to see, a hand has so far to go from end to end, but each step is to be felt: CSS px. */
const reach = 360;
const [shortest, longest] = [3, 18];

/** How many steps each key goes. */
const keys: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
  // the deck's, when the focus is elsewhere
  ' ': 0,
};

/** A slider for a knob, whose value is elsewhere: `value` asks for it, `turn` changes it. */
export function dial(knob: Knob, value: () => number, turn: (value: number) => void): Dial {
  const { from, to, step, start, label, unit } = knob;
  const steps = Math.round((to - from) / step);
  let way: number | undefined;
  const element = document.createElement('div');
  element.className = 'dial';
  element.role = 'slider';
  element.tabIndex = 0;
  element.ariaLabel = label;
  element.ariaValueMin = String(from);
  element.ariaValueMax = String(to);
  element.title = 'Drag, or use the arrow keys; twice: back';

  const go = (next: number) => {
    const n = Math.round((Math.min(to, Math.max(from, next)) - from) / step);
    // tenths are no binary fractions
    const clean = Number((from + n * step).toFixed(6));
    if (clean !== value()) turn(clean);
  };

  element.addEventListener('keydown', (event) => {
    const by = keys[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(value() + by * step);
  });
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const [x, before] = [event.clientX, value()];
    const scale = element.getBoundingClientRect().width / element.offsetWidth;
    const pixels = way === undefined ? Math.min(longest, Math.max(shortest, reach / steps)) : (way * scale) / steps;
    element.setPointerCapture(event.pointerId);
    const move = ({ clientX }: PointerEvent) => go(before + Math.round((clientX - x) / pixels) * step);
    const end = () => {
      element.removeEventListener('pointermove', move);
      element.classList.remove('held');
    };
    element.classList.add('held');
    element.addEventListener('pointermove', move);
    for (const over of ['pointerup', 'pointercancel']) element.addEventListener(over, end, { once: true });
  });
  element.addEventListener('dblclick', () => go(start));

  return {
    element,
    show: () => {
      element.ariaValueNow = String(value());
      element.ariaValueText = `${value()}${unit === '' ? '' : ` ${unit}`}`;
      element.classList.toggle('least', value() <= from);
      element.classList.toggle('most', value() >= to);
    },
    place: ({ x, y }, size) => {
      way = size.way;
      element.style.cssText = `left:${x}px;top:${y}px;--w:${size.w}px;--h:${size.h}px`;
    },
  };
}
