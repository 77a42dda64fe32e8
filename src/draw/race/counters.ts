import type { Ms } from '../../model/kernel.ts';
import { tick } from '../glyphs.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { numberSize, words } from './parts.ts';
import { type Plan, stripIn } from './plan.ts';
import { countsAt, type Row, type Scene } from './scene.ts';

/** A number of a row: where it ends, and where the word for it does. */
interface Counter {
  readonly what: 'answered' | 'inLine';
  readonly word: string;
  readonly number: number;
  readonly end: number;
}

/** On the stage the words stand once above their numbers, on a phone in every row behind them. */
const counters = {
  wide: [
    { what: 'answered', word: 'answered', number: 1116, end: 1116 },
    { what: 'inLine', word: 'in line', number: 1240, end: 1240 },
  ],
  tall: [
    { what: 'answered', word: 'answered', number: 394, end: 506 },
    { what: 'inLine', word: 'in line', number: 594, end: 680 },
  ],
} as const satisfies Record<string, readonly Counter[]>;

function countersOf({ isTall }: Plan): readonly Counter[] {
  return counters[isTall ? 'tall' : 'wide'];
}

/** What is counted, up to `most`, each with the mark that it has elsewhere. */
export function heads(plan: Plan, y: number, key: string, most = 0): readonly Shape[] {
  const { isTall, page } = plan;
  const size = isTall ? page.tick : page.label;
  return countersOf(plan).flatMap(({ what, word, number, end }): readonly Shape[] => {
    const left =
      (isTall
        ? number - textWidth(most < 100 ? '24' : String(most), { size: numberSize, bold: true })
        : end - textWidth(word, { size })) - 26;
    const mark: Shape =
      what === 'answered'
        ? tick(`${key} ${what} mark`, { x: left, y: y - 2 })
        : {
            ...{ kind: 'rect', key: `${key} ${what} mark`, x: left, y: y - 16, w: 16, h: 16, r: 3 },
            ...{ fill: 'inline-fill', stroke: 'inline-line', width: sizes.hairline },
          };
    return [mark, words(`${key} ${what} word`, end, y, word, size, { fill: 'ink-second', anchor: 'end' })];
  });
}

/** The numbers of a row by now. */
export function numbers(row: Row, plan: Plan, y: number, t: Ms, key: string): readonly Shape[] {
  const counts = countsAt(row, t);
  const size = plan.isTall ? numberSize : 36;
  return countersOf(plan).map(({ what, number }) =>
    words(`${key} ${what} number`, number, y, String(counts[what]), size, { bold: true, anchor: 'end' }),
  );
}

/** Who has answered everybody: when, at the end of its lines; rows that end together have one end. */
export function finishes({ rows }: Scene, plan: Plan, t: Ms): readonly Shape[] {
  return rows.flatMap((row, i): readonly Shape[] => {
    const box = plan.rows[i];
    if (box === undefined || row.end > t) return [];
    const strip = stripIn(box, plan);
    const below = plan.rows[i + 1];
    // on a phone there are words between two strips
    const isTie = !plan.isTall && below !== undefined && rows[i + 1]?.end === row.end;
    const bottom = isTie ? stripIn(below, plan).y : strip.y + strip.h;
    const at = plan.x(row.end);
    const said = `${Math.round(row.end)} ms`;
    const w = textWidth(said, { size: numberSize, bold: true });
    const y = strip.y + strip.h / 2 + numberSize * 0.36;
    const key = `row ${i}`;
    return [
      {
        ...{ kind: 'rect', key: `${key} plate`, x: at + 4, y: y - 28, w: w + 40, h: 38, r: 6 },
        fill: at > plan.ruler.x1 - 12 ? 'paper' : 'tray',
      },
      { kind: 'rect', key: `${key} end`, x: at - 2, y: strip.y, w: 4, h: bottom - strip.y, fill: 'ink' },
      tick(`${key} tick`, { x: at + 12, y: y - 3 }),
      words(`${key} time`, at + 36, y, said, numberSize, { bold: true }),
    ];
  });
}
