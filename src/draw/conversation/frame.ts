import type { Medium, View } from '../draw.ts';
import { type Sheet, sheet } from '../geometry.ts';
import { arrow } from '../glyphs.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { ends, type Plan, plansOf } from './plan.ts';
import type { Beat, Message, Scene, Talk } from './scene.ts';
import { seatBars } from './seat.ts';

/** The conversations as far as a beat has come: what will be said is not drawn. */
export function frame(scene: Scene, beat: Beat, { settled }: View, { format }: Medium): readonly Shape[] {
  const page = sheet(format);
  const grown = settled > 0 && settled < 1 ? Math.sin(Math.PI * settled) : 0;
  return plansOf(scene.talks, format).flatMap((plan, i) => {
    const talk = scene.talks[i];
    if (talk === undefined) return [];
    const said = beat.said[i] ?? 0;
    const lit = beat.about.includes(i) ? said - 1 : -1;
    const quiet = beat.about.length > 0;
    return [
      ...heads(talk, plan, page, `${i}`),
      ...seatBars(talk, plan, said, `${i}`),
      ...talk.messages
        .slice(0, said)
        .flatMap((message, n) =>
          row(message, plan, page, { key: `${i} ${n}`, n, lit: n === lit, quiet, grown: n === lit ? grown : 0 }),
        ),
    ];
  });
}

/** Who talks, and the lifelines. */
function heads({ between, title, remark }: Talk, plan: Plan, { label, tick }: Sheet, key: string): readonly Shape[] {
  const last = between.length - 1;
  const middle = plan.box.x + plan.box.w / 2;
  const line = (x: number, i: number): Shape => ({
    kind: 'path',
    key: `${key} line ${i}`,
    d: `M${x} ${plan.top}L${x} ${plan.bottom}`,
    stroke: 'away-line',
    width: sizes.hairline,
    dash: '2 7',
  });
  const name = (text: string, i: number): Shape => ({
    kind: 'text',
    key: `${key} name ${i}`,
    x: i === 0 ? plan.box.x : i === last ? plan.box.x + plan.box.w : (plan.lines[i] ?? 0),
    y: plan.names,
    text,
    size: label,
    fill: 'ink-second',
    ...(i === 0 ? {} : { anchor: i === last ? ('end' as const) : ('middle' as const) }),
  });
  const shapes = [...plan.lines.map(line), ...between.map(name)];
  const text = (part: string, words: string, y: number, size: number, bold: boolean): Shape => ({
    kind: 'text',
    key: `${key} ${part}`,
    x: middle,
    y,
    text: words,
    size,
    fill: bold ? 'ink' : 'ink-second',
    bold,
    anchor: 'middle',
  });
  if (title !== '') shapes.push(text('title', title, plan.names, label, true));
  if (remark !== '' && plan.remark < plan.top) shapes.push(text('remark', remark, plan.remark, tick, false));
  return shapes;
}

interface RowLook {
  readonly key: string;
  readonly n: number;
  readonly lit: boolean;
  /** Another one is lit: this one stands back. */
  readonly quiet: boolean;
  readonly grown: number;
}

/** A message: what is said, above its arrow; or a remark beside the seat. The lit one has the ground of lit code. */
function row(message: Message, plan: Plan, page: Sheet, { key, n, lit, quiet, grown }: RowLook): readonly Shape[] {
  const y = plan.first + n * plan.pitch;
  const { from, to } = ends(plan, message);
  const left = Math.min(from, to);
  const width = Math.abs(to - from);
  const isRemark = message.from === undefined;
  const shapes: Shape[] = [];
  if (lit) {
    const h = page.tick + 20;
    shapes.push({ kind: 'rect', key: `${key} lit`, x: left, y: y - h + 8, w: width, h, r: 6, fill: 'code-lit' });
  }
  shapes.push({
    kind: 'text',
    key: `${key} text`,
    x: isRemark ? left + width - 6 : left + width / 2,
    y: isRemark ? y - 4 : y - 10,
    text: message.text,
    size: isRemark ? page.text : page.tick,
    fill: quiet && !lit ? 'ink-second' : 'ink',
    anchor: isRemark ? 'end' : 'middle',
    ...(isRemark ? {} : { mono: true }),
  });
  if (isRemark) return shapes;
  const look = {
    stroke: lit ? ('running-line' as const) : ('away-line' as const),
    width: (lit ? sizes.stateLine : sizes.line) + sizes.stateLine * grown,
  };
  return [...shapes, ...arrow(`${key} arrow`, { x: from, y }, { x: to, y }, look)];
}
