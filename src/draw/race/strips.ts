import type { Ms } from '../../model/kernel.ts';
import type { Box, Look, Shape } from '../shape.ts';
import { heads, numbers } from './counters.ts';
import { numberSize, short, words } from './parts.ts';
import { type Plan, stripIn } from './plan.ts';
import { isKept, type Row, type Scene } from './scene.ts';

/** How a thin line shows what a request does: of one that is away and keeps no seat only a hair is there. */
const looks = {
  away: { fill: 'away-line', opacity: 0.5 },
  kept: { fill: 'rule' },
  inLine: { fill: 'inline-fill', stroke: 'inline-line', width: 0.4 },
  running: { fill: 'running-fill' },
  stuck: { fill: 'stuck-fill' },
} as const satisfies Record<string, Look>;

const thinnest = 3;

type LookName = keyof typeof looks;
const lookNames = ['away', 'kept', 'inLine', 'running', 'stuck'] as const satisfies readonly LookName[];

/** The rows as strips: a thin line a request up to now. */
export function strips({ rows }: Scene, plan: Plan, t: Ms): readonly Shape[] {
  return rows.flatMap((row, i): readonly Shape[] => {
    const box = plan.rows[i];
    if (box === undefined) return [];
    const strip = stripIn(box, plan);
    const ground: Shape = { kind: 'rect', key: `row ${i} ground`, ...strip, r: 4, fill: 'tray' };
    return [ground, ...lines(row, plan, strip, t, `row ${i}`)];
  });
}

/** The name of each row, and beside it how many are served; the line of now does not run through them. */
export function stripWords({ rows }: Scene, plan: Plan, t: Ms): readonly Shape[] {
  const { page, isTall, ruler } = plan;
  return [
    ...(isTall ? [] : heads(plan, ruler.y, 'all')),
    ...rows.flatMap((row, i): readonly Shape[] => {
      const box = plan.rows[i];
      if (box === undefined) return [];
      const key = `row ${i}`;
      const strip = stripIn(box, plan);
      const middle = strip.y + strip.h / 2;
      const line = isTall ? strip.y - 13 : middle + numberSize * 0.36;
      const plate: Shape = {
        ...{ kind: 'rect', key: `${key} words`, x: page.stage.x, y: line - 26, w: page.stage.w, h: 36, fill: 'paper' },
      };
      return [
        ...(isTall ? [plate, ...heads(plan, line, key, row.run.part?.requests ?? 0)] : []),
        words(`${key} name`, page.stage.x, line, row.label, numberSize, { bold: true }),
        ...numbers(row, plan, isTall ? line : middle + 13, t, key),
      ];
    }),
  ];
}

/** Of lines so thin that they touch, the outlines would be all there is to see. */
function lookOf(name: LookName, pitch: number): Look {
  const { fill } = looks[name];
  return pitch < thinnest && name === 'inLine' ? { fill } : looks[name];
}

/** A thin line a request, the first at the top; what looks alike is one shape, or there would be hundreds. */
function lines(row: Row, { x }: Plan, strip: Box, t: Ms, key: string): readonly Shape[] {
  const { requests, segments } = row.run.trace;
  const pitch = strip.h / requests.length;
  const tops = new Map(requests.map(({ id }, i) => [id, strip.y + i * pitch]));
  const drawn: Record<LookName, string> = { away: '', kept: '', inLine: '', running: '', stuck: '' };
  for (const stay of segments) {
    if (stay.from >= t || stay.to === stay.from) continue;
    const look = isKept(row, stay) ? 'kept' : stay.state;
    // work is what little there is to see of a request
    const h = look === 'away' ? 1 : look === 'running' ? pitch + 0.5 : Math.max(1.5, pitch - 1);
    const y = short((tops.get(stay.request) ?? strip.y) + (pitch - h) / 2);
    const left = short(x(stay.from));
    drawn[look] += `M${left} ${y}H${short(x(Math.min(stay.to, t)))}V${short(y + h)}H${left}z`;
  }
  return lookNames.flatMap((name): readonly Shape[] =>
    drawn[name] === '' ? [] : [{ kind: 'path', key: `${key} ${name}`, d: drawn[name], ...lookOf(name, pitch) }],
  );
}
