import { describe, expect, it } from 'vitest';
import type { Format, Shape } from '../../src/draw/shape.ts';
import { colours, patterns } from '../../src/draw/theme.ts';
import { classesOf, placeOf } from '../../src/play/charts/classes.ts';
import { distributionOf } from '../../src/play/charts/distribution.ts';
import { instantAt, nowOn, overviewOf } from '../../src/play/charts/overview.ts';
import { labelsOf } from '../../src/play/labels.ts';
import { requestRows } from '../../src/play/seen.ts';
import { conditions } from '../../src/play/series.ts';
import { distributions, figuresOf, overTime } from '../../src/play/tables.ts';
import { windowAt } from '../../src/play/window.ts';
import { boxes, overlap } from '../draw/extents.ts';
import { one, ran, various } from './runs.ts';

const smallest = { wide: 20, tall: 23 };
const known = new Set([...Object.keys(colours), ...Object.keys(patterns)]);

function hold(shapes: readonly Shape[], width: number, height: number, format: 'wide' | 'tall'): void {
  expect(new Set(shapes.map(({ key }) => key)).size, 'a key for each').toBe(shapes.length);
  for (const shape of shapes) {
    if (shape.kind === 'text') expect(shape.size, shape.text).toBeGreaterThanOrEqual(smallest[format]);
    const paints = ['fill' in shape ? shape.fill : undefined, 'stroke' in shape ? shape.stroke : undefined].filter(
      (paint) => paint !== undefined,
    );
    for (const paint of paints) expect(known).toContain(paint);
    if (shape.kind === 'path') expect(shape.d, shape.key).not.toMatch(/NaN|undefined|Infinity|e-/);
  }
  // of a path that goes on from where it is nobody knows the box
  const placed = shapes.filter((shape) => shape.kind !== 'path' || !/[a-y]/.test(shape.d));
  for (const { key, box } of boxes(placed)) {
    expect.soft(box.x1, key).toBeGreaterThanOrEqual(0);
    expect.soft(box.x2, key).toBeLessThanOrEqual(width);
    expect.soft(box.y1, key).toBeGreaterThanOrEqual(0);
    expect.soft(box.y2, key).toBeLessThanOrEqual(height);
  }
  const texts = boxes(shapes).filter(({ isText }) => isText);
  for (const [i, a] of texts.entries())
    for (const b of texts.slice(i + 1)) expect.soft(overlap(a.box, b.box), `"${a.key}" on "${b.key}"`).toBe(false);
}

describe.each(various)('the charts of %s with %s', (server, ...clients) => {
  const { report, trace } = one(server, ...clients);

  it.each(['wide', 'tall'] as const)('keep to the grammar, %s', (format) => {
    const overview = overviewOf([report], format);
    for (const t of [0, trace.end / 2, trace.end]) {
      const shapes = [...overview.shapes, ...nowOn(overview, t, windowAt(t, report.window, trace.end))];
      hold(shapes, overview.area.width, overview.height, format);
    }
    const how = distributionOf([report], format);
    hold(how.shapes, how.width, how.height, format);
  });

  it('count everybody: in the system over time, and in the classes of latencies', () => {
    const { present, end } = report.series;
    const bins = present.running.length;
    const drawn = conditions.reduce((sum, each) => sum + present[each].reduce((a, b) => a + (b * end) / bins, 0), 0);
    const real = trace.segments.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(drawn).toBeCloseTo(real, 3);
    const { counts } = classesOf([report]);
    expect(counts[0]?.reduce((a, b) => a + b, 0)).toBe(report.summary.outcomes.replied);
  });
});

it('two runs have one scale, of time and of latency, and a colour each', () => {
  const reports = ran(['sync', 'asgi'], 'rate 80 for 3s: cpu 5, wait 90, cpu 5').map(({ report }) => report);
  for (const format of ['wide', 'tall'] as const satisfies readonly Format[]) {
    const overview = overviewOf(reports, format);
    expect(overview.reach).toBe(Math.max(...reports.map(({ series }) => series.end)));
    hold(overview.shapes, overview.area.width, overview.height, format);
    const how = distributionOf(reports, format);
    hold(how.shapes, how.width, how.height, format);
    const bars = how.shapes.filter(({ key }) => key.startsWith('bars'));
    expect(bars.map((bar) => ('fill' in bar ? bar.fill : ''))).toEqual(['code-string', 'code-keyword']);
  }
});

it('a place on the overview is an instant, and the instant is drawn there', () => {
  const { report } = one('asgi', 'rate 40 for 3s: cpu 5');
  const overview = overviewOf([report], 'wide');
  for (const t of [0, 700, report.series.end]) {
    const line = nowOn(overview, t, { from: 0, to: 100 }).find(({ key }) => key === 'now line');
    const x = line?.kind === 'rect' ? line.x + line.w / 2 : Number.NaN;
    expect(instantAt(overview, x)).toBeCloseTo(t, -1);
  }
  expect(instantAt(overview, -50)).toBe(0);
});

it('classes are as wide as each other, or as many times, where answers differ far', () => {
  const near = classesOf([{ latencies: [100, 110, 150, 190] }]);
  expect(near.isLog).toBe(false);
  expect(near.edges[0]).toBeLessThanOrEqual(100);
  expect(near.edges.at(-1)).toBeGreaterThan(190);
  const far = classesOf([{ latencies: [1, 5000] }]);
  expect(far.isLog).toBe(true);
  expect(far.edges.slice(0, 4)).toEqual([1, 1.2, 1.5, 2]);
  expect(placeOf(1.35, far)).toBeCloseTo(1.5);
  expect(classesOf([{ latencies: [] }]).counts).toEqual([[0]]);
});

describe('the tables', () => {
  const { report, trace, window } = one('asgi', 'rate 40 for 3s: cpu 5, wait 90, cpu 5', '1 at 1s: block 500');

  it('have a cell for each head, and say what the charts show', () => {
    for (const { heads, rows } of [overTime(report), distributions([report]), figuresOf([report])]) {
      expect(rows.length).toBeGreaterThan(4);
      for (const row of rows) expect(row).toHaveLength(heads.length);
    }
    expect(figuresOf([report]).rows).toContainEqual(['answered', '121']);
    expect(figuresOf([report]).rows).toContainEqual(['half within', '100 ms']);
    expect(overTime(report).rows.map(([time]) => time)[0]).toBe('0 ms to 154 ms');
  });

  it('list the requests of a window', () => {
    const part = window(windowAt(1500, report.window, trace.end));
    const blocker = requestRows(part).find((row) => row.includes('stuck') || row[8] === '500 ms');
    expect(blocker?.slice(0, 5)).toEqual(['41', '/', '1 s', 'answered', '500 ms']);
  });
});

it('servers are called by their kind or, if they are of one, by what differs', () => {
  expect(labelsOf(['asgi workers=2'])).toEqual(['asgi']);
  expect(labelsOf(['asgi workers=2', 'sync'])).toEqual(['asgi', 'sync']);
  expect(labelsOf(['asgi workers=2', 'asgi workers=1 timeout=3s'])).toEqual(['2 workers', '1 worker, timeout=3s']);
  expect(labelsOf(['gthread', 'gthread gil=false'])).toEqual(['gthread', 'no GIL']);
  expect(labelsOf(['asgi', 'asgi'])).toEqual(['first', 'second']);
});
