/** A box in CSS pixels of the window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A piece of text on one line, in HTML or SVG. */
export interface Run {
  readonly text: string;
  readonly node: Node;
  /** Whose style it has. */
  readonly element: Element;
  /** What the eye sees of it: from the top of its letters to their bottom, and not the line. */
  readonly ink: Box;
  /** CSS pixels in the window. */
  readonly size: number;
}

/** Neither for the eye nor of the slide: what only ears get, the data of a diagram, and the markers of the steps. */
const skipped = '.unseen, .step, script, style, defs';

/** All text that can be seen in `root`, in the order of the document. */
export function runsIn(root: Element): readonly Run[] {
  const runs: Run[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = (node.nodeValue ?? '').trim().replace(/\s+/g, ' ');
    if (text === '' || element === null || !isSeen(element)) continue;
    const scale = scaleOf(element);
    const style = getComputedStyle(element);
    const { above, below, ascent } = inkOf(text, style);
    for (const rect of rectsOf(node)) {
      const baseline = rect.top + ascent * scale;
      const ink = {
        left: rect.left,
        right: rect.right,
        top: baseline - above * scale,
        bottom: baseline + below * scale,
      };
      runs.push({ text, node, element, ink, size: Number.parseFloat(style.fontSize) * scale });
    }
  }
  return runs;
}

/** Whether something of an element reaches the eye. */
export function isSeen(element: Element): boolean {
  return (
    element.closest(skipped) === null && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  );
}

/** How many CSS pixels of the window a pixel of an element is. */
export function scaleOf(element: Element): number {
  if (element instanceof SVGGraphicsElement) return element.getScreenCTM()?.a ?? 1;
  const box = element.closest<HTMLElement>('.sheet') ?? undefined;
  return box === undefined || box.offsetWidth === 0 ? 1 : box.getBoundingClientRect().width / box.offsetWidth;
}

/** The first words of something, as a message says them. */
export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
  return `"${short}"`;
}

function rectsOf(node: Node): readonly DOMRect[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  // SVG gives a box for each letter that is placed by itself, and ours places whole texts
  return [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5);
}

interface Ink {
  readonly above: number;
  readonly below: number;
  /** From the top of the line's box to its baseline. */
  readonly ascent: number;
}

const measured = new Map<string, Ink>();
const canvas = document.createElement('canvas').getContext('2d');

/** How far the letters of a text reach above and below their line, in pixels of the element. */
function inkOf(text: string, { fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): Ink {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const key = `${font} ${text}`;
  const known = measured.get(key);
  if (known !== undefined || canvas === null) return known ?? { above: 0, below: 0, ascent: 0 };
  canvas.font = font;
  const metrics = canvas.measureText(text);
  const ink = {
    above: metrics.actualBoundingBoxAscent,
    below: metrics.actualBoundingBoxDescent,
    ascent: metrics.fontBoundingBoxAscent,
  };
  measured.set(key, ink);
  return ink;
}
