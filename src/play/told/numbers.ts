import type { Ms } from '../../model/kernel.ts';

/** "0.4 ms", "48 ms", "1.2 s", "80 s": as exact as one can hear. */
export function time(ms: Ms): string {
  if (ms >= 99_950) return `${Math.round(ms / 1000)} s`;
  if (ms >= 1000) return `${short(ms / 1000)} s`;
  return ms < 10 ? `${short(ms)} ms` : `${Math.round(ms)} ms`;
}

/** With one decimal where it says something. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** "87 %"; what is nearly nothing or nearly all is not called so. */
export function percent(share: number): string {
  return `${Math.min(share < 1 ? 99 : 100, Math.max(share > 0 ? 1 : 0, Math.round(share * 100)))} %`;
}

/** "1,234". */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "1 request", "2,000 requests". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : several}`;
}

/** "once", "twice", "5 times". */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
