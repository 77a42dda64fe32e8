import { mean, percentile } from '../measure.ts';
import { t95 } from '../student.ts';
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

/** The costs in a prediction vary from one time that they are measured to the next by a hundredth of the work. */
const finest = 0.01;

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

function agrees({ within }: Figure, predicted: number, { median, measured }: Omit<Comparison, 'agrees'>): boolean {
  if (within === undefined || within === 'not') return true;
  if (within === 'spread')
    return Math.abs(predicted - mean(measured)) <= Math.max(spreadOfNext(measured), finest * median);
  return Math.abs(predicted - median) <= within * median;
}

/**
 * How far from the mean of what was measured one more run is, with 95 %: the prediction interval of a normal distribution.
 * From the least to the most of five runs, even a sixth would not lie one time in three.
 */
function spreadOfNext(values: readonly number[]): number {
  const middle = mean(values);
  const degrees = values.length - 1;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / degrees);
  return t95(degrees) * deviation * Math.sqrt(1 + 1 / values.length);
}
