import type { Ms } from '../../model/kernel.ts';
import { barLook } from '../disc.ts';
import type { Box, Look, Shape, TextLook } from '../shape.ts';
import { textWidth } from '../text.ts';
import { type ColourName, sizes } from '../theme.ts';
import { crossAt } from './emblem.ts';
import { type Life, overdue, type Span, toldAt } from './life.ts';
import { short, words } from './parts.ts';
import { lanesLayout, type Plan } from './plan.ts';
import type { Row } from './scene.ts';

/** Where the bar of a process is drawn, and up to when. */
interface At {
  readonly plan: Plan;
  /** Its upper edge. */
  readonly y: number;
  readonly t: Ms;
  readonly key: string;
}

const h = lanesLayout.bar;

/** The life of a process as a bar up to now: its heartbeats on it, and a mark where it is told something. */
export function processBar(row: Row, at: At): readonly Shape[] {
  const { plan, y, t, key } = at;
  const { x } = plan;
  const spans = row.life.spans.filter(({ from }) => from < t || from === 0);
  const beats = row.life.beats.filter((beat) => x(beat) + 9 <= x(t));
  const ticks = beats.map((beat) => `M${short(x(beat) + 6)} ${y + 6}V${y + h - 6}`).join('');
  const signals = row.life.signals.filter(({ at: told }) => told <= t && !kills(row.life, told));
  return [
    ...spans.flatMap((span, i) => spanBar(row, span, { ...at, key: `${key} ${i}` })),
    ...(ticks === '' ? [] : [{ kind: 'path', key: `${key} beats`, d: ticks, stroke: 'ink', width: 4 } as const]),
    ...signals.map(({ at: told, signal }): Shape => {
      const d = `M${short(x(told))} ${y - 5}V${y + h + 3}`;
      return { kind: 'path', key: `${key} ${signal} mark`, d, stroke: 'stuck-line', width: sizes.stateLine };
    }),
  ];
}

/** Whether a process is killed at an instant, which its cross says as well as a mark. */
function kills({ spans }: Life, at: Ms): boolean {
  return spans.some(({ to, end }) => to === at && end === 'killed');
}

function spanBar({ life, timeout }: Row, span: Span, { plan, y, t, key }: At): readonly Shape[] {
  const { x, page } = plan;
  const { from, to = t, state } = span;
  const heavy = { r: 7, stroke: 'ink', width: sizes.line } as const;
  const whole = boxOf(x(from), x(Math.min(to, t)), y, 1.5);
  if (state === 'boots')
    return [
      { kind: 'rect', key, ...whole, ...heavy, fill: 'paper', dash: '6 5' },
      ...worded(`${key} word`, 'boots', whole, page.tick),
    ];
  const marked = (name: string, since: Ms, until: Ms, look: Look, plate: ColourName): readonly Shape[] => {
    const box = boxOf(x(since), x(Math.min(until, t)), y, 3);
    if (box.w < 4) return [];
    return [
      { kind: 'rect', key: `${key} ${name}`, ...box, r: 4, ...look },
      ...worded(`${key} ${name} word`, name, box, page.tick, plate),
    ];
  };
  const late = timeout === undefined ? undefined : overdue(life, span, timeout);
  const told = toldAt(life, span);
  return [
    { kind: 'rect', key, ...whole, ...heavy, fill: 'process' },
    ...(late === undefined
      ? []
      : marked('overdue', late.from, late.to, { ...barLook('stuck'), width: 0 }, 'stuck-fill')),
    ...(told === undefined ? [] : marked('finishing', told, to, { fill: 'kept-hatch' }, 'kept-fill')),
  ];
}

/** A part of a bar, inside its line. */
function boxOf(left: number, right: number, y: number, inset: number): Box {
  return { x: left + inset, y: y + inset, w: Math.max(right - left - 2 * inset, 1), h: h - 2 * inset };
}

/** A word on a bar that has room for it, on plain colour where the bar has a pattern. */
function worded(key: string, text: string, box: Box, size: number, plate?: ColourName): readonly Shape[] {
  const w = textWidth(text, { size }) + 16;
  if (w + 8 > box.w) return [];
  const left = box.x + (plate === undefined ? (box.w - w) / 2 : 8);
  const ground: readonly Shape[] =
    plate === undefined
      ? []
      : [{ kind: 'rect', key: `${key} plate`, x: left, y: box.y + 1, w, h: box.h - 2, r: 3, fill: plate }];
  return [
    ...ground,
    words(
      key,
      left + 8,
      box.y + box.h / 2 + size * 0.35,
      text,
      size,
      plate === 'stuck-fill' ? { fill: 'stuck-ink' } : {},
    ),
  ];
}

/** What the line of now does not run through: what a process is told, a cross where it is killed, and how it ended. */
export function processWords({ life }: Row, { plan, y, t, key }: At): readonly Shape[] {
  const { x, page } = plan;
  const size = page.tick;
  const last = life.spans.at(-1);
  const labels = labelsOf(life, plan).filter(({ at }) => at <= t);
  const ended: readonly Shape[] =
    last?.to === undefined || last.end === undefined || last.to > t
      ? []
      : over(`${key} ended`, x(last.to) + (last.end === 'killed' ? 20 : 12), y + h / 2 + size * 0.35, last.end, size, {
          bold: true,
        });
  return [
    ...labels.flatMap(({ text, left, isSignal }) =>
      over(`${key} ${text}`, left, y - 9, text, size, isSignal ? { fill: 'stuck-line' } : { fill: 'ink-second' }),
    ),
    ...life.spans.flatMap(({ to, end }, i) =>
      to !== undefined && to <= t && end === 'killed'
        ? [crossAt(`${key} ${i} cross`, { x: short(x(to)), y: y + h / 2 }, 11)]
        : [],
    ),
    ...ended,
  ];
}

/** Words through which the line of now does not run. */
function over(
  key: string,
  x: number,
  y: number,
  text: string,
  size: number,
  look: Partial<TextLook>,
): readonly Shape[] {
  const box = { x: x - 2, y: y - size * 0.8, w: textWidth(text, { size, ...look }) + 4, h: size * 1.05 };
  return [{ kind: 'rect', key: `${key} plate`, ...box, fill: 'paper' }, words(key, x, y, text, size, look)];
}

interface Label {
  readonly text: string;
  readonly at: Ms;
  readonly left: number;
  readonly isSignal: boolean;
}

/** What stands above a bar, as far as there is room: behind the instant, or before it where the next is too near. */
function labelsOf({ signals, beats }: Life, { x, page: { tick: size } }: Plan): readonly Label[] {
  const signalled = signals.map(({ at, signal }, i): Label => {
    const w = textWidth(signal, { size });
    const next = signals[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const isNear = next !== Number.POSITIVE_INFINITY && x(at) + 6 + w + 8 > x(next);
    return { text: signal, at, left: x(at) + (isNear ? -6 - w : 6), isSignal: true };
  });
  const [first] = beats;
  const room = Math.min(...signalled.map(({ left }) => left));
  return first === undefined || x(first) + textWidth('heartbeat', { size }) + 10 > room
    ? signalled
    : [...signalled, { text: 'heartbeat', at: first, left: x(first), isSignal: false }];
}
