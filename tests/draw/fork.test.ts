import { describe, expect, it } from 'vitest';
import { draw, still } from '../../src/draw/draw.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import type { BeatSpec } from '../../src/draw/machine/spec.ts';
import { settles } from '../../src/draw/story.ts';

const ask: BeatSpec = { ask: 'When?', answers: ['{last.latency}'], until: '0 ms' };
const fork: BeatSpec = { say: 'It forks.', forks: true, until: '0 ms' };
const run: BeatSpec = { say: 'They serve.', until: 'last done' };

function made(workers: number, ...beats: readonly BeatSpec[]) {
  return composed({
    server: { kind: 'sync', workers, cores: 4 },
    arrivals: [{ count: 8, path: '/predict', does: 'cpu 5, wait 90, cpu 5' }],
    beats,
  });
}

describe('a fork', () => {
  const { scene, problems } = made(4, ask, fork, run);
  const frame = (beat: number, settled: number) =>
    draw(scene, { beat, t: 0, settled, since: 0 }, { ink: 'live', format: 'wide' });
  const left = (shapes: ReturnType<typeof frame>) =>
    shapes.flatMap((shape) => (shape.kind === 'rect' && /^worker \d$/.test(shape.key) ? [shape.x] : []));
  const spread = (shapes: ReturnType<typeof frame>) => Math.max(...left(shapes)) - Math.min(...left(shapes));

  it('is preceded by one process, of which the others are edges', () => {
    expect(problems).toEqual([]);
    const before = draw(scene, still(scene, 0), { ink: 'still', format: 'wide' });
    expect(spread(before)).toBeLessThan(40);
    expect(before.filter(({ key }) => /^worker \d\/seat$/.test(key))).toHaveLength(1);
  });

  it('takes them apart while it settles, and only then', () => {
    const widths = [0, 0.2, 0.4, 0.7, 1].map((settled) => spread(frame(1, settled)));
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(new Set(widths).size).toBe(5);
    expect(settles(scene, scene.beats[1])).toBe(true);
    expect(settles(scene, scene.beats[0])).toBe(false);
  });

  it('ends where the next beat begins, with everybody still in line', () => {
    expect(left(draw(scene, still(scene, 1), { ink: 'live', format: 'wide' })).toSorted()).toEqual(
      left(frame(2, 0)).toSorted(),
    );
    const discs = draw(scene, still(scene, 1), { ink: 'live', format: 'wide' }).filter(({ kind }) => kind === 'group');
    expect(discs).toHaveLength(8);
    for (const disc of discs) expect('x' in disc && disc.x).toBeLessThan(400);
  });

  it('needs several processes, and nobody who is served by then', () => {
    expect(made(1, fork).problems.map(({ what }) => what)).toEqual(['one process']);
    expect(made(2, { ...fork, until: 'r1 done' }).problems.map(({ what }) => what)).toEqual(['a fork after 100 ms']);
  });
});
