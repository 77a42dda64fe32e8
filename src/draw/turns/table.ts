import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { words } from './parts.ts';
import { fields, noteAt, type Scene } from './scene.ts';
import type { Table } from './site.ts';

/** What is known of the turns by now. */
export function tableShapes(scene: Scene, table: Table, t: number, { text: size }: Sheet): readonly Shape[] {
  const begun = Array.from({ length: scene.turns }, (_, i) => i + 1).filter(
    (n) => noteAt(scene, `${n} turn`, t) !== '',
  );
  const cells = begun.flatMap((n) =>
    fields.flatMap((field): readonly Shape[] => {
      const text = noteAt(scene, `${n} ${field}`, t);
      const { x, y } = table.at(n, field);
      const strong = field === 'turn' || field === 'runs';
      const quiet = field === 'at' || text === '–';
      return text === ''
        ? []
        : [words(`${n} ${field}`, x, y, text, size, { fill: quiet ? 'ink-second' : 'ink', bold: strong })];
    }),
  );
  const last = begun.at(-1);
  return [
    ...(last === undefined
      ? []
      : [{ kind: 'rect' as const, key: 'band', ...table.band(last), r: 8, fill: 'tray' as const }]),
    { kind: 'path', key: 'table rule', d: table.rule, stroke: 'rule', width: sizes.hairline },
    ...fields.flatMap((field): readonly Shape[] => {
      const { x, y } = table.at(0, field);
      // a column of turns is named by its turn, and a row by all but that
      return table.named(field) ? [words(`0 ${field}`, x, y, field, size)] : [];
    }),
    ...cells,
  ];
}
