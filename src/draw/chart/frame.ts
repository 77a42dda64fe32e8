import type { Medium, View } from '../draw.ts';
import { sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { agreementShapes } from './agreement.ts';
import { barShapes } from './bars.ts';
import { curveShapes } from './curves.ts';
import { words } from './parts.ts';
import type { Beat, Scene } from './scene.ts';
import { shareShapes } from './share.ts';

/** The chart as far as an instant of a beat: what is still to be asked about is not drawn. */
export function frame({ chart, beats }: Scene, beat: Beat, view: View, { format }: Medium): readonly Shape[] {
  const page = sheet(format);
  const { stage, label, tick } = page;
  const which = format === 'tall' ? 'tall' : 'wide';
  // what comes where no clock runs comes in a moment; what a dot draws is there as the dot is
  const fresh = beat.at > beat.from ? 1 : Math.min(1, 2 * view.settled);
  const { word, lines } = chart.placed[which].heading;
  const stops = beats.slice(0, beats.indexOf(beat)).map(({ at }) => at);
  return [
    words('how', stage.x, stage.y + label, word, label, { fill: 'ink', bold: true }),
    ...lines.map(({ x, y, text }, i) => words(`how ${i}`, x, y, text, tick)),
    ...(chart.form === 'curve'
      ? curveShapes(chart, chart.placed[which].at, beat, { page, fresh, t: view.t, stops })
      : chart.form === 'bars'
        ? barShapes(chart, chart.placed[which].at, beat, { page, fresh })
        : chart.form === 'agreement'
          ? agreementShapes(chart, chart.placed[which].at, beat, { page, fresh })
          : // after its question it goes on from where that was asked
            shareShapes(chart, chart.placed[which].at, beat, { page, fresh, t: Math.max(beat.from, view.t) })),
  ];
}
