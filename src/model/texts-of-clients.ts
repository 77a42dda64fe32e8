import { decimal, durationText } from './decimal.ts';
import type { Ms } from './kernel.ts';
import { written } from './notation.ts';
import { type Arrival, type Client, type Source, unreachable, type Work } from './workload.ts';

/**
 * A client as `clientsPhrase` reads it: "poisson 80 for 10s seed 3: cpu 5, wait 90", or "1 at 0: cpu 5" for one who comes
 * once. What is false is left out, which is the same. A path begins with a slash and has no spaces in it.
 */
export function clientText(client: Client): string {
  return 'kind' in client ? phrase([...countOf(client), ...stream(client)], client) : togetherText(client);
}

/** So many who ask the same, the first as it says, the others `apart` ms after each other: "8 at 0 apart 10ms: cpu 5". */
export function togetherText(first: Arrival, { count = 1, apart = 0 }: { count?: number; apart?: Ms } = {}): string {
  const words = [`${count} at ${durationText(first.at)}`, ...(apart === 0 ? [] : [`apart ${durationText(apart)}`])];
  return phrase([...words, ...(first.probe ? ['probe'] : [])], first);
}

/** Clients in as few phrases as can be: those who ask the same at once, or at even distances, are in one. */
export function clientTexts(clients: readonly Client[]): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < clients.length; ) {
    const first = clients[at];
    if (first === undefined) break;
    const row = 'kind' in first ? { count: 1 } : rowFrom(clients, at, first);
    texts.push('kind' in first ? clientText(first) : togetherText(first, row));
    at += row.count;
  }
  return texts;
}

/** How many from the `start`-th on ask as it does and come at even distances. */
function rowFrom(clients: readonly Client[], start: number, first: Arrival): { count: number; apart: Ms } {
  const next = clients[start + 1];
  const apart = next !== undefined && !('kind' in next) ? Math.max(0, next.at - first.at) : 0;
  const asked = asksFor(first);
  let count = 1;
  for (const each of clients.slice(start + 1)) {
    if ('kind' in each || each.at !== first.at + count * apart || asksFor(each) !== asked) break;
    count += 1;
  }
  return { count, apart: count === 1 ? 0 : apart };
}

function asksFor(arrival: Arrival): string {
  return phrase([arrival.probe ? 'probe' : ''], arrival);
}

/** What is said of clients that come again and again, but when and for what. */
function countOf(source: Source): readonly string[] {
  switch (source.kind) {
    case 'rate':
    case 'poisson':
      return [`${source.kind} ${decimal(source.perSecond)}`];
    case 'bursts':
      return [`bursts ${decimal(source.perSecond)} of ${decimal(source.size)}`];
    case 'users':
      return [
        `users ${decimal(source.count)}`,
        ...said('apart', source.apart),
        ...(source.think === undefined ? [] : [`think ${source.exponential ? '~' : ''}${durationText(source.think)}`]),
        ...(source.keepAlive ? ['keep-alive'] : []),
      ];
    case 'probe':
      return [
        `probe every ${durationText(source.period)}`,
        ...(source.failures === undefined ? [] : [`failures ${decimal(source.failures)}`]),
        ...said('grace', source.grace),
      ];
    default:
      return unreachable(source);
  }
}

function stream({ from, to, seed }: Source): readonly string[] {
  return [
    ...said('from', from),
    `for ${durationText(to - (from ?? 0))}`,
    ...(seed === undefined ? [] : [`seed ${decimal(seed)}`]),
  ];
}

function phrase(words: readonly string[], { path, patience, retries, steps }: Work): string {
  const { times, pause = 0, factor } = retries ?? {};
  return `${[
    ...words,
    ...(path === '/' ? [] : [`path ${path}`]),
    ...said('patience', patience),
    ...(times === undefined ? [] : [`retry ${decimal(times)}`]),
    ...(pause === 0 ? [] : [`pause ${durationText(pause)}`]),
    ...(factor === undefined ? [] : [`factor ${decimal(factor)}`]),
  ].join(' ')}: ${written(steps)}`;
}

function said(name: string, ms: Ms | undefined): readonly string[] {
  return ms === undefined ? [] : [`${name} ${durationText(ms)}`];
}
