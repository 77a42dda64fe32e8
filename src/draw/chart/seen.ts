import { capacity, times } from './capacity.ts';
import { type Agreement, type Bars, type Beat, type Curves, perSecond, type Share, short, valueAt } from './scene.ts';

/** What there is to read when a beat stands, in phrases; made with the data, so that a page need not know how. */
export function whatItShows(
  chart: Omit<Curves, 'placed'> | Omit<Bars, 'placed'> | Omit<Share, 'placed'> | Omit<Agreement, 'placed'>,
  { at, shown }: Pick<Beat, 'at' | 'shown'>,
): readonly string[] {
  const there = new Set(shown);
  if (chart.form === 'curve') {
    const said = chart.curves
      .filter(({ name }) => there.has(name))
      .map((curve) => `${curve.label} ${Math.round(valueAt(curve, at))} ms`);
    return [`At ${at} % busy: ${said.join(', ')}`];
  }
  if (chart.form === 'agreement') {
    return chart.rows.flatMap(({ name, label, ratios }) => {
      const [least, most] = [ratios.at(0), ratios.at(-1)].map((each) => Math.round((each?.ratio ?? 1) * 100));
      return there.has(name) ? [`${label}: ${ratios.length} numbers, predicted ${least} to ${most} % of measured`] : [];
    });
  }
  if (chart.form === 'share') {
    const { total, tools } = chart;
    const parts = [`${Math.round((total * at) / 100)} ms CPU, ${Math.round((total * (100 - at)) / 100)} ms waiting`];
    if (there.size === 0) return parts;
    const made = tools.map(
      (tool) => `${tool.label} × ${short(times(tool, at))}, ${perSecond(capacity(tool, total, at))}`,
    );
    return [...parts, `As many as one worker: ${made.join('; ')}`];
  }
  return chart.groups.flatMap(({ label, bars }) => {
    const said = bars.flatMap(({ name, value, measured }, i) => {
      const found = measured === undefined ? '' : `, measured ${perSecond(measured.median)}`;
      return there.has(name) ? [`${chart.servers[i]} ${perSecond(value)}${found}`] : [];
    });
    return said.length === 0
      ? []
      : [`Predicted, ${label}: ${said.join(bars.some(({ measured }) => measured) ? '; ' : ', ')}`];
  });
}
