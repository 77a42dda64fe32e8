import { percentile } from '../measure.ts';
import type { Measurement } from './measurement.ts';
import { predictions } from './predict.ts';
import type { Figure } from './scenario.ts';
import { measured } from './seen.ts';

/** A figure of a scenario, predicted beside measured. */
export interface Comparison {
  readonly name: string;
  readonly figure: Figure;
  /** Of each repetition. */
  readonly measured: readonly number[];
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly predicted?: number;
  /** Predicted over measured. */
  readonly ratio?: number;
  /** Whether they agree as the figure says they do; nothing is said of what nothing predicts. */
  readonly agrees?: boolean;
}

/** Every figure of a measurement, in the order of its scenario; each prediction is computed anew. */
export function compared(measurement: Measurement): readonly Comparison[] {
  const predicted = predictions(measurement);
  return Object.entries(measurement.scenario.figures).map(([name, figure]) => {
    const values = measurement.repetitions.map((repetition) => measured(name, figure, repetition));
    const found = {
      name,
      figure,
      measured: values,
      median: percentile(values, 50),
      least: percentile(values, 0),
      most: percentile(values, 100),
    };
    const expected = predicted.get(name);
    if (expected === undefined) return found;
    const ratio = expected === found.median ? 1 : expected / found.median;
    return { ...found, predicted: expected, ratio, agrees: agrees(figure, expected, found) };
  });
}

function agrees({ within }: Figure, predicted: number, { median, least, most }: Omit<Comparison, 'agrees'>): boolean {
  if (within === undefined || within === 'not') return true;
  if (within === 'spread') return predicted >= least && predicted <= most;
  return Math.abs(predicted - median) <= within * median;
}
