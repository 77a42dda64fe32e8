import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { draw, still } from '../../src/draw/draw.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import { sceneOf } from '../../src/draw/scene.ts';
import { svgSource } from '../../src/draw/svg.ts';
import { four } from './specs.ts';

const forbidden = () => {
  throw new Error('a picture knows no clock and no chance');
};

beforeEach(() => {
  vi.stubGlobal(
    'Date',
    class {
      constructor() {
        forbidden();
      }
      static now = forbidden;
    },
  );
  vi.stubGlobal('performance', new Proxy({}, { get: forbidden }));
  vi.spyOn(Math, 'random').mockImplementation(forbidden);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('a scene is simulated and drawn without clock and chance', () => {
  const made = sceneOf(composed(four).data);
  expect(svgSource(draw(made, still(made, 2), { ink: 'still', format: 'wide' }))).toContain('400 ms');
});
