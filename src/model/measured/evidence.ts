import { percentile } from '../measure.ts';
import type { Measurement, Provenance } from './measurement.ts';
import type { Figure } from './scenario.ts';
import { measured } from './seen.ts';

/** What was measured in a scenario, in short: what a slide may say, and of what. */
export interface Evidence extends Pick<Provenance, 'scenario' | 'machine' | 'versions' | 'costs' | 'predicted'> {
  readonly figures: Readonly<Record<string, Found>>;
  /** How often it was run. */
  readonly times: number;
}

/** A figure of all repetitions, in its unit. */
export interface Found {
  readonly least: number;
  readonly median: number;
  readonly most: number;
  readonly unit: string;
}

export function evidenceOf({ scenario, machine, versions, costs, predicted, repetitions }: Measurement): Evidence {
  const figures = Object.entries(scenario.figures).map(([name, figure]) => {
    const values = repetitions.map((repetition) => measured(name, figure, repetition));
    const [least = Number.NaN, median = Number.NaN, most = Number.NaN] = [0, 50, 100].map((each) =>
      percentile(values, each),
    );
    return [name, { least, median, most, unit: unitOf(figure) }] as const;
  });
  return {
    ...{ scenario, machine, versions },
    ...(costs && { costs }),
    ...(predicted && { predicted }),
    figures: Object.fromEntries(figures),
    times: repetitions.length,
  };
}

/** "ms", "/s", "MB"; nothing where something is counted. */
export function unitOf(figure: Figure): string {
  if (figure.kind === 'value') return figure.unit;
  return { latency: 'ms', lag: 'ms', perSecond: '/s', count: '' }[figure.kind];
}

/** "CPython 3.11.7, gunicorn 26.2.0, 2 cores (AMD EPYC)": with what, and on what machine. */
export function conditions(
  { versions, machine }: Pick<Evidence, 'versions' | 'machine'>,
  wanted?: readonly string[],
): string {
  const all = Object.entries(versions).filter(
    ([name]) => name !== 'node' && (wanted === undefined || wanted.includes(name)),
  );
  const words = all.map(([name, version]) => `${name === 'python' ? 'CPython' : name} ${version}`);
  return [...words, `${machine.cores} cores of an ${machine.processor}`].join(', ');
}
