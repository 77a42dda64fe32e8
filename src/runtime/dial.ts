import type { Knob } from '../draw/knobs/spec.ts';
import type { Point } from '../draw/shape.ts';

/** A number that a hand or a key can change, laid over it as it is drawn. */
export interface Dial {
  readonly element: HTMLElement;
  /** Says its value anew. */
  show(): void;
  /** The middle of the line that its number stands on, and how wide that is; pixels of the stage. */
  place(at: Point, width: number): void;
}

/** From end to end a hand has so far to go, but each step is to be felt: CSS px. */
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
  const pixels = Math.min(longest, Math.max(shortest, reach / steps));
  const element = document.createElement('div');
  element.className = 'dial';
  element.role = 'slider';
  element.tabIndex = 0;
  element.ariaLabel = label;
  element.ariaValueMin = String(from);
  element.ariaValueMax = String(to);
  element.title = 'Drag, or use the arrow keys; twice: back';

  const to_ = (next: number) => {
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
    to_(value() + by * step);
  });
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const [x, before] = [event.clientX, value()];
    element.setPointerCapture(event.pointerId);
    const move = ({ clientX }: PointerEvent) => to_(before + Math.round((clientX - x) / pixels) * step);
    const end = () => {
      element.removeEventListener('pointermove', move);
      element.classList.remove('held');
    };
    element.classList.add('held');
    element.addEventListener('pointermove', move);
    for (const over of ['pointerup', 'pointercancel']) element.addEventListener(over, end, { once: true });
  });
  element.addEventListener('dblclick', () => to_(start));

  return {
    element,
    show: () => {
      element.ariaValueNow = String(value());
      element.ariaValueText = `${value()}${unit === '' ? '' : ` ${unit}`}`;
      element.classList.toggle('least', value() <= from);
      element.classList.toggle('most', value() >= to);
    },
    place: ({ x, y }, width) => {
      element.style.cssText = `left:${x}px;top:${y}px;--w:${width}px`;
    },
  };
}
