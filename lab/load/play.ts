import type { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Ms } from '../../src/model/kernel.ts';
import type { Answer, Requests } from '../../src/model/measured/measurement.ts';
import { every, type Probe, type Users } from '../../src/model/workload.ts';
import { ask, regular, strangers } from './ask.ts';
import type { Beginning, Plan } from './plan.ts';
import { visitors } from './schedule.ts';

/** Node's timers are late by a millisecond or so: the rest is spent turning. */
const early: Ms = 2;

interface Line {
  /** In the order of sending, from 1. */
  readonly number: number;
  readonly path: string;
  readonly at: Ms;
  readonly late: Ms;
  readonly latency: Ms;
  readonly answer: Answer;
  readonly worker?: string;
}

/**
 * Plays clients against a real server. Those who come by the clock come whether or not the server has answered the
 * others, and their latency begins when they were to come: nothing is omitted in coordination with a slow server.
 */
export async function play(
  { port, clients, guard, numbered = false }: Plan,
  begins: (beginning: Beginning) => void,
): Promise<Requests> {
  const { users, probes, arrivals } = visitors(clients);
  const lines: Line[] = [];
  const stranger = strangers();
  const open = new Set<Promise<void>>();
  let count = 0;
  const start = performance.now();
  begins({ at: Date.now(), monotonic: Number(process.hrtime.bigint()) / 1e6 });
  const now = () => performance.now() - start;

  function send(path: string, at: Ms, agent: Agent, patience?: Ms): Promise<Answer> {
    const late = now() - at;
    count += 1;
    const number = count;
    const sent = ask(port, path, agent, {
      ...(patience !== undefined && { patience }),
      ...(numbered && { number }),
    }).then(({ answer, worker }) => {
      lines.push({ number, path, at, late, latency: now() - at, answer, ...(worker !== undefined && { worker }) });
      return answer;
    });
    const settled: Promise<void> = sent.then(() => void open.delete(settled));
    open.add(settled);
    return sent;
  }

  async function until(at: Ms): Promise<void> {
    if (at - now() > early) await sleep(at - now() - early);
    while (now() < at) await turn();
  }

  async function crowd(): Promise<void> {
    for (const { at, path, patience } of arrivals) {
      await until(at);
      void send(path, at, stranger, patience);
    }
  }

  async function user({ path, from = 0, to, think = 0, keepAlive = false, patience }: Users): Promise<void> {
    const agent = keepAlive ? regular() : stranger;
    await until(from);
    for (let at = now(); at < to; at = now()) {
      const answer = await send(path, at, agent, patience);
      if (answer === 'unreached') break;
      if (think > 0) await sleep(think);
    }
    if (agent !== stranger) agent.destroy();
  }

  async function prober({ path, period, from = 0, to, patience }: Probe): Promise<void> {
    for (const at of every(period, from, to)) {
      if (at < now()) continue;
      await until(at);
      await send(path, at, stranger, patience);
    }
  }

  await Promise.all([
    crowd(),
    ...users.flatMap((each) => Array.from({ length: each.count }, () => user(each))),
    ...probes.map(prober),
  ]);
  const waited = sleep(guard, 'too long' as const, { ref: false });
  const end = await Promise.race([Promise.all(open), waited]);
  if (end === 'too long')
    throw new Error(`${open.size} requests without an end ${guard / 1000} s after the last was sent`);
  return columns(lines.toSorted((a, b) => a.number - b.number));
}

function columns(lines: readonly Line[]): Requests {
  const paths = [...new Set(lines.map(({ path }) => path))];
  const workers = [...new Set(lines.flatMap(({ worker }) => (worker === undefined ? [] : [worker])))];
  return {
    paths,
    path: lines.map(({ path }) => paths.indexOf(path)),
    at: lines.map(({ at }) => rounded(at)),
    late: lines.map(({ late }) => rounded(late)),
    latency: lines.map(({ latency }) => rounded(latency)),
    answer: lines.map(({ answer }) => answer),
    ...(workers.length > 0 && { worker: lines.map(({ worker = '' }) => workers.indexOf(worker) + 1) }),
  };
}

/** Hundredths of a millisecond: finer than any of it is true. */
function rounded(ms: Ms): Ms {
  return Math.round(Math.max(0, ms) * 100) / 100;
}
