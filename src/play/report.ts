import { geometry } from '../draw/geometry.ts';
import { crowdIn, siteOf } from '../draw/machine/site.ts';
import type { Lanes } from '../draw/machine/spec.ts';
import { limitsOf } from '../draw/race/limits.ts';
import type { Point } from '../draw/shape.ts';
import { sizes } from '../draw/theme.ts';
import type { Ms } from '../model/kernel.ts';
import { percentile } from '../model/measure.ts';
import type { ServerSpec } from '../model/servers/index.ts';
import { type Summary, summary } from '../model/summary.ts';
import type { Trace } from '../model/trace.ts';
import { binCount } from './bins.ts';
import { type Series, seatsIn, seriesOf, type Wait, waitsOf } from './series.ts';
import { told } from './told/run.ts';
import { type Crowds, crowdsOf, windowLength } from './window.ts';

/** A run as a whole, without its trace: what is drawn of it at once, said of it and listed. */
export interface Report {
  readonly label: string;
  readonly summary: Summary;
  readonly series: Series;
  /** One by one where they are few, else none. */
  readonly waits: readonly Wait[];
  readonly bands: readonly Band[];
  /** Of those who were answered, in their order. */
  readonly latencies: readonly Ms[];
  readonly said: readonly string[];
  readonly crowds: Crowds;
  /** How long what is shown at once is. */
  readonly window: Ms;
  /** Whether the stage has a place for all that this server has. */
  readonly stage: boolean;
  readonly lanes: Lanes;
  /** When the last client has its outcome. */
  readonly ended: Ms;
  /** How old a heartbeat may be, and how long a process may finish, where somebody sees to that. */
  readonly timeout?: Ms;
  readonly grace?: Ms;
}

/** What those who came in a bin waited; nobody came in one without. */
export interface Band {
  readonly bin: number;
  readonly least: Ms;
  readonly half: Ms;
  readonly most: Ms;
  /** How many got no answer. */
  readonly bad: number;
}

/** More would be a cloud. */
const mostPoints = 1200;

export function reportOf(label: string, server: ServerSpec, trace: Trace): Report {
  const waits = waitsOf(trace);
  const end = trace.end;
  return {
    label,
    summary: summary(trace),
    series: seriesOf(trace),
    waits: waits.length <= mostPoints ? waits : [],
    bands: bandsOf(waits, end),
    latencies: waits.flatMap(({ good, latency }) => (good ? [latency] : [])).toSorted((a, b) => a - b),
    said: told(trace),
    crowds: crowdsOf(trace, crowdIn(trace)),
    window: windowLength(trace.requests.length, end),
    stage: hasRoom(trace),
    lanes: lanesOf(trace),
    ended: trace.outcomes.at(-1)?.at ?? 0,
    ...limitsOf(server),
  };
}

function bandsOf(waits: readonly Wait[], end: Ms): readonly Band[] {
  const bins = new Map<number, Wait[]>();
  for (const wait of waits) {
    const bin = Math.min(binCount - 1, Math.floor((wait.at * binCount) / Math.max(end, 1)));
    const all = bins.get(bin);
    if (all === undefined) bins.set(bin, [wait]);
    else all.push(wait);
  }
  return [...bins].map(([bin, all]) => {
    const latencies = all.map(({ latency }) => latency);
    return {
      bin,
      least: Math.min(...latencies),
      half: percentile(latencies, 50),
      most: Math.max(...latencies),
      bad: all.filter(({ good }) => !good).length,
    };
  });
}

/** Smaller boxes could not be told from each other. */
const most = { processes: 8, loops: 8 } as const;

/** Whether everybody who is in a process can be seen there. */
function hasRoom(trace: Trace): boolean {
  const processes = trace.places.filter(({ kind }) => kind === 'process').length;
  const { loops, trays, seats, threads, lasting } = siteOf(trace, geometry('wide'));
  if (processes > most.processes || loops.size > most.loops) return false;
  if (touch([...threads].flatMap(([id, spot]) => (lasting.has(id) ? [spot] : [])))) return false;
  const drawn = new Set([...trays.keys(), ...seats.keys(), 'clients']);
  return trace.segments.every(({ place }) => drawn.has(place));
}

/** Whether threads lie on each other. */
function touch(spots: readonly Point[]): boolean {
  const { w, h } = sizes.pill;
  return spots.some((a, i) => spots.slice(i + 1).some((b) => Math.abs(a.x - b.x) < w && Math.abs(a.y - b.y) < h - 4));
}

const mostOfRequests = 16;
const mostOfSeats = 8;

/** What the timeline has a lane for: each request or, of many, each seat; of many of those, each core. */
function lanesOf(trace: Trace): Lanes {
  if (trace.requests.length <= mostOfRequests) return 'requests';
  if (trace.events.some(({ kind, place }) => kind === 'token' && place.endsWith('/tokens'))) return 'counts';
  const taken = new Set(trace.segments.map(({ place }) => place));
  return [...seatsIn(trace).keys()].filter((seat) => taken.has(seat)).length <= mostOfSeats ? 'seats' : 'cores';
}
