import type { Clients, Line } from './clients.ts';
import { delay, instant, type Kernel, type Ms, type Process } from './kernel.ts';
import { exponential, type Random, random } from './random.ts';
import {
  type Arrival,
  type Client,
  drawn,
  every,
  type Probe,
  poisson,
  type Source,
  type Users,
  type Work,
} from './workload.ts';

/** Instants and durations are drawn apart, so that a change of the work changes nobody's arrival. */
const DURATIONS = 0x5f3759df;
/** What Kubernetes gives: `terminationGracePeriodSeconds`. */
const GRACE: Ms = 30_000;

/** Lets all clients come at their times. `restart` is what an orchestrator does to the server after too many failures. */
export function visit(clock: Kernel, clients: Clients, all: readonly Client[], restart: (grace: Ms) => Process): void {
  const once: Arrival[] = [];
  for (const client of all) {
    if ('kind' in client) start(client);
    else once.push(client);
  }
  if (once.length > 0) clients.start(crowd(once.toSorted((a, b) => a.at - b.at)));

  function start(source: Source): void {
    const durations = random(seedOf(source) ^ DURATIONS);
    const next = (): Work => workOf(source, durations);
    switch (source.kind) {
      case 'users':
        for (let n = 0; n < source.count; n += 1) clients.start(user(source, n, next));
        break;
      case 'probe':
        clients.start(prober(source, next));
        break;
      default:
        clients.start(crowd(arrivals(source, next)));
    }
  }

  /** Until an instant, before all that happens in it: who comes then is there for it. */
  function* until(at: Ms): Process {
    yield (resume) => {
      clock.firstly(Math.max(0, instant(at) - clock.now), resume);
    };
  }

  /** Clients who come whether or not those before them were answered. */
  function* crowd(arrivals: Iterable<Arrival>): Process {
    for (const arrival of arrivals) {
      yield* until(arrival.at);
      clients.send(arrival);
    }
  }

  function* user(source: Users, n: number, next: () => Work): Process {
    const { from = 0, to, apart = 0, think = 0, exponential: varies = false, keepAlive = false } = source;
    const chance = random(seedOf(source) + n);
    const line: Line | undefined = keepAlive ? { connection: undefined } : undefined;
    yield* until(from + n * apart);
    while (clock.now < to) {
      yield* clients.ask(next(), line);
      yield* delay(clock, varies ? exponential(chance, think) : think);
    }
    line?.connection?.hangUp();
  }

  function* prober({ period, from = 0, to, failures, grace = GRACE }: Probe, next: () => Work): Process {
    let inARow = 0;
    for (const at of every(period, from, to)) {
      // a tick that was missed is not made up for
      if (instant(at) < clock.now) continue;
      yield* until(at);
      inARow = (yield* clients.ask(next())) === 'replied' ? 0 : inARow + 1;
      if (inARow !== failures) continue;
      inARow = 0;
      // nobody asks while nobody could answer
      yield* restart(grace);
    }
  }
}

function seedOf({ seed = 1 }: Source): number {
  return seed;
}

function workOf({ kind, path, steps, patience, retries }: Source, durations: Random): Work {
  return {
    path,
    steps: drawn(steps, durations),
    ...(patience !== undefined && { patience }),
    ...(retries !== undefined && { retries }),
    ...(kind === 'probe' && { probe: true }),
  };
}

/** The requests of a source whose clients do not wait for each other. */
function* arrivals(source: Exclude<Source, Users | Probe>, next: () => Work): Generator<Arrival, void, void> {
  const { perSecond, from = 0, to } = source;
  const chance = random(seedOf(source));
  const instants = source.kind === 'rate' ? every(1000 / perSecond, from, to) : poisson(chance, perSecond, from, to);
  const size = source.kind === 'bursts' ? source.size : 1;
  for (const at of instants) {
    for (let n = 0; n < size; n += 1) yield { ...next(), at };
  }
}
