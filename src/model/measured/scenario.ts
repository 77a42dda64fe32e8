import { clientProblems } from '../check.ts';
import type { Ms } from '../kernel.ts';
import { list, optional, type Rule, record, text, time, timeWithin, union, whole, word } from '../rules.ts';
import { type ServerSpec, serverProblems } from '../servers/index.ts';
import type { Outcome } from '../trace.ts';
import type { Client } from '../workload.ts';
import { dictionary } from './dictionary.ts';

/** What is run on real servers and, the same, in the simulator. */
export interface Scenario {
  /** The file of its measurement, without ".json": "slots/waiting.sync". */
  readonly name: string;
  /** A sentence: "Four standard requests at once on one sync worker". */
  readonly title: string;
  /** What the simulator runs; missing where there is nothing in it to compare with. `cores` are those that the real one may use. */
  readonly server?: ServerSpec;
  /** Who sends requests, to both. */
  readonly clients?: readonly Client[];
  /** What is compared, by name. */
  readonly figures: Readonly<Record<string, Figure>>;
}

/** Which requests count: all, but for these limits. */
export interface Selection {
  readonly path?: string;
  /** Sent at this instant or later. */
  readonly from?: Ms;
  /** Sent before it. */
  readonly to?: Ms;
}

export type Statistic = 'first' | 'mean' | 'p50' | 'p90' | 'p99' | 'last';

/** Replies a second that came from `from` on and before `to`. */
export interface PerSecond {
  readonly kind: 'perSecond';
  readonly from?: Ms;
  readonly to?: Ms;
  /** So many users come round as a herd: what counts are whole rounds of it, up to the last reply. */
  readonly round?: number;
}

/** One number of a run, and how near the predicted one has to be to the measured. */
export type Figure = Agreement &
  (
    | ({
        /** Of those who were replied to, unless another outcome is named. */
        readonly kind: 'latency';
        readonly of: Statistic;
        readonly outcome?: Outcome['kind'];
      } & Selection)
    | PerSecond
    /** How many ended so. */
    | ({ readonly kind: 'count'; readonly outcome: Outcome['kind'] } & Selection)
    /** How late a loop wakes a task; predicted, how long its turns are. */
    | { readonly kind: 'lag'; readonly of: Statistic }
    /** What a program of the lab found; nothing predicts it. */
    | { readonly kind: 'value'; readonly unit: string }
  );

/** How predicted and measured agree, and why that near and no nearer. */
export type Agreement =
  /** The prediction is this share off the median of the repetitions at most: 0.1 is a tenth. */
  | { readonly within: number; readonly because: string }
  /** The prediction lies where one more repetition would, with 95 %; a hundredth off is near enough. */
  | { readonly within: 'spread'; readonly because: string }
  /** It does not agree, and a slide that shows it says why: what the model leaves out. */
  | { readonly within: 'not'; readonly because: string }
  /** Nothing predicts it. */
  | { readonly within?: undefined; readonly because?: undefined };

const share = timeWithin(0, 1);

const within: Rule = (value, path) =>
  value === undefined || typeof value === 'number'
    ? optional(share)(value, path)
    : word(['spread', 'not'], 'agreements')(value, path);

const agreement = { within, because: optional(text) };
const selection = { path: optional(text), from: optional(time), to: optional(time) };

const outcome = word(['replied', 'failed', 'refused', 'gaveUp', 'lost'], 'outcomes');

const statistic = word(['first', 'mean', 'p50', 'p90', 'p99', 'last'], 'statistics');

const figure = union(
  {
    latency: {
      of: statistic,
      outcome: optional(outcome),
      ...selection,
      ...agreement,
    },
    perSecond: { from: optional(time), to: optional(time), round: optional(whole(1, 10_000)), ...agreement },
    count: { outcome, ...selection, ...agreement },
    lag: { of: statistic, ...agreement },
    value: { unit: text, ...agreement },
  },
  'figures',
);

const scenario = record({
  name: text,
  title: text,
  server: optional((value, path) => serverProblems(value, path)),
  clients: optional((value, path) => clientProblems(value, path)),
  figures: dictionary(figure),
});

/** What is wrong with a scenario, every field by its path. */
export const scenarioRule: Rule = (value, path) => scenario(value, path);

/** What is wrong with a list of scenarios. */
export const scenariosRule: Rule = list(scenarioRule);
