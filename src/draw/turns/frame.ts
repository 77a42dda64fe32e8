import type { Medium, View } from '../draw.ts';
import { type Sheet, sheet } from '../geometry.ts';
import { tick, tray } from '../glyphs.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { discShapes } from './discs.ts';
import { words } from './parts.ts';
import { ringShapes } from './ring.ts';
import { type Beat, heldAt, noteAt, type Scene } from './scene.ts';
import { type Site, siteOf, spot } from './site.ts';
import { tableShapes } from './table.ts';

/** The loop at an instant of the film: who is ready, who waits for what, and the turns as far as they are known. */
export function frame(scene: Scene, beat: Beat, { t, settled }: View, { format }: Medium): readonly Shape[] {
  const page = sheet(format);
  const site = siteOf(scene, format);
  const grown = settled > 0 && settled < 1 ? Math.sin(Math.PI * settled) : 0;
  return [
    ...tableShapes(scene, site.table, t, page),
    ...rooms(scene, site, t, page),
    ...code(scene, site, t, page),
    ...ringShapes(scene, beat, site, { t, grown, page }),
    ...discShapes(scene, beat, site, { t, grown, size: page.text }),
  ];
}

/** The trays: two of the process, and the kernel's; beside who waits, for what. */
function rooms(scene: Scene, site: Site, t: number, { label }: Sheet): readonly Shape[] {
  const { labels } = site;
  const waits = (['timers', 'kernel'] as const).flatMap((room) =>
    Array.from({ length: scene.rows[room] }, (_, i): readonly Shape[] => {
      const text = noteAt(scene, `${room} ${i}`, t);
      const { x, y } = spot(site, room, i);
      if (text === '') return [];
      return room === 'timers'
        ? [...clock(`clock ${i}`, x + 52, y), words(`timers ${i}`, x + 80, y + 8, text, label, { fill: 'ink' })]
        : [words(`kernel ${i}`, x + 36, y + 8, text, label, { fill: 'ink' })];
    }).flat(),
  );
  return [
    tray('ready', site.ready.box, false),
    tray('timers', site.timers.box, false),
    tray('kernel', site.kernel.box, true),
    words('ready label', labels.ready.x, labels.ready.y, 'ready', label),
    words('timers label', labels.timers.x, labels.timers.y, 'timers', label),
    words('kernel label', labels.kernel.x, labels.kernel.y, 'waiting, in the kernel', label),
    ...waits,
  ];
}

/** A clock's face. */
function clock(key: string, x: number, y: number): readonly Shape[] {
  return [
    { kind: 'circle', key: `${key} face`, x, y, r: 15, fill: 'paper', stroke: 'away-line', width: 3 },
    {
      kind: 'path',
      key: `${key} hands`,
      d: `M${x} ${y - 9}L${x} ${y}L${x + 6} ${y + 4}`,
      stroke: 'away-line',
      width: 3,
    },
  ];
}

/** What each task awaits, beside its letter; ticked when it is done. */
function code({ tasks, discs }: Scene, site: Site, t: number, { label, text }: Sheet): readonly Shape[] {
  return tasks.flatMap(({ name, awaits }, i): readonly Shape[] => {
    const { x, y } = spot(site, 'home', i);
    const here = heldAt(discs.find((each) => each.name === name)?.keys ?? [], t).now;
    const done = here?.room === 'home' && t >= here.at + here.move;
    const look = { size: text, mono: true } as const;
    return [
      ...(done ? [] : [words(`task ${name}`, x, y + 8, name, label, { fill: 'ink', bold: true, anchor: 'middle' })]),
      words(`code ${name}`, x + 36, y + 8, awaits, text, { fill: done ? 'ink-second' : 'ink', mono: true }),
      ...(done ? [tick(`tick ${name}`, { x: x + 50 + textWidth(awaits, look), y: y + 8 })] : []),
    ];
  });
}
