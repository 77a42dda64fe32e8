import { circleOutline, marksOn, type Outline, pathOutline, rectOutline } from '../draw/hatching.ts';
import { type PatternName, patterns } from '../draw/theme.ts';

const names = Object.keys(patterns).filter((name): name is PatternName => name in patterns);

/** On paper the patterns of all pictures become lines and dots, which a PDF keeps as such. */
export function drawPatterns(root: ParentNode): void {
  for (const name of names) {
    for (const element of root.querySelectorAll<SVGElement>(`svg:not(.patterns) .f-${name}`))
      draw(element, 'f', outlineOf(element), name);
    for (const element of root.querySelectorAll<SVGElement>(`svg:not(.patterns) .s-${name}`))
      draw(element, 's', ringOf(element), name);
  }
}

/** A shape of which no outline is known keeps its tiles. */
function draw(element: SVGElement, what: 'f' | 's', outline: Outline | undefined, name: PatternName): void {
  if (outline === undefined) return;
  const { ground, mark, width, opacity } = patterns[name];
  const marks = document.createElementNS(element.namespaceURI, 'path');
  marks.setAttribute('d', marksOn(outline, name));
  marks.setAttribute('fill', 'none');
  marks.setAttribute('class', `s-${mark}`);
  marks.setAttribute('stroke-width', String(width));
  marks.setAttribute('stroke-linecap', 'round');
  const dimmed = Number(element.getAttribute('opacity') ?? 1);
  marks.setAttribute('opacity', String(opacity * dimmed));
  element.classList.replace(`${what}-${name}`, `${what}-${ground}`);
  element.after(marks);
}

/** What the thick line of a circle covers. */
function ringOf(element: SVGElement): Outline | undefined {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  if (element.localName !== 'circle') return undefined;
  const [x, y, r, half] = [number('cx'), number('cy'), number('r'), number('stroke-width') / 2];
  return [...circleOutline(x, y, r + half), ...circleOutline(x, y, r - half)];
}

function outlineOf(element: SVGElement): Outline | undefined {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  switch (element.localName) {
    case 'rect':
      return rectOutline(number('x'), number('y'), number('width'), number('height'), number('rx'));
    case 'circle':
      return circleOutline(number('cx'), number('cy'), number('r'));
    case 'path':
      return pathOutline(element.getAttribute('d') ?? '');
    default:
      return undefined;
  }
}
