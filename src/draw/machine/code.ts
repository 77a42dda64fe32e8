import type { Ms } from '../../model/kernel.ts';
import type { RequestId } from '../../model/trace.ts';
import { codeRows, codeShapes, letterWidth } from '../code.ts';
import { barLook, type DiscState, inkOf } from '../disc.ts';
import type { Geometry } from '../geometry.ts';
import { pill, pillWidth } from '../ruler.ts';
import type { Paint, Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { inCode, type OnLine, onLines } from './lines.ts';
import type { Picture } from './picture.ts';
import type { Beat } from './scene.ts';
import type { Instant } from './standing.ts';

/** What a state's tag is painted with: words stand on plain colour, not on a pattern. */
const grounds: Partial<Record<DiscState, Paint>> = {
  inLine: 'inline-fill',
  stuck: 'stuck-fill',
  kept: 'kept-fill',
};

const words: Partial<Record<DiscState, string>> = {
  inLine: 'in line',
  running: 'running',
  away: 'away',
  kept: 'away',
  stuck: 'stuck',
};

/** Where the code stands, in the place of the timeline: to the left of it who is at each line. */
interface Page {
  readonly gutter: { readonly x: number; readonly w: number };
  readonly left: number;
  readonly right: number;
  /** The most letters of a row. */
  readonly columns: number;
  readonly height: number;
}

function page({ width, height, timeline: { x0, x1, height: rowsHigh }, tick }: Geometry): Page {
  const isWide = width > height;
  const left = isWide ? x0 : 124;
  const gutter = { x: 40, w: left - 22 - 40 };
  return {
    gutter,
    left,
    right: x1,
    columns: Math.floor((x1 - left - 12) / letterWidth(tick)),
    height: isWide ? rowsHigh : rowsHigh + 16,
  };
}

/** How high a row is at most, and at least for its letters not to touch. */
const pitches = { most: 30, least: 1.2 } as const;

/** How many rows the code of a picture has too many. */
export function excessRows({ scene, geometry }: Picture): number {
  const { columns, height } = page(geometry);
  const rows = codeRows(scene.code?.lines ?? [], columns).length;
  return Math.max(0, rows - Math.floor(height / (pitches.least * geometry.tick)));
}

/** The code with who is at which line, and the lines lit at which somebody runs, or is stuck, or that the beat is about. */
export function code(picture: Picture, { line: pointed }: Beat, { t, before = false }: Instant): readonly Shape[] {
  const { scene, geometry } = picture;
  const { timeline, clock, tick } = geometry;
  const { gutter, left, right, columns, height: room } = page(geometry);
  const rows = codeRows(scene.code?.lines ?? [], columns);
  const pitch = Math.min(pitches.most, room / Math.max(rows.length, 1));
  const here = whoIsAt(picture, t, before);
  const top = (i: number) => timeline.y + i * pitch;
  const file: Shape = {
    kind: 'text',
    key: 'code file',
    x: Math.max(left, gutter.x + pillWidth(t) + 16),
    y: clock.y,
    text: scene.code?.file.split('/').at(-1) ?? '',
    size: tick,
    fill: 'ink-second',
    mono: true,
  };
  return [
    file,
    ...pill({ y: clock.y, text: geometry.text }, t, gutter.x),
    ...[...new Set(rows.map(({ line }) => line))].flatMap((line) => {
      const first = rows.findIndex((row) => row.line === line);
      const height = rows.filter((row) => row.line === line).length * pitch;
      const area = { x: left - 10, y: top(first), w: right - left + 10, h: height };
      return light(line, line === pointed, here.get(line) ?? [], area);
    }),
    ...codeShapes('code', rows, { x: left, y: timeline.y, size: tick, pitch }),
    ...rows.flatMap(({ line }, i) =>
      line === rows[i - 1]?.line ? [] : tags(line, here.get(line) ?? [], { ...gutter, y: top(i), h: pitch }, tick),
    ),
  ];
}

/** Who is at a line in the same state. */
interface Party {
  readonly state: DiscState;
  readonly who: readonly RequestId[];
}

const partiesOf = new WeakMap<Picture, ReadonlyMap<RequestId, readonly OnLine[]>>();

/** The requests in code, by line and state. */
export function whoIsAt(picture: Picture, t: Ms, before = false): ReadonlyMap<number, readonly Party[]> {
  const { run, history, site } = picture;
  const all =
    partiesOf.get(picture) ??
    new Map([...run.lines].map(([id, steps]) => [id, onLines(history.get(id) ?? [], steps)] as const));
  partiesOf.set(picture, all);
  const found = new Map<number, Party[]>();
  for (const [id, { line, stay }] of inCode(all, t)) {
    // before an instant's first move who comes in it is still outside
    if (before && picture.requests.get(id)?.at === t) continue;
    const state = stay.state === 'away' && site.seats.has(stay.place) ? 'kept' : stay.state;
    const parties = found.get(line) ?? [];
    const others = parties.find((party) => party.state === state)?.who ?? [];
    found.set(line, [...parties.filter((party) => party.state !== state), { state, who: [...others, id] }]);
  }
  return found;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The line that runs is lit, and so is one that keeps others from running, or is spoken of. */
function light(line: number, pointed: boolean, parties: readonly Party[], { x, y, w, h }: Area): readonly Shape[] {
  const held = parties.find(({ state }) => state === 'stuck') ?? parties.find(({ state }) => state === 'running');
  if (held === undefined && !pointed) return [];
  const { fill, stroke } =
    held === undefined ? ({ fill: 'ink-second', stroke: 'ink-second' } as const) : barLook(held.state);
  return [
    { kind: 'rect', key: `code ${line} light`, x, y: y + 1, w, h: h - 2, r: 4, fill: 'code-lit' },
    {
      kind: 'rect',
      key: `code ${line} bar`,
      x: x - 8,
      y: y + 1,
      w: 10,
      h: h - 2,
      r: 3,
      ...(fill === undefined ? {} : { fill }),
      ...(stroke === undefined ? {} : { stroke }),
      width: 2,
    },
  ];
}

/** Beside a line a tag for each state in which somebody is there: their numbers or, of many, how many they are. */
function tags(line: number, parties: readonly Party[], { x, y, w, h }: Area, size: number): readonly Shape[] {
  const short = ({ who }: Party) => (who.length > 3 ? `${who.length} ×` : who.map((id) => id.slice(1)).join(' '));
  const long = (party: Party) => `${short(party)} ${words[party.state] ?? ''}`;
  const width = (text: string) => textWidth(text, { size, bold: true }) + 18;
  const sum = (label: (party: Party) => string) => parties.reduce((all, party) => all + width(label(party)) + 4, -4);
  const label = sum(long) <= w ? long : short;
  let right = x + w;
  return parties.toReversed().flatMap((party): Shape[] => {
    const { state } = party;
    const text = label(party);
    const wide = width(text);
    right -= wide + 4;
    const { fill, ...look } = barLook(state);
    const ground = grounds[state] ?? fill;
    const key = `code ${line} ${state}`;
    const box = { x: right + 4, y: y + 2, w: wide, h: h - 4, r: 6 };
    return [
      { kind: 'rect', key, ...box, ...look, ...(ground === undefined ? {} : { fill: ground }) },
      {
        kind: 'text',
        key: `${key} who`,
        x: box.x + wide / 2,
        y: y + h / 2 + size * 0.35,
        text,
        size,
        fill: inkOf(state),
        bold: true,
        anchor: 'middle',
      },
    ];
  });
}
