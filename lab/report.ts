import { mean } from '../src/model/measure.ts';
import { compared } from '../src/model/measured/compare.ts';
import type { Measurement } from '../src/model/measured/measurement.ts';

/** Predicted beside measured, a line a figure. */
export function report(measurement: Measurement): readonly string[] {
  const cost =
    measurement.costs === undefined
      ? ''
      : `; CPU ms: ${measurement.costs.request} a request, ${measurement.costs.call} its call`;
  return [
    `${measurement.scenario.name}: ${measurement.scenario.title}${cost}`,
    ...compared(measurement).map(({ name, figure, median, least, most, predicted, ratio, agrees }) => {
      const unit = {
        latency: 'ms',
        perSecond: '/s',
        count: '',
        lag: 'ms',
        value: figure.kind === 'value' ? figure.unit : '',
      }[figure.kind];
      const found = `${digits(median)} ${unit} (${digits(least)} to ${digits(most)})`;
      const beside =
        predicted === undefined ? '' : `predicted ${digits(predicted).padStart(7)}  ratio ${ratio?.toFixed(3)}`;
      return `  ${name.padEnd(12)} ${found.padEnd(34)} ${beside}${agrees === false ? '  DISAGREES' : ''}`;
    }),
  ];
}

/** What the runs were disturbed by, if anything: said, and not hidden. */
export function disturbances({ scenario, repetitions }: Measurement): readonly string[] {
  const others = mean(repetitions.map((each) => each.others));
  const late = Math.max(0, ...repetitions.flatMap(({ requests }) => requests?.late ?? []));
  return [
    ...(others > 0.1 ? [`${scenario.name}: others used ${Math.round(others * 100)} % of the machine`] : []),
    ...(late > 20 ? [`${scenario.name}: the load generator was ${Math.round(late)} ms late`] : []),
  ];
}

function digits(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
