import type { Ms } from '../../model/kernel.ts';
import type { ServerSpec } from '../../model/servers/index.ts';
import type { Words } from '../told.ts';
import type { Brought } from './brought.ts';

/** The mean response of M/M/c as its servers get busier: what a beat calls it is its label, unless it has a name. */
export interface CurveSpec {
  readonly label: string;
  readonly name?: string;
  readonly servers: number;
  /** The mean of what one request takes (ms); each takes its own, exponentially distributed. */
  readonly service: Ms;
}

/** A server of a bar chart, a row of it. */
export interface RowSpec {
  readonly label: string;
  readonly name?: string;
  readonly server: ServerSpec;
}

/** What every request does: a group of bars. */
export interface WorkloadSpec {
  readonly label: string;
  readonly name?: string;
  /** "cpu 5, wait 90, cpu 5" */
  readonly does: string;
}

/** Each server on each workload, in a closed loop: `users`, each of whom asks again as soon as it is answered. */
export interface BarsSpec {
  /**
   * The lab's set of the same name for every bar, "slots" for "slots/waiting.sync": what was measured stands in the bars, and
   * what a real request costs is in the prediction.
   */
  readonly measured?: string;
  readonly users: number;
  readonly servers: readonly RowSpec[];
  readonly workloads: readonly WorkloadSpec[];
}

/** What of a request is computing, and what then helps: processes, threads of one, a loop, a loop a core. */
export interface ShareSpec {
  /** What a request takes on its own. */
  readonly total: Ms;
  readonly cores: number;
  readonly threads: number;
}

/** What was predicted beside what was measured, a row for each kind of scenario. */
export interface AgreementSpec {
  readonly rows: readonly {
    readonly label: string;
    readonly name?: string;
    /** Sets of the lab. */
    readonly of: readonly string[];
  }[];
}

/**
 * A beat of a share plays until so many per cent are computing; one of a curve until
 * the cores are so many per cent busy; of curves and bars, it shows what was not there before.
 */
export interface BeatSpec extends Words {
  /** Per cent. */
  readonly until?: number;
  /** ms on the wall for each per cent. */
  readonly lens?: number;
  /** Names of curves; of workloads; or "workload.server" and "workload.limit". */
  readonly show?: string | readonly string[];
}

/** A chart as it stands in a fence: what is drawn of it is computed. */
export interface ChartSpec {
  readonly curve?: readonly CurveSpec[];
  /** Where on its curves the simulator is asked as well, per cent. */
  readonly simulated?: readonly number[];
  readonly bars?: BarsSpec;
  /** What `measured` has brought; no author writes it. */
  readonly brought?: Brought;
  readonly share?: ShareSpec;
  readonly agreement?: AgreementSpec;
  /** The beat that stands for all, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
