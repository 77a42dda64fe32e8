import { type Colour, colourOf, faded, over } from './colour.ts';
import type { Run } from './runs.ts';

/** What is painted at a point of a run of text: above it, and the ground it stands on. */
export interface Layers {
  readonly above: readonly Element[];
  readonly ground: Colour;
}

/** The layers at some points along a run; none where the window does not show it. */
export function layersOf(run: Run): readonly Layers[] {
  const { left, right, top, bottom } = run.ink;
  // a picture may have anything behind a text; a page has one ground for a word, and hit tests take time
  const count = (run.element instanceof SVGElement ? 3 : 1) + (right - left > 60 ? 2 : 0);
  const y = (top + bottom) / 2;
  return Array.from({ length: count }, (_, i) => left + ((right - left) * (i + 0.5)) / count).flatMap((x) => {
    const stack = document.elementsFromPoint(x, y);
    const own = stack.indexOf(run.element);
    if (own < 0) return [];
    const isPaint = (element: Element) => paintAt(element, x, y, run.size)[3] > 0;
    return [
      {
        above: stack.slice(0, own).filter((each) => !run.element.contains(each) && isPaint(each)),
        ground: groundOf(stack.slice(own), x, y, run.size),
      },
    ];
  });
}

/** The bar or plate that the middle of a text in a picture stands on. */
export function plateOf({ element, ink, size }: Run): SVGRectElement | undefined {
  if (!(element instanceof SVGElement)) return undefined;
  const [x, y] = [(ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2];
  const stack = document.elementsFromPoint(x, y);
  const below = stack.slice(stack.indexOf(element) + 1).find((each) => paintAt(each, x, y, size)[3] > 0);
  return below instanceof SVGRectElement ? below : undefined;
}

/** How much the groups around an element let through. */
export function opacityOf(element: Element): number {
  const around = element.parentElement === null ? 1 : opacityOf(element.parentElement);
  return around * lookOf(element).opacity;
}

function groundOf(stack: readonly Element[], x: number, y: number, size: number): Colour {
  let ground: Colour = [0, 0, 0, 0];
  for (const element of stack) {
    ground = over(ground, paintAt(element, x, y, size));
    if (ground[3] > 0.99) return ground;
  }
  // what nothing paints is the browser's own paper
  return over(ground, colourOf('Canvas'));
}

/** What an element paints at a point, below its children; a line only if it is thick for text of that size. */
function paintAt(element: Element, x: number, y: number, size: number): Colour {
  const { fill, stroke, strokeWidth } = lookOf(element);
  if (fill[3] === 0 && stroke[3] === 0) return nothing;
  if (!(element instanceof SVGGeometryElement)) return faded(fill, opacityOf(element));
  const matrix = element.getScreenCTM();
  if (matrix === null) return nothing;
  const point = new DOMPoint(x, y).matrixTransform(matrix.inverse());
  const isThick = strokeWidth * matrix.a >= size / 2;
  const line = isThick && stroke[3] > 0 && element.isPointInStroke(point) ? stroke : nothing;
  const inside = fill[3] > 0 && element.isPointInFill(point) ? fill : nothing;
  return faded(over(line, inside), opacityOf(element));
}

const nothing: Colour = [0, 0, 0, 0];

/** What the style of an element says of its paint. */
interface Look {
  readonly fill: Colour;
  readonly stroke: Colour;
  readonly strokeWidth: number;
  readonly opacity: number;
}

let looks = new Map<Element, Look>();

/** Forgets what elements looked like: after each step, and in another theme, they may look otherwise. */
export function lookAnew(): void {
  looks = new Map();
}

function lookOf(element: Element): Look {
  const before = looks.get(element);
  if (before !== undefined) return before;
  const style = getComputedStyle(element);
  const hidden = style.visibility !== 'visible';
  const paint = (css: string, opacity: string) => (hidden ? nothing : faded(inked(css), Number(opacity)));
  const isShape = element instanceof SVGGeometryElement;
  const look: Look = {
    fill: isShape
      ? paint(style.fill, style.fillOpacity)
      : element instanceof SVGElement
        ? nothing
        : paint(style.backgroundColor, '1'),
    stroke: isShape ? paint(style.stroke, style.strokeOpacity) : nothing,
    strokeWidth: Number.parseFloat(style.strokeWidth),
    opacity: Number(style.opacity),
  };
  looks.set(element, look);
  return look;
}

/** A fill as one colour: that of a pattern is its ground with the marks spread over it. */
function inked(paint: string): Colour {
  if (paint === 'none') return [0, 0, 0, 0];
  const id = /^url\(["']?#([^"')]+)/.exec(paint)?.[1];
  return id === undefined ? colourOf(paint) : averageOf(id);
}

function averageOf(id: string): Colour {
  const pattern = document.getElementById(id);
  if (!(pattern instanceof SVGPatternElement)) return [0, 0, 0, 0];
  const tile = { width: pattern.width.baseVal.value, height: pattern.height.baseVal.value };
  let colour: Colour = [0, 0, 0, 0];
  for (const part of pattern.querySelectorAll('*')) {
    if (!(part instanceof SVGGeometryElement)) continue;
    const style = getComputedStyle(part);
    if (style.fill !== 'none') colour = over(colourOf(style.fill), colour);
    if (style.stroke !== 'none')
      colour = over(faded(colourOf(style.stroke), share(part, tile) * Number(style.opacity)), colour);
  }
  return colour;
}

/** How much of a tile a line covers, from 0 to 1. */
function share(line: SVGGeometryElement, { width, height }: { width: number; height: number }): number {
  const side = 12;
  const points = Array.from(
    { length: side * side },
    (_, i) => new DOMPoint((((i % side) + 0.5) * width) / side, ((Math.floor(i / side) + 0.5) * height) / side),
  );
  return points.filter((point) => line.isPointInStroke(point)).length / points.length;
}
