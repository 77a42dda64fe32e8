import type { Ms } from '../../model/kernel.ts';
import type { Beat as AnyBeat } from '../scene.ts';
import type { Box, Point } from '../shape.ts';
import type { Tool } from './capacity.ts';

/** So many values of a curve for each per cent: with fewer its steep end has corners. */
export const fineness = 2;

/** A curve as it was computed: its values from 0 per cent on, `fineness` for each. */
export interface Curve {
  readonly name: string;
  readonly label: string;
  readonly values: readonly Ms[];
  /** What the simulator finds on the way; none where nobody asked it. */
  readonly dots: readonly Dot[];
}

/** A simulated mean (ms) where the cores are so busy (per cent), and the interval in which it is with 95 %. */
export interface Dot {
  readonly at: number;
  readonly mean: Ms;
  readonly from: Ms;
  readonly to: Ms;
}

/** How a chart came to be, above it: one word that all must read, and what it was computed from, in lines. */
export interface Heading {
  readonly word: string;
  readonly lines: readonly (Point & { readonly text: string })[];
}

/** Where a curve's numbers are. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  /** A hundred per cent. */
  readonly right: number;
  /** How far the curves go, per cent. */
  readonly end: number;
  /** The value at the top, ms. */
  readonly reach: number;
}

/** Where the bars of a group are: side by side with the others or, on a phone, below them. */
export interface Panel {
  readonly x: number;
  /** Baselines of its two lines of words. */
  readonly title: number;
  readonly work: number;
  /** The middle of each row, and how high its bar is. */
  readonly rows: readonly number[];
  readonly bar: number;
  /** Pixels for one reply a second. */
  readonly scale: number;
  /** So much room bars have with their numbers. */
  readonly width: number;
  /** Where the words at the limit begin. */
  readonly limit: Point;
  /** Where the rows are named: once in a row of groups, in every one of a column. */
  readonly names?: number;
}

/** What is placed when a page is made, in the formats in which charts are seen. */
export type Placed<T> = Readonly<Record<'wide' | 'tall', { readonly heading: Heading; readonly at: T }>>;

/** Latency against how busy the cores are. */
export interface Curves {
  readonly form: 'curve';
  readonly curves: readonly Curve[];
  /** Round values of the scale, ms. */
  readonly ticks: readonly Ms[];
  readonly placed: Placed<Plot>;
}

/** A bar as the simulator found it, replies a second. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What the lab found. */
  readonly measured?: Spread;
}

/** Of all repetitions. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** One workload on every server. */
export interface Group {
  readonly name: string;
  readonly label: string;
  /** What a request does, in words. */
  readonly work: string;
  /** In the order of the servers. */
  readonly bars: readonly Bar[];
  /** What the cores could do at most, and how the picture tells it. */
  readonly limit: Bar & { readonly label: string };
}

/** Throughput of servers on workloads, predicted. */
export interface Bars {
  readonly form: 'bars';
  readonly servers: readonly string[];
  readonly groups: readonly Group[];
  readonly placed: Placed<readonly Panel[]>;
}

/** Where a request and the tools for it are. */
export interface SharePlace {
  /** The request. */
  readonly bar: Box;
  /** Where the bars of the tools begin, and may go. */
  readonly lane: { readonly x: number; readonly w: number };
  /** The middle of each, and how thick it is. */
  readonly rows: readonly number[];
  readonly thick: number;
  /** Pixels for one time as many as one worker. */
  readonly scale: number;
}

/** One request, and what helps. */
export interface Share {
  readonly form: 'share';
  readonly total: Ms;
  readonly tools: readonly Tool[];
  readonly placed: Placed<SharePlace>;
}

/** A number that was predicted, divided by what was measured. */
export interface Ratio {
  readonly ratio: number;
  /** The model leaves something out, and says so. */
  readonly isLeftOut: boolean;
}

/** Where a ratio stands. */
export interface PlacedRatio extends Point {
  readonly r: number;
  readonly isLeftOut: boolean;
  /** Farther off than the axis goes. */
  readonly beyond?: 'less' | 'more';
}

export interface AgreementPlace {
  readonly lane: Box;
  /** Where it is a tenth more or less. */
  readonly tenth: { readonly x: number; readonly w: number };
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  /** Of each row: where its title begins, and its dots. */
  readonly titles: readonly Point[];
  readonly dots: readonly (readonly PlacedRatio[])[];
}

/** How near the simulator comes to what was measured, a row of dots for each kind of scenario. */
export interface Agreement {
  readonly form: 'agreement';
  readonly rows: readonly { readonly name: string; readonly label: string; readonly ratios: readonly Ratio[] }[];
  readonly placed: Placed<AgreementPlace>;
}

/** A beat plays from a per cent to another, where it has a curve. */
export interface Beat extends AnyBeat {
  /** The names of all that is there by now. */
  readonly shown: readonly string[];
  /** Of those, the ones that this beat is about. */
  readonly fresh: readonly string[];
  /** What there is to read when it stands, in phrases. */
  readonly seen: readonly string[];
}

/** A chart as it stands in the page: computed, and drawn as it is. */
export interface Scene {
  readonly kind: 'chart';
  readonly chart: Curves | Bars | Share | Agreement;
  readonly beats: readonly Beat[];
  readonly key: number;
}

/** The value of a curve at so many per cent, between those that were computed too. */
export function valueAt({ values }: Curve, percent: number): Ms {
  const at = percent * fineness;
  const low = Math.floor(at);
  const [a = 0, b = a] = values.slice(low, low + 2);
  return a + (b - a) * (at - low);
}

/** "100/s", "7.5/s". */
export function perSecond(value: number): string {
  return `${short(value)}/s`;
}

/** A number as a slide says it: whole from ten on, else with one decimal if it needs it. */
export function short(value: number): string {
  return String(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10);
}
