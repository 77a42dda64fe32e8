import { duration, meanDuration, number, path, type Reader } from './phrases.ts';

/** A word that says something of clients: which of their fields, and how what follows it is read. */
export interface Saying {
  readonly field: string;
  /** Without it nothing follows: what is said is true. */
  readonly read?: Reader;
}

/** A kind of clients: what the first word counts, if it counts, what else may be said, and what has to be. */
export interface Kind {
  readonly counts?: string;
  readonly sayings: Readonly<Record<string, Saying>>;
  /** A sample of each. */
  readonly needs: readonly string[];
}

const WORK: Kind['sayings'] = {
  path: { field: 'path', read: path },
  patience: { field: 'patience', read: duration },
  retry: { field: 'retries.times', read: number },
  pause: { field: 'retries.pause', read: duration },
  factor: { field: 'retries.factor', read: number },
};

const STREAM: Kind['sayings'] = {
  for: { field: 'to', read: duration },
  from: { field: 'from', read: duration },
  seed: { field: 'seed', read: number },
  ...WORK,
};

/** What a phrase of clients that come again and again begins with. */
export const SOURCES: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['rate', { counts: 'perSecond', sayings: STREAM, needs: ['for 10s'] }],
  ['poisson', { counts: 'perSecond', sayings: STREAM, needs: ['for 10s'] }],
  [
    'bursts',
    { counts: 'perSecond', sayings: { of: { field: 'size', read: number }, ...STREAM }, needs: ['of 10', 'for 10s'] },
  ],
  [
    'users',
    {
      counts: 'count',
      sayings: {
        apart: { field: 'apart', read: duration },
        think: { field: 'think', read: meanDuration },
        'keep-alive': { field: 'keepAlive' },
        ...STREAM,
      },
      needs: ['for 10s'],
    },
  ],
  [
    'probe',
    {
      sayings: {
        every: { field: 'period', read: duration },
        failures: { field: 'failures', read: number },
        grace: { field: 'grace', read: duration },
        ...STREAM,
      },
      needs: ['every 1s', 'patience 500ms', 'for 30s'],
    },
  ],
]);

/** So many at an instant, "8 at 0", or from then on one after another, "8 at 0 apart 10ms". */
export const TOGETHER: Kind = {
  sayings: {
    at: { field: 'at', read: duration },
    apart: { field: 'apart', read: duration },
    probe: { field: 'probe' },
    ...WORK,
  },
  needs: ['at 0'],
};
