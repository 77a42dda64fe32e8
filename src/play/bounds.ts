import type { Client } from '../model/workload.ts';
import { grouped } from './told/numbers.ts';

/** What a page computes in a few seconds, and shows without a stutter. */
export const mostRequests = 20_000;

/** Of the kernel, for each server; closed loops are bounded by nothing else. */
export const mostEvents = 1_000_000;

/** What is too much about clients, in sentences; nothing if nothing is. */
export function tooMuch(clients: readonly Client[]): readonly string[] {
  const requests = Math.round(clients.reduce((sum, client) => sum + requestsOf(client), 0));
  if (requests <= mostRequests) return [];
  return [
    `These are ${grouped(requests)} requests, and the playground plays up to ${grouped(mostRequests)}: a shorter time or fewer a second would do.`,
  ];
}

/** How many a client sends if nobody keeps it waiting and nothing is tried again; of users at least one each. */
export function requestsOf(client: Client): number {
  if (!('kind' in client)) return 1;
  const ms = client.to - (client.from ?? 0);
  switch (client.kind) {
    case 'rate':
    case 'poisson':
      return (client.perSecond * ms) / 1000;
    case 'bursts':
      return (client.perSecond * client.size * ms) / 1000;
    case 'users':
      return client.count;
    case 'probe':
      return ms / client.period;
    default:
      return client satisfies never;
  }
}
