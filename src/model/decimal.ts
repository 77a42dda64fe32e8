import type { Ms } from './kernel.ts';

/** A number that is not negative, in digits and without an exponent, as the notation has them. */
export function decimal(value: number): string {
  const [, whole = '', part = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === '0') return String(value);
  const zeros = '0'.repeat(Math.abs(Number(exponent)));
  const digits = whole + part;
  return exponent.startsWith('-') ? `0.${zeros.slice(1)}${digits}` : `${digits}${zeros.slice(part.length)}`;
}

/** A duration as phrases have it: 500ms, 0.5ms, 3s. */
export function durationText(ms: Ms): string {
  if (ms === 0) return '0';
  // whole tenths, which are the same when they are read again
  return ms >= 1000 && ms % 100 === 0 ? `${decimal(ms / 1000)}s` : `${decimal(ms)}ms`;
}
