import type { Look, Shape } from './shape.ts';

/** A shape as an SVG element: what the poster writes and the live picture patches. */
export interface SvgElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly Shape[];
}

/** The element of a shape. Colours are classes, so that a picture follows the theme of the page it stands in. */
export function svgElement(shape: Shape): SvgElement {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, w, h, r } = shape;
      const box = { x: number(x), y: number(y), width: number(w), height: number(h) };
      return { tag: 'rect', attributes: { ...box, ...(r ? { rx: number(r) } : {}), ...look(shape) } };
    }
    case 'circle':
      return {
        tag: 'circle',
        attributes: { cx: number(shape.x), cy: number(shape.y), r: number(shape.r), ...look(shape) },
      };
    case 'path':
      return { tag: 'path', attributes: { d: shape.d, ...look(shape) } };
    case 'text': {
      const { x, y, size, fill, bold, mono, anchor, opacity, text } = shape;
      const classes = [`f-${fill}`, bold ? 'bold' : '', mono ? 'mono' : ''].filter((name) => name !== '').join(' ');
      return {
        tag: 'text',
        text,
        attributes: {
          x: number(x),
          y: number(y),
          'font-size': number(size),
          class: classes,
          ...(anchor ? { 'text-anchor': anchor } : {}),
          ...(opacity === undefined ? {} : { opacity: number(opacity) }),
        },
      };
    }
    case 'group': {
      const { x, y, opacity, children } = shape;
      const place = x === 0 && y === 0 ? {} : { transform: `translate(${number(x)} ${number(y)})` };
      return {
        tag: 'g',
        attributes: { ...place, ...(opacity === undefined ? {} : { opacity: number(opacity) }) },
        children,
      };
    }
    default:
      return shape satisfies never;
  }
}

function look({ fill, stroke, width, dash, opacity }: Look): Record<string, string> {
  const classes = [fill ? `f-${fill}` : '', stroke ? `s-${stroke}` : ''].filter((name) => name !== '').join(' ');
  return {
    ...(fill ? {} : { fill: 'none' }),
    ...(classes === '' ? {} : { class: classes }),
    ...(width === undefined ? {} : { 'stroke-width': number(width) }),
    ...(dash ? { 'stroke-dasharray': dash } : {}),
    ...(opacity === undefined ? {} : { opacity: number(opacity) }),
  };
}

/** A tenth of a pixel is finer than the eye, and short. */
function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The shapes as SVG source. */
export function svgSource(shapes: readonly Shape[]): string {
  return shapes
    .map((shape) => {
      const { tag, attributes, text, children } = svgElement(shape);
      const list = Object.entries(attributes)
        .map(([name, value]) => ` ${name}="${escaped(value)}"`)
        .join('');
      const inner = children === undefined ? escaped(text ?? '') : svgSource(children);
      return inner === '' ? `<${tag}${list}/>` : `<${tag}${list}>${inner}</${tag}>`;
    })
    .join('');
}

/** Text as XML text or as the value of a double-quoted attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
