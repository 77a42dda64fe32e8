import type { Ms } from '../../model/kernel.ts';
import { cross, tick } from '../glyphs.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { duration } from '../words.ts';
import type { Picture } from './picture.ts';

const lineHeight = 34;

/** What the users felt: a line an outcome, the latest at the bottom; when there are more, the last of them. */
export function ledger({ trace, run, geometry }: Picture, t: Ms): readonly Shape[] {
  const { x: left, y, h } = geometry.ledger;
  // a third digit takes the room of the last
  const { part } = run;
  const crowded = (part?.requests ?? trace.requests.length) > 99;
  const x = left + (crowded ? 14 : 0);
  const outcomes = trace.outcomes.filter(({ at }) => at <= t);
  const room = Math.floor((h - 48) / lineHeight);
  const shown = outcomes.slice(-room);
  const replies = (part?.answered ?? 0) + outcomes.filter(({ kind }) => kind === 'replied').length;
  const head = (part?.outcomes ?? 0) + outcomes.length > room ? `${replies} answers` : 'answers';
  return [
    { kind: 'text', key: 'ledger label', x: left, y: y + 20, text: head, size: sizes.label, fill: 'ink-second' },
    ...shown.flatMap(({ request, kind }, i): Shape[] => {
      const at = y + 60 + i * lineHeight;
      const good = kind === 'replied';
      const ms = run.figures.get(request)?.latency ?? 0;
      const latency = crowded && ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : duration(ms);
      return [
        {
          kind: 'text',
          key: `ledger ${request} number`,
          x: x + 30,
          y: at,
          text: request.slice(1),
          size: geometry.text,
          fill: 'ink',
          bold: true,
          anchor: 'end',
        },
        (good ? tick : cross)(`ledger ${request} mark`, { x: x + 39, y: at }),
        {
          kind: 'text',
          key: `ledger ${request} latency`,
          x: x + 62,
          y: at,
          text: latency,
          size: geometry.text,
          fill: good ? 'ink' : 'stuck-line',
        },
      ];
    }),
  ];
}
