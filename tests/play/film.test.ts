import { describe, expect, it } from 'vitest';
import { count, type Shape } from '../../src/draw/shape.ts';
import { mostMoving } from '../../src/draw/theme.ts';
import { boxOf, machineFilm, raceFilm } from '../../src/play/film.ts';
import { windowAt } from '../../src/play/window.ts';
import { boxes, everyone } from '../draw/extents.ts';
import { one, ran, various } from './runs.ts';

function texts(shapes: readonly Shape[]): readonly string[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'text' ? [shape.text] : shape.kind === 'group' ? texts(shape.children) : [],
  );
}

describe.each(various)('the film of %s with %s', (server, ...clients) => {
  const { trace, report, window } = one(server, ...clients);
  const shares = [0, 0.2, 0.5, 0.8, 1];
  const frames = (['wide', 'tall'] as const).flatMap((format) =>
    shares.flatMap((share) => {
      const t = share * trace.end;
      const part = window(windowAt(t, report.window, trace.end));
      const film = report.stage ? machineFilm(report, part) : raceFilm([[report, part]]);
      return [undefined, { lens: 5, since: 0 }].map((playing) => {
        const shapes = film.draw({ t, ...(playing && { playing }) }, format);
        return { format, t, playing, shapes, box: boxOf(shapes, format) };
      });
    }),
  );

  it('keeps to its picture, in few shapes, of which few move', () => {
    for (const { format, t, shapes, box } of frames) {
      expect(count(shapes), `${format} at ${t}`).toBeLessThanOrEqual(600);
      expect(everyone(shapes).filter(({ moving }) => moving).length).toBeLessThanOrEqual(mostMoving);
      for (const { key, box: own } of boxes(shapes)) {
        expect.soft(own.x1, `${format} ${key} at ${t}`).toBeGreaterThanOrEqual(box.x);
        expect.soft(own.x2, `${format} ${key} at ${t}`).toBeLessThanOrEqual(box.x + box.w);
        expect.soft(own.y1, `${format} ${key} at ${t}`).toBeGreaterThanOrEqual(box.y);
        expect.soft(own.y2, `${format} ${key} at ${t}`).toBeLessThanOrEqual(box.y + box.h);
      }
    }
  });

  it('says how slowly it plays, and nothing of that while it stands', () => {
    for (const { playing, shapes, t } of frames) {
      // what has come to its end plays no more
      if (t < trace.end) expect(texts(shapes).includes('5× slower')).toBe(playing !== undefined);
    }
  });
});

it('two servers are a race on one clock, whose window both have', () => {
  const [sync, asgi] = ran(['sync', 'asgi'], 'rate 80 for 3s: cpu 5, wait 90, cpu 5');
  if (sync === undefined || asgi === undefined) throw new Error('two ran');
  const stretch = windowAt(3000, sync.report.window, sync.trace.end);
  const film = raceFilm([
    [sync.report, sync.window(stretch)],
    [asgi.report, asgi.window(stretch)],
  ]);
  const answered = (t: number, { trace }: typeof sync) =>
    trace.outcomes.filter(({ kind, at }) => kind === 'replied' && at <= t).length;
  for (const t of [1000, 2500, 3000]) {
    const said = texts(film.draw({ t }, 'wide'));
    expect(said).toEqual(
      expect.arrayContaining(['sync', 'asgi', String(answered(t, sync)), String(answered(t, asgi))]),
    );
  }
});

it('what is in line where nobody can see it stands as a number at the end of the line', () => {
  const { trace, report, window } = one('sync', 'rate 100 for 20s: cpu 5, wait 90, cpu 5');
  const t = 15_000;
  const film = machineFilm(report, window(windowAt(t, report.window, trace.end)));
  const shapes = film.draw({ t }, 'wide');
  const there = trace.segments.filter(({ place, from, to }) => place === 'backlog' && from <= t && t < to).length;
  const more = texts(shapes).find((text) => text.startsWith('+'));
  const seen = everyone(shapes).length - 1;
  expect(Number(more)).toBe(there - seen);
});
