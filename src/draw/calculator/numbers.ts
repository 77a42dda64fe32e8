import type { Ms } from '../../model/kernel.ts';

/** "4.5", "120", "0.25": as exact as anybody reads it. */
export function number(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return String(Number(value.toFixed(value >= 1 ? 1 : 2)));
}

/** "4.5 ms", "120 ms", "30.1 s". */
export function time(ms: Ms): string {
  return ms >= 10_000 ? `${number(ms / 1000)} s` : `${number(ms)} ms`;
}

/** "78 %"; less than all is never a hundred. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return `${share < 1 ? Math.min(99, rounded) : rounded} %`;
}

/** "780 MB", "1.9 GB". */
export function memory(mb: number): string {
  return mb >= 1000 ? `${number(mb / 1000)} GB` : `${number(mb)} MB`;
}

/** "1 process", "3 processes". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}
