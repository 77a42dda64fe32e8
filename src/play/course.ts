import type { Ms } from '../model/kernel.ts';
import { assertLaws } from '../model/laws.ts';
import { figures } from '../model/measure.ts';
import { piecewise, type ServerSpec } from '../model/servers/index.ts';
import type { RequestId, Trace } from '../model/trace.ts';
import type { Client } from '../model/workload.ts';
import { mostEvents } from './bounds.ts';
import type { Trial } from './experiment.ts';
import { type Report, reportOf } from './report.ts';
import { grouped, time } from './told/numbers.ts';
import { type Stretch, type Window, windowOf } from './window.ts';

/** A server that has run. */
export interface Course {
  readonly trace: Trace;
  readonly report: Report;
  /** What is shown of it between two instants. */
  window(stretch: Stretch): Window;
}

/** How far it is. */
export interface Progress {
  readonly label: string;
  readonly at: Ms;
  /** Of all servers, from 0 to 1. */
  readonly share: number;
}

/** Events of the kernel between two looks at what else there is to do. */
const piece = 20_000;

/** Runs one server after the other, and says after each piece how far it is. Throws, in a sentence, what is too much. */
export function* courses(
  { servers, clients }: Trial,
  labels: readonly string[],
): Generator<Progress, readonly Course[]> {
  const all: Course[] = [];
  const last = Math.max(1, ...clients.map(lastOf));
  for (const [i, server] of servers.entries()) {
    const label = labels[i] ?? server.kind;
    const run = piecewise(server, clients, { maxEvents: mostEvents, piece });
    let next = advanced(run, label);
    while (next.done !== true) {
      const share = (i + Math.min(0.9, next.value / last)) / servers.length;
      yield { label, at: next.value, share };
      next = advanced(run, label);
    }
    assertLaws(next.value);
    all.push(courseOf(label, server, next.value));
  }
  return all;
}

function advanced<T>(run: Generator<Ms, T, void>, label: string): IteratorResult<Ms, T> {
  try {
    return run.next();
  } catch (error) {
    const [, at] = /stopped at (\S+) ms/.exec(error instanceof Error ? error.message : '') ?? [];
    if (at === undefined) throw error;
    throw new Error(
      `${label} was stopped at ${time(Number(at))}, after ${grouped(mostEvents)} events of the simulator: a shorter time or fewer requests would do.`,
    );
  }
}

function lastOf(client: Client): Ms {
  return 'kind' in client ? client.to : client.at;
}

function courseOf(label: string, server: ServerSpec, trace: Trace): Course {
  let known: ReadonlyMap<RequestId, ReturnType<typeof figures>[number]> | undefined;
  return {
    trace,
    report: reportOf(label, server, trace),
    window(stretch) {
      known ??= new Map(figures(trace).map((each) => [each.request, each]));
      return windowOf(trace, known, stretch);
    },
  };
}
