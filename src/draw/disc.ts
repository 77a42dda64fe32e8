import type { Look, Point, Shape } from './shape.ts';
import { type ColourName, sizes } from './theme.ts';

/**
 * How a disc looks: the states of the trace; "kept", away in a seat that nobody else can have meanwhile; and "turns", in a
 * seat and running or in line for the GIL in turns that are too short to see.
 */
export type DiscState = 'inLine' | 'running' | 'turns' | 'away' | 'kept' | 'stuck' | 'done';

const looks: Record<DiscState, Look & { readonly ink: 'running-ink' | 'inline-ink' | 'away-ink' | 'stuck-ink' }> = {
  inLine: { fill: 'inline-dots', stroke: 'inline-line', width: sizes.stateLine, ink: 'inline-ink' },
  running: { fill: 'running-fill', stroke: 'running-line', width: sizes.stateLine, ink: 'running-ink' },
  turns: { fill: 'inline-dots', stroke: 'running-line', width: sizes.stateLine, ink: 'inline-ink' },
  away: { fill: 'paper', stroke: 'away-line', width: sizes.line, dash: '8 6', ink: 'away-ink' },
  kept: { fill: 'kept-hatch', stroke: 'away-line', width: sizes.line, ink: 'away-ink' },
  stuck: { fill: 'stuck-hatch', stroke: 'stuck-line', width: sizes.stateLine, ink: 'stuck-ink' },
  done: { fill: 'paper', stroke: 'away-line', width: sizes.line, ink: 'away-ink' },
};

/** The colour of words on a state's fill. */
export function inkOf(state: DiscState): ColourName {
  return looks[state].ink;
}

/** The look of a bar in the timeline: as of the disc, with a thinner line. */
export function barLook(state: DiscState): Look {
  const { ink: _, ...look } = looks[state];
  return { ...look, width: sizes.hairline };
}

/** What a disc carries beside its number. */
export interface DiscMarks {
  readonly probe?: boolean;
  /** A task: it has a place to resume at. */
  readonly notch?: boolean;
  /** How much of its waiting is left, from 0 to 1. */
  readonly left?: number;
  /** Its client has gone. */
  readonly crossed?: boolean;
  readonly moving?: boolean;
  /** How far its outline has grown, from 0 to 1. */
  readonly grown?: number;
}

/** A request: a disc, or a diamond for a probe, with its number in text of `size`. */
export function disc(
  key: string,
  { x, y }: Point,
  state: DiscState,
  number: string,
  size: number,
  marks: DiscMarks = {},
): Shape {
  const { ink, ...plain } = looks[state];
  const look = { ...plain, width: (plain.width ?? 0) + sizes.stateLine * (marks.grown ?? 0) };
  const r = sizes.disc;
  const children: Shape[] = [];
  if (marks.left !== undefined && marks.left > 0) {
    children.push({
      kind: 'path',
      key: 'left',
      d: arc(r + 5, marks.left),
      stroke: 'away-line',
      width: sizes.stateLine,
    });
  }
  children.push(
    marks.probe
      ? { kind: 'path', key: 'body', d: diamond(r + 4), ...look }
      : { kind: 'circle', key: 'body', x: 0, y: 0, r, ...look },
  );
  if (state === 'turns')
    children.push({ kind: 'path', key: 'half', d: `M0 ${-r}A${r} ${r} 0 0 0 0 ${r}z`, fill: 'running-fill' });
  if (marks.crossed)
    children.push({
      kind: 'path',
      key: 'cross',
      d: `M-${r} -${r}L${r} ${r}M${r} -${r}L-${r} ${r}`,
      stroke: 'stuck-line',
      width: sizes.stateLine,
    });
  // the number stands on a plain ground, whatever the pattern
  if (state === 'stuck' || state === 'inLine' || state === 'kept' || state === 'turns') {
    children.push({ kind: 'circle', key: 'ground', x: 0, y: 0, r: 13, fill: grounds[state] });
  }
  if (marks.notch)
    children.push({
      kind: 'path',
      key: 'notch',
      d: 'M11 10h10v12l-5 -4l-5 4z',
      fill: 'paper',
      stroke: ink === 'running-ink' ? 'running-line' : 'away-line',
      width: sizes.hairline,
    });
  children.push({
    kind: 'text',
    key: 'number',
    x: 0,
    y: Math.round(size * 0.36),
    text: number,
    size,
    fill: ink,
    bold: true,
    anchor: 'middle',
  });
  return { kind: 'group', key, x, y, role: 'disc', ...(marks.moving ? { moving: true } : {}), children };
}

const grounds = { stuck: 'stuck-fill', inLine: 'inline-fill', kept: 'kept-fill', turns: 'inline-fill' } as const;

function diamond(r: number): string {
  return `M0 ${-r}L${r} 0L0 ${r}L${-r} 0z`;
}

/** An arc of a share of the circle, from the top and clockwise. */
export function arc(r: number, share: number): string {
  const angle = 2 * Math.PI * Math.min(share, 0.985);
  const [x, y] = [r * Math.sin(angle), -r * Math.cos(angle)].map((value) => Math.round(value * 10) / 10);
  return `M0 ${-r}A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${x} ${y}`;
}

/** A request among so many that it has no number. */
export function dot(key: string, { x, y }: Point, state: DiscState, moving: boolean, r: number = sizes.dot): Shape {
  const { ink: _, ...look } = looks[state];
  const body: Shape = { kind: 'circle', key: 'body', x: 0, y: 0, r, ...look, width: sizes.hairline };
  return { kind: 'group', key, x, y, role: 'dot', ...(moving ? { moving } : {}), children: [body] };
}

/** A token that is taken: a square in the look of who has it, with its number where that has room; a small one is bare. */
export function token(
  key: string,
  { x, y }: Point,
  state: DiscState,
  number: string,
  size: number,
  edge: number = sizes.token,
): Shape {
  const { ink, ...look } = looks[state];
  const half = edge / 2;
  const box = { x: -half, y: -half, w: edge, h: edge, r: 4 };
  const body: Shape = { kind: 'rect', key: 'body', ...box, ...look, width: sizes.hairline };
  if (edge < sizes.token) return { kind: 'group', key, x, y, role: 'token', children: [{ ...body, r: 0 }] };
  const mark: Shape =
    number.length === 1
      ? { kind: 'text', key: 'number', x: 0, y: 7, text: number, size, fill: ink, bold: true, anchor: 'middle' }
      : { kind: 'circle', key: 'dot', x: 0, y: 0, r: 4, fill: ink };
  return { kind: 'group', key, x, y, role: 'token', children: [body, mark] };
}
