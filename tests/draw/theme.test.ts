import { describe, expect, it } from 'vitest';
import { type ColourName, colours } from '../../src/draw/theme.ts';

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const value = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const texts: [ColourName, ColourName][] = [
  ['ink', 'paper'],
  ['ink', 'process'],
  ['ink', 'tray'],
  ['ink-second', 'paper'],
  ['ink-second', 'process'],
  ['ink-second', 'tray'],
  ['running-ink', 'running-fill'],
  ['inline-ink', 'inline-fill'],
  ['away-ink', 'paper'],
  ['away-ink', 'kept-fill'],
  ['stuck-ink', 'stuck-fill'],
  ['stuck-line', 'paper'],
  ['stuck-line', 'process'],
  ['running-line', 'process'],
  ['running-line', 'paper'],
  ['code-keyword', 'process'],
  ['code-string', 'process'],
  ['code-name', 'process'],
  ['ink-second', 'code-lit'],
  ['ink', 'code-lit'],
  ['code-keyword', 'code-lit'],
  ['code-string', 'code-lit'],
  ['code-name', 'code-lit'],
  ['paper', 'ink'],
];
const marks: [ColourName, ColourName][] = [
  ['running-fill', 'process'],
  ['running-fill', 'paper'],
  ['inline-line', 'paper'],
  ['inline-line', 'process'],
  ['away-line', 'paper'],
  ['away-line', 'process'],
  ['stuck-fill', 'process'],
  ['stuck-line', 'process'],
  ['ink', 'paper'],
  ['ink-second', 'process'],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(texts)('%s on %s reads: 4.5 to 1 or more', (ink, ground) => {
    expect(contrast(colours[ink][theme], colours[ground][theme])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)('%s on %s is seen: 3 to 1 or more', (mark, ground) => {
    expect(contrast(colours[mark][theme], colours[ground][theme])).toBeGreaterThanOrEqual(3);
  });
});
