import type { Place, PlaceId } from '../../model/trace.ts';
import type { Geometry } from '../geometry.ts';
import type { Box, Point } from '../shape.ts';

/** Where the processes of a server stand, and what stands around several of them. */
export interface Crew {
  /** All that they have. */
  readonly all: Box;
  /** In the order of the processes. */
  readonly boxes: readonly Box[];
  /** Who forks and watches them. */
  readonly arbiter?: { readonly id: PlaceId; readonly label: string; readonly box: Box };
  /** The cores that they share. */
  readonly cores?: { readonly label: Point; readonly lamps: ReadonlyMap<PlaceId, Point> };
}

const gap = 16;
/** The arbiter is smaller than those it watches: it serves nobody. */
const head = { w: 170, h: 46, below: 34 } as const;
const foot = { h: 52, r: 13, pitch: 38 } as const;
/** More processes stand in two rows. */
export const mostInRow = 4;

/** The cores stand below the processes: with several of them, and with one that is compared with several. */
export function crewOf(
  places: readonly Place[],
  processes: number,
  { process: box, width, height }: Geometry,
  compared: boolean,
): Crew {
  if (processes < 2 && !compared) return { all: box, boxes: grid(box, processes) };
  const arbiter = processes < 2 ? undefined : places.find(({ kind }) => kind === 'arbiter');
  const top = arbiter === undefined ? 0 : head.h + head.below;
  // where who waits stands below, and asks nobody from there, there is room for them beside that
  const outside = height > width && places.some(({ kind }) => kind === 'loop');
  const inner = { ...box, y: box.y + top, h: box.h - top - (outside ? 0 : foot.h) };
  const y = box.y + box.h + (outside ? foot.r + 5 : 10 - foot.h / 2);
  const lamps = places.filter(({ kind }) => kind === 'core');
  const first = box.x + box.w / 2 - ((lamps.length - 1) * foot.pitch) / 2 + 44;
  return {
    all: inner,
    boxes: grid(inner, processes),
    ...(arbiter === undefined
      ? {}
      : {
          arbiter: {
            id: arbiter.id,
            label: arbiter.label,
            box: { x: box.x + (box.w - head.w) / 2, y: box.y, w: head.w, h: head.h },
          },
        }),
    cores: {
      label: { x: first - foot.r - 14, y: y + 8 },
      lamps: new Map(lamps.map(({ id }, i) => [id, { x: first + i * foot.pitch, y }])),
    },
  };
}

/** n boxes side by side, or in two rows. */
function grid(box: Box, n: number): readonly Box[] {
  const rows = n > mostInRow ? 2 : 1;
  const columns = Math.ceil(n / rows);
  const w = (box.w - gap * (columns - 1)) / columns;
  const h = (box.h - gap * (rows - 1)) / rows;
  return Array.from({ length: n }, (_, i) => ({
    x: box.x + (i % columns) * (w + gap),
    y: box.y + Math.floor(i / columns) * (h + gap),
    w,
    h,
  }));
}

/** The radius of a lamp. */
export const lamp = foot.r;
