import { expect, it } from 'vitest';
import { draw, still } from '../../src/draw/draw.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import type { DiagramSpec } from '../../src/draw/machine/spec.ts';

/** Three users of whom the first keeps the loop: the others are in the backlog, and will be in the ready queue for longer. */
const blocked: DiagramSpec = {
  server: { kind: 'gevent' },
  arrivals: [{ count: 3, path: '/predict', does: 'cpu 5, block 90, cpu 5' }],
  beats: [
    { say: 'They are outside.', until: '60 ms' },
    { say: 'All are done.', until: 'last done' },
  ],
};

function wordsAt(beat: number): readonly string[] {
  const { scene } = composed(blocked);
  const shapes = draw(scene, still(scene, beat), { ink: 'still', format: 'wide' });
  return shapes.flatMap((shape) => (shape.kind === 'text' && /^bar r3 .* word$/.test(shape.key) ? [shape.text] : []));
}

it('a bar says what has been, and nothing of what is still to come', () => {
  expect(wordsAt(0)).toEqual(['in line']);
  expect(wordsAt(1)).toContain('ready');
});
