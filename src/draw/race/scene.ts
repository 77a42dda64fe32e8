import type { Ms } from '../../model/kernel.ts';
import type { Outcome, Segment } from '../../model/trace.ts';
import { othersAt, type Run, type RunData, runOf } from '../machine/run.ts';
import type { Beat as AnyBeat } from '../scene.ts';
import { type Life, lifeOf } from './life.ts';

/** A server and what comes to it, to be run again in the page. */
export interface RowData {
  readonly label: string;
  readonly run: RunData;
  /** How old a heartbeat may be, where somebody watches it. */
  readonly timeout?: Ms;
  /** How long it may finish what it has when it is told to stop; as long as that takes if there is none. */
  readonly grace?: Ms;
}

/** A beat that plays from an instant of the clock that all share to another. */
export interface Beat extends AnyBeat {
  /** How far the picture reaches. */
  readonly reach: Ms;
  /** What there is to see when it stands, in phrases. */
  readonly seen: readonly string[];
}

/** A race as it stands in the page. */
export interface SceneData {
  readonly kind: 'race';
  readonly rows: readonly RowData[];
  readonly beats: readonly Beat[];
  readonly key: number;
}

/** A row that has run. */
export interface Row extends Omit<RowData, 'run'> {
  readonly run: Run;
  readonly life: Life;
  /** When its last client has its outcome. */
  readonly end: Ms;
  readonly places: ReadonlySet<string>;
}

/** A race that has been run. */
export interface Scene extends Omit<SceneData, 'rows'> {
  readonly rows: readonly Row[];
}

/** Runs every row. The same data gives the same scene, wherever. */
export function sceneOf({ rows, ...rest }: SceneData): Scene {
  return { ...rest, rows: rows.map(rowOf) };
}

/** Runs a row. */
export function rowOf({ run: data, ...rest }: RowData): Row {
  const run = runOf(data);
  const { trace } = run;
  const places = new Set(trace.places.flatMap(({ kind, id }) => (kind === 'seat' ? [id] : [])));
  return { ...rest, run, places, life: lifeOf(trace), end: trace.outcomes.at(-1)?.at ?? 0 };
}

/** Whether a stay keeps a seat from others while it is away. */
export function isKept({ places }: Row, { state, place }: Segment): boolean {
  return state === 'away' && places.has(place);
}

/** How many have got an answer by an instant, and how many wait while nobody works for them. */
export function countsAt({ run }: Row, t: Ms): { readonly answered: number; readonly inLine: number } {
  const { outcomes, segments } = run.trace;
  return {
    answered: (run.part?.answered ?? 0) + outcomes.filter(({ kind, at }) => kind === 'replied' && at <= t).length,
    inLine:
      segments.filter(({ state, from, to }) => state === 'inLine' && from <= t && t < to).length + othersAt(run, t),
  };
}

/** What a client saw, in as many words as there is room for. */
export function outcomeSaid({ kind }: Outcome, latency: Ms, isShort: boolean): string {
  switch (kind) {
    case 'replied':
      return `${Math.round(latency)} ms`;
    case 'failed':
      return '500';
    case 'refused':
      return '503';
    case 'gaveUp':
      return 'gave up';
    case 'lost':
      if (latency === 0) return isShort ? 'refused' : 'no connection';
      return isShort ? 'lost' : 'connection lost';
    default:
      return kind satisfies never;
  }
}
