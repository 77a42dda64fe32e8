import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { svgSource } from '../../src/draw/svg.ts';
import { distributionOf } from '../../src/play/charts/distribution.ts';
import { overviewOf } from '../../src/play/charts/overview.ts';
import { machineFilm } from '../../src/play/film.ts';
import { one } from './runs.ts';

const forbidden = () => {
  throw new Error('an experiment knows no clock and no chance');
};

beforeEach(() => {
  vi.stubGlobal('Date', { now: forbidden });
  vi.stubGlobal('performance', new Proxy({}, { get: forbidden }));
  vi.spyOn(Math, 'random').mockImplementation(forbidden);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('the same experiment gives the same sentences and the same pictures, without clock and chance', () => {
  const made = () => {
    const { report, window } = one('asgi', 'poisson 40 for 1s seed 2: cpu ~5, wait ~20');
    const film = machineFilm(report, window({ from: 0, to: report.window }));
    const shapes = [...film.draw({ t: 100 }, 'wide'), ...overviewOf([report], 'wide').shapes];
    return [report.said.join(' '), svgSource([...shapes, ...distributionOf([report], 'tall').shapes])];
  };
  const [said, picture] = made();
  expect(said).toContain('requests were answered');
  expect(picture).toContain('<path');
  expect(made()).toEqual([said, picture]);
});
