/** Red, green and blue from 0 to 255, and how much it covers, from 0 to 1. */
export type Colour = readonly [number, number, number, number];

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const known = new Map<string, Colour>();

/** A colour as CSS computes it, in whatever notation. */
export function colourOf(css: string): Colour {
  const before = known.get(css);
  if (before !== undefined || canvas === null) return before ?? [0, 0, 0, 0];
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
  const colour: Colour = [r, g, b, a / 255];
  known.set(css, colour);
  return colour;
}

/** A colour that covers less by `opacity`. */
export function faded([r, g, b, a]: Colour, opacity: number): Colour {
  return [r, g, b, a * opacity];
}

/** One colour laid over another. */
export function over(top: Colour, ground: Colour): Colour {
  const a = top[3] + ground[3] * (1 - top[3]);
  const mixed = (i: 0 | 1 | 2) => (a === 0 ? 0 : (top[i] * top[3] + ground[i] * ground[3] * (1 - top[3])) / a);
  return [mixed(0), mixed(1), mixed(2), a];
}

/** The contrast of two opaque colours by WCAG 2: from 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([r, g, b]: Colour): number {
  const linear = (value: number) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
