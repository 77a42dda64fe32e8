import { describe, expect, it } from 'vitest';
import { draw, still, type View } from '../../src/draw/draw.ts';
import { sheet } from '../../src/draw/geometry.ts';
import { type Scene, sceneOf } from '../../src/draw/scene.ts';
import { count, type Format, type Shape } from '../../src/draw/shape.ts';
import { settles } from '../../src/draw/story.ts';
import { svgSource } from '../../src/draw/svg.ts';
import { colours, mostMoving, patterns, sizes } from '../../src/draw/theme.ts';
import { moment } from '../../src/model/trace.ts';
import { boxes, discs, type Extent, everyone, overlap } from './extents.ts';
import { scenesOfTheTalk } from './scenes.ts';

const smallest: Record<Format, number> = { wide: 20, tall: 23, half: 20, low: 23 };

/** The stills of all beats, and frames of the film between them. */
function frames(scene: Scene): { view: View; ink: 'live' | 'still'; name: string }[] {
  const stills = scene.beats.map((_, beat) => ({
    view: still(scene, beat),
    ink: 'still' as const,
    name: `still ${beat}`,
  }));
  const film = scene.beats.flatMap(({ from, at }, beat) =>
    Array.from({ length: at > from ? 40 : 0 }, (_, i) => {
      const t = from + ((at - from) * i) / 40;
      return { view: { beat, t, settled: 0 }, ink: 'live' as const, name: `beat ${beat} at ${t} ms` };
    }),
  );
  // where no clock runs, what there is to see between two stills is a disc that walks and a line that grows
  const walks = settles(scene)
    ? scene.beats.flatMap((_, beat) =>
        [0, 0.2, 0.4, 0.6, 0.8].map((settled) => ({
          view: { beat, t: 0, settled, came: Math.max(0, beat - 1) },
          ink: 'live' as const,
          name: `beat ${beat} settled by ${settled}`,
        })),
      )
    : [];
  return [...stills, ...film, ...walks];
}

describe.each(scenesOfTheTalk())('the pictures of $slug', ({ scene, data, formats }) => {
  describe.each(formats)('in the %s format', (format) => {
    const all = frames(scene).map((frame) => ({
      ...frame,
      shapes: draw(scene, frame.view, { ink: frame.ink, format }),
    }));

    it(`have no text under ${smallest[format]} px`, () => {
      for (const { name, shapes } of all) {
        for (const { text, size } of texts(shapes))
          expect.soft(size, `${name}: "${text}"`).toBeGreaterThanOrEqual(smallest[format]);
      }
    });

    it('have nothing outside their view', () => {
      const { width, height } = sheet(format);
      for (const { name, shapes } of all) {
        for (const { key, box } of boxes(shapes)) {
          expect
            .soft(
              box.x1 >= 0 && box.y1 >= 0 && box.x2 <= width && box.y2 <= height,
              `${name}: ${key} at ${JSON.stringify(box)}`,
            )
            .toBe(true);
        }
      }
    });

    it('have no two discs on top of each other', () => {
      for (const { name, shapes } of all) {
        const standing = everyone(shapes).filter(({ moving }) => !moving);
        const close = pairs(standing).filter(([a, b]) => Math.hypot(a.x - b.x, a.y - b.y) < a.r + b.r);
        expect
          .soft(
            close.map(([a, b]) => `${a.key} and ${b.key}`),
            name,
          )
          .toEqual([]);
      }
    });

    it('have no label on another or on a disc when they stand still', () => {
      for (const { name, shapes } of all.filter(({ ink }) => ink === 'still')) {
        const labels = boxes(shapes).filter(({ isText }) => isText);
        for (const [a, b] of pairs(labels))
          expect.soft(overlap(a.box, b.box), `${name}: "${a.key}" and "${b.key}"`).toBe(false);
        for (const label of labels) {
          for (const { key, x, y } of discs(shapes))
            expect.soft(overlap(label.box, around(x, y)), `${name}: "${label.key}" and disc ${key}`).toBe(false);
        }
      }
    });

    it(`move at most ${mostMoving} things at a time`, () => {
      for (const { name, shapes } of all)
        expect.soft(discs(shapes).filter(({ moving }) => moving).length, name).toBeLessThanOrEqual(mostMoving);
    });

    it('show everyone who is there: as a disc, or counted', () => {
      for (const { name, view, shapes } of all) {
        const beat = scene.kind === 'machine' ? scene.beats[view.beat] : undefined;
        if (scene.kind !== 'machine' || beat === undefined || beat.cards.length > 0) continue;
        const run = scene.runs.get(beat.run);
        const present = run === undefined ? [] : moment(run.trace, view.t).present.map(({ request }) => request);
        const seen = new Set(everyone(shapes).map(({ key }) => key));
        const counted = shapes.reduce(
          (sum, shape) => sum + (shape.kind === 'text' && shape.key.endsWith(' more') ? Number(shape.text) : 0),
          0,
        );
        expect.soft(present.filter((id) => !seen.has(id)).length, name).toBe(counted);
      }
    });

    it('begin a beat with everyone where the beat before left them', () => {
      for (const [i, beat] of scene.beats.entries()) {
        const last = scene.beats[i - 1];
        if (
          last === undefined ||
          last.run !== beat.run ||
          last.ask !== '' ||
          beat.from !== last.at ||
          beat.at === beat.from
        )
          continue;
        const where = (view: View) =>
          discs(draw(scene, view, { ink: 'live', format })).map(({ key, x, y }) => ({ key, x, y }));
        expect
          .soft(where({ beat: i, t: beat.from, settled: 0, since: beat.from }), `beat ${i}`)
          .toEqual(where(still(scene, i - 1)));
      }
    });

    it('show at most 16 numbered discs, and 300 shapes', () => {
      for (const { name, shapes } of all) {
        expect.soft(discs(shapes).length, name).toBeLessThanOrEqual(16);
        expect.soft(count(shapes), name).toBeLessThanOrEqual(300);
      }
    });

    it('take every colour from the theme', () => {
      const known = new Set([...Object.keys(colours), ...Object.keys(patterns)]);
      for (const { shapes } of all) {
        const source = svgSource(shapes);
        expect(source).not.toMatch(/#[0-9a-f]{3,8}\b|rgb|hsl/i);
        for (const [, name] of source.matchAll(/\b[fs]-([a-z-]+)/g))
          expect.soft(known.has(name ?? ''), name).toBe(true);
      }
    });

    it('have a name of its own for everything', () => {
      for (const { name, shapes } of all) {
        const keys = shapes.map(({ key }) => key);
        expect
          .soft(keys.length - new Set(keys).size, `${name}: ${keys.filter((key, i) => keys.indexOf(key) !== i).join()}`)
          .toBe(0);
      }
    });

    it('are the same whatever was drawn before', () => {
      const fresh = sceneOf(data);
      const again = all.toReversed().map(({ view, ink }) => draw(fresh, view, { ink, format }));
      expect(again.toReversed()).toEqual(all.map(({ shapes }) => shapes));
    });
  });

  // one beside a listing steps through it, a line or two a beat
  const isBeside = formats[0] === 'half';
  it(`has at most ${isBeside ? 'six' : 'four'} beats on stage after its question`, () => {
    expect(scene.beats.filter(({ reader, ask }) => !reader && ask === '').length).toBeLessThanOrEqual(isBeside ? 6 : 4);
  });
});

function texts(shapes: readonly Shape[]): { text: string; size: number }[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'group' ? texts(shape.children) : shape.kind === 'text' ? [shape] : [],
  );
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

function around(x: number, y: number): Extent {
  return { x1: x - sizes.disc, y1: y - sizes.disc, x2: x + sizes.disc, y2: y + sizes.disc };
}
