import type { Shape } from '../../src/draw/shape.ts';
import { textWidth } from '../../src/draw/text.ts';
import { sizes } from '../../src/draw/theme.ts';

/** A box by its corners. */
export interface Extent {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Everything that has an extent of its own, groups as the whole of what is in them. */
export function boxes(shapes: readonly Shape[]): { key: string; isText: boolean; box: Extent }[] {
  return shapes.map((shape) => ({
    key: shape.kind === 'text' ? shape.text : shape.key,
    isText: shape.kind === 'text',
    box: extent(shape),
  }));
}

/** The discs, and whether they are on their way. */
export function discs(shapes: readonly Shape[]): { key: string; x: number; y: number; moving: boolean }[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'group' && shape.role === 'disc'
      ? [{ key: shape.key, x: shape.x, y: shape.y, moving: shape.moving ?? false }]
      : [],
  );
}

/** All who stand for a request: discs, dots and tokens that are taken, and how far each reaches from its middle. */
export function everyone(
  shapes: readonly Shape[],
): { key: string; x: number; y: number; r: number; moving: boolean }[] {
  const reach = { disc: sizes.disc, dot: sizes.dot, token: sizes.token / 2 };
  return shapes.flatMap((shape) => {
    if (shape.kind !== 'group' || shape.role === undefined) return [];
    const [body] = shape.children;
    // of many tokens each is a smaller square
    const r = shape.role === 'token' && body?.kind === 'rect' ? body.w / 2 : reach[shape.role];
    return [{ key: shape.key, x: shape.x, y: shape.y, r, moving: shape.moving ?? false }];
  });
}

export function overlap(a: Extent, b: Extent): boolean {
  // pieces of one line of code touch, and sums of their widths differ in their last digit
  const least = 0.01;
  return b.x2 - a.x1 > least && a.x2 - b.x1 > least && b.y2 - a.y1 > least && a.y2 - b.y1 > least;
}

function extent(shape: Shape): Extent {
  switch (shape.kind) {
    case 'rect': {
      const line = (shape.stroke ? (shape.width ?? 1) : 0) / 2;
      return { x1: shape.x - line, y1: shape.y - line, x2: shape.x + shape.w + line, y2: shape.y + shape.h + line };
    }
    case 'circle': {
      const r = shape.r + (shape.stroke ? (shape.width ?? 1) : 0) / 2;
      return { x1: shape.x - r, y1: shape.y - r, x2: shape.x + r, y2: shape.y + r };
    }
    case 'text': {
      const w = textWidth(shape.text, shape);
      const x1 = shape.x - (shape.anchor === 'middle' ? w / 2 : shape.anchor === 'end' ? w : 0);
      return { x1, y1: shape.y - 0.74 * shape.size, x2: x1 + w, y2: shape.y + 0.2 * shape.size };
    }
    case 'path':
      return ofPath(shape.d);
    case 'group':
      return around(shape.children.map(extent), shape.x, shape.y);
    default:
      return shape satisfies never;
  }
}

function around(parts: readonly Extent[], x: number, y: number): Extent {
  return {
    x1: x + Math.min(...parts.map((part) => part.x1)),
    y1: y + Math.min(...parts.map((part) => part.y1)),
    x2: x + Math.max(...parts.map((part) => part.x2)),
    y2: y + Math.max(...parts.map((part) => part.y2)),
  };
}

/** Of lines and arcs: the box around all points they name; relative ones are followed. */
function ofPath(d: string): Extent {
  let [x, y] = [0, 0];
  const points: [number, number][] = [];
  for (const [, command = '', list = ''] of d.matchAll(/([MLHVAmlz])([^MLHVAmlz]*)/g)) {
    const numbers = (list.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    if (command === 'H' || command === 'V') {
      for (const to of numbers) {
        [x, y] = command === 'H' ? [to, y] : [x, to];
        points.push([x, y]);
      }
      continue;
    }
    const size = command === 'A' ? 7 : 2;
    for (let i = 0; i + size <= numbers.length; i += size) {
      const [dx = 0, dy = 0] = numbers.slice(i + size - 2, i + size);
      [x, y] = command === command.toLowerCase() ? [x + dx, y + dy] : [dx, dy];
      points.push([x, y]);
    }
  }
  return {
    x1: Math.min(...points.map(([px]) => px)),
    y1: Math.min(...points.map(([, py]) => py)),
    x2: Math.max(...points.map(([px]) => px)),
    y2: Math.max(...points.map(([, py]) => py)),
  };
}
