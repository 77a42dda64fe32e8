/** A colour on paper and on a screen in the dark. */
export interface Colour {
  readonly light: string;
  readonly dark: string;
}

/**
 * Every colour of the deck, once. Light is for rooms, dark for screens. The first block is the ground, the second the
 * states of a request, the third what a listing needs; its hues keep away from those of the states.
 */
export const colours = {
  paper: { light: '#FBFAF6', dark: '#0E1116' },
  process: { light: '#FFFFFF', dark: '#171B22' },
  tray: { light: '#F3F0E8', dark: '#1A1F27' },
  ink: { light: '#16181D', dark: '#EEF0EE' },
  'ink-second': { light: '#565C66', dark: '#A4ADB8' },
  rule: { light: '#D8D4C8', dark: '#323A45' },

  'running-fill': { light: '#0B5CAD', dark: '#58A6FF' },
  'running-line': { light: '#083F78', dark: '#A8D1FF' },
  'running-ink': { light: '#FFFFFF', dark: '#101820' },
  'inline-fill': { light: '#FFC53D', dark: '#FFDD80' },
  'inline-line': { light: '#8A5A00', dark: '#FFE9A8' },
  'inline-ink': { light: '#16202B', dark: '#101820' },
  'away-line': { light: '#5B6B79', dark: '#93A4B3' },
  'away-ink': { light: '#16202B', dark: '#EEF3F7' },
  'kept-fill': { light: '#F3F6F9', dark: '#1B2733' },
  'stuck-fill': { light: '#E8590C', dark: '#F25C2A' },
  'stuck-line': { light: '#9A3412', dark: '#FFB08F' },
  'stuck-ink': { light: '#16202B', dark: '#101820' },

  'code-lit': { light: '#E6EEF7', dark: '#1C2A3B' },
  'code-keyword': { light: '#7A2E8E', dark: '#DDA6EE' },
  'code-string': { light: '#0F615C', dark: '#86D9D1' },
  'code-name': { light: '#083F78', dark: '#A8D1FF' },
} as const satisfies Record<string, Colour>;

export type ColourName = keyof typeof colours;

/** Patterns, so that no state is told by its hue alone: on `ground`, marks of `mark` as drawn by `d` on a tile of `size`. */
export const patterns = {
  'inline-dots': { ground: 'inline-fill', mark: 'inline-ink', size: 10, d: 'M5 5h.01', width: 3, opacity: 0.4 },
  'stuck-hatch': {
    ground: 'stuck-fill',
    mark: 'stuck-line',
    size: 9,
    d: 'M-2 2 2 -2M-2 11 11 -2M7 11 11 7',
    width: 3,
    opacity: 1,
  },
  'kept-hatch': {
    ground: 'kept-fill',
    mark: 'rule',
    size: 14,
    d: 'M-3 3 3 -3M-3 17 17 -3M11 17 17 11',
    width: 2,
    opacity: 1,
  },
} as const satisfies Record<
  string,
  { ground: ColourName; mark: ColourName; size: number; d: string; width: number; opacity: number }
>;

export type PatternName = keyof typeof patterns;

/** Sizes in pixels of the stage. */
export const sizes = {
  disc: 20,
  seat: 28,
  loop: 66,
  ring: 12,
  bead: 9,
  line: 3,
  stateLine: 4,
  hairline: 2,
  radius: 14,
  label: 24,
  payoff: 56,
  token: 22,
  dot: 9,
  pill: { w: 116, h: 64 },
  gil: { w: 60, h: 28 },
} as const;

/** Durations on the wall, ms. */
export const durations = {
  hop: 240,
  closeUp: 160,
  /** What a beat is about shows it once when the beat ends. */
  emphasis: 400,
  /** A disc goes all the way to the end of a tree: as fast as an eye can follow it. */
  walk: 900,
  /** A run with a reader's numbers is played again in no more than this. */
  again: 6000,
  /** A callback that runs longer than this stops the bead and is counted, ms of the server's time. */
  longCallback: 100,
  /** What shows for less on the wall would only flash, and is left out on the stage. */
  shortest: 350,
  /** The bead's way from asking to running, and back. */
  beadUp: 300,
  beadDown: 150,
} as const;

/** What may move at a time. */
export const mostMoving = 8;

/** The colours as CSS custom properties, of which `color-scheme` picks one, and a class for each fill and each line. */
export function themeCss(): string {
  const names = Object.entries(colours);
  const variables = names.map(([name, { light, dark }]) => `--${name}:light-dark(${light},${dark})`).join(';');
  const classes = names.map(([name]) => `.f-${name}{fill:var(--${name})}.s-${name}{stroke:var(--${name})}`).join('');
  const fills = Object.keys(patterns)
    .map((name) => `.f-${name}{fill:url(#${name})}.s-${name}{stroke:url(#${name})}`)
    .join('');
  return `:root{${variables}}${classes}${fills}`;
}

/** The patterns, once a page, for all pictures in it. */
export function patternDefs(): string {
  const defs = Object.entries(patterns).map(
    ([name, { ground, mark, size, d, width, opacity }]) =>
      `<pattern id="${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">` +
      `<rect width="${size}" height="${size}" class="f-${ground}"/>` +
      `<path d="${d}" fill="none" class="s-${mark}" stroke-width="${width}" stroke-linecap="round" opacity="${opacity}"/></pattern>`,
  );
  return `<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>${defs.join('')}</defs></svg>`;
}
