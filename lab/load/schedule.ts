import type { Ms } from '../../src/model/kernel.ts';
import { random } from '../../src/model/random.ts';
import {
  type Arrival,
  type Client,
  every,
  type Probe,
  poisson,
  type Source,
  type Users,
} from '../../src/model/workload.ts';

type Stream = Exclude<Source, Users | Probe>;

/** Who waits for answers, and who comes by the clock. */
export interface Visitors {
  readonly users: readonly Users[];
  readonly probes: readonly Probe[];
  /** In the order of time: the instants are those of the simulated run, as its own generator draws them. */
  readonly arrivals: readonly Arrival[];
}

/** The clients of a run, sorted by how they come. */
export function visitors(clients: readonly Client[]): Visitors {
  const users: Users[] = [];
  const probes: Probe[] = [];
  const arrivals: Arrival[] = [];
  for (const client of clients) {
    if (client.retries !== undefined) throw new Error('the load generator does not try again');
    if (!('kind' in client)) arrivals.push(client);
    else if (client.kind === 'users') users.push(client);
    else if (client.kind === 'probe') probes.push(client);
    else arrivals.push(...arrivalsOf(client));
  }
  return { users, probes, arrivals: arrivals.toSorted((a, b) => a.at - b.at) };
}

function arrivalsOf(stream: Stream): readonly Arrival[] {
  const { path, steps, patience } = stream;
  const size = stream.kind === 'bursts' ? stream.size : 1;
  return [...instantsOf(stream)].flatMap((at) =>
    Array.from({ length: size }, () => ({ at, path, steps, ...(patience !== undefined && { patience }) })),
  );
}

function instantsOf(stream: Stream): Iterable<Ms> {
  const { perSecond, from = 0, to, seed = 1 } = stream;
  return stream.kind === 'rate' ? every(1000 / perSecond, from, to) : poisson(random(seed), perSecond, from, to);
}
