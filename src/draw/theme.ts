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

/** The colours as CSS custom properties; `color-scheme` decides which of the two counts. */
export function cssVariables(): string {
  const lines = Object.entries(colours).map(([name, { light, dark }]) => `--${name}:light-dark(${light},${dark})`);
  return `:root{${lines.join(';')}}`;
}
