import type { PlaceId } from '../../model/trace.ts';
import { thread as pill, seat, tray } from '../glyphs.ts';
import type { Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { tokenAt } from './interior.ts';
import type { Picture } from './picture.ts';
import type { Instant } from './standing.ts';

/** Is anybody in this place? */
export type Taken = (place: PlaceId) => boolean;

/** What stands inside processes beside their loops and seats: the trays, the threads, the key of each, the tokens. */
export function inside(picture: Picture, instant: Instant, taken: Taken): readonly Shape[] {
  return [...trays(picture), ...keys(picture, instant), ...threads(picture, taken), ...tokens(picture, instant)];
}

function trays({ site }: Picture): readonly Shape[] {
  return [...site.labels].flatMap(([id, text]): Shape[] => {
    const box = site.trays.get(id)?.box;
    if (box === undefined) return [];
    const ground = tray(id, box, false);
    if (text === '') return [ground];
    return [
      ground,
      { kind: 'text', key: `${id} label`, x: box.x, y: box.y - 14, text, size: sizes.label, fill: 'ink-second' },
    ];
  });
}

function threads({ site, trace, geometry }: Picture, taken: Taken): readonly Shape[] {
  return [...site.threads].flatMap(([id, spot]): Shape[] => {
    const lasts = site.lasting.has(id);
    if (!lasts && !taken(`${id}/seat`)) return [];
    const label = trace.places.find((place) => place.id === id)?.label ?? '';
    const name: Shape = {
      kind: 'text',
      key: `${id} label`,
      x: spot.x + sizes.pill.w / 2 + 10,
      y: spot.y + 8,
      text: label,
      size: geometry.text,
      fill: 'ink-second',
    };
    const hasRoom = lasts && site.processes.length === 1 && site.lasting.size <= 4;
    return [pill(id, spot), seat(`${id}/seat`, spot), ...(hasRoom ? [name] : [])];
  });
}

/** The GIL, a line to the seat of its holder, and lines that end in a gap from those who want it. */
function keys({ site, trace, geometry }: Picture, { t }: Instant): readonly Shape[] {
  return [...site.gils].flatMap(([id, at]): Shape[] => {
    const now = trace.segments.filter(({ from, to }) => from <= t && t < to);
    const holder = now.find((stay) => stay.state === 'running' && stay.gil === id)?.place;
    const wanting = new Set(now.flatMap((stay) => (stay.state === 'inLine' && stay.wants === id ? [stay.place] : [])));
    const lines = [...site.threads].flatMap(([thread, spot]) => {
      const place = `${thread}/seat`;
      if (place !== holder && !wanting.has(place)) return [];
      return [keyLine(`${id} ${thread}`, at, spot, place === holder)];
    });
    const { w, h } = sizes.gil;
    return [
      ...lines,
      { kind: 'rect', key: id, x: at.x - w / 2, y: at.y - h / 2, w, h, r: h / 2, fill: 'ink' },
      {
        kind: 'text',
        key: `${id} label`,
        x: at.x,
        y: at.y + 7,
        text: 'GIL',
        size: geometry.tick,
        fill: 'paper',
        bold: true,
        anchor: 'middle',
      },
    ];
  });
}

function keyLine(key: string, gil: Point, thread: Point, holds: boolean): Shape {
  const start = { x: gil.x + sizes.gil.w / 2 + 4, y: gil.y };
  const end = { x: thread.x - sizes.pill.w / 2 - 2, y: thread.y };
  const from = holds ? start : { x: start.x + (end.x - start.x) * 0.55, y: start.y + (end.y - start.y) * 0.55 };
  const d = `M${Math.round(from.x)} ${Math.round(from.y)}L${end.x} ${Math.round(end.y)}`;
  return holds
    ? { kind: 'path', key, d, stroke: 'running-fill', width: sizes.stateLine }
    : { kind: 'path', key, d, stroke: 'inline-line', width: sizes.line };
}

/** All tokens of a pool, and how many of them are held. Who has one and is in its thread is drawn on it. */
function tokens({ site, trace, geometry }: Picture, { t, before = false }: Instant): readonly Shape[] {
  return [...site.tokens].flatMap(([id, block]): Shape[] => {
    const held = trace.events.findLast(
      ({ kind, place, at }) => kind === 'token' && place === id && (before ? at < t : at <= t),
    );
    const count = held?.kind === 'token' ? held.held : 0;
    const half = block.edge / 2;
    const places = Array.from({ length: block.size }, (_, n) => tokenAt(block, n));
    const look = { fill: 'tray', stroke: 'away-line', width: sizes.hairline } as const;
    return [
      {
        kind: 'text',
        key: `${id} count`,
        x: block.first.x - half,
        y: block.first.y - half - 14,
        text: `tokens ${count} / ${block.size}`,
        size: geometry.text,
        fill: 'ink',
        bold: count === block.size,
      },
      ...(half < sizes.token / 2
        ? [{ kind: 'path', key: id, d: grid(places, block.edge), ...look } as const]
        : places.map(({ x, y }, n): Shape => {
            const box = { x: x - half, y: y - half, w: block.edge, h: block.edge, r: 4 };
            return { kind: 'rect', key: `${id} ${n}`, ...box, ...look };
          })),
    ];
  });
}

/** Squares as one shape: a hundred would be too many. */
function grid(places: readonly Point[], edge: number): string {
  return places.map(({ x, y }) => `M${x - edge / 2} ${y - edge / 2}h${edge}v${edge}h-${edge}z`).join('');
}
