import { describe, expect, it } from 'vitest';
import { figures, mean } from '../../src/model/measure.ts';
import { run } from '../sim/runs.ts';
import { rowsOf } from './written.ts';

describe('what Little’s law says on its slide', () => {
  const arrivals = 200;
  const busy = 0.8;
  const rows = rowsOf('littles-law');
  const does = { waits: 'cpu 5, wait 90, cpu 5', computes: 'cpu 100' };

  it('is what the sums come to', () => {
    const [time, cpu] = [100, 10]; // ms
    const inFlight = (arrivals * time) / 1000;
    const computing = (arrivals * cpu) / 1000;
    const seats = inFlight / busy;
    const cores = computing / busy;
    expect(Object.fromEntries(rows)).toEqual({
      'One request': [`${cpu} ms of CPU, ${time - cpu} ms away`, `${time} ms of CPU`],
      'In flight': [`${arrivals}/s × ${time / 1000} s = ${inFlight}`, `${inFlight}`],
      'Of these computing': [`${arrivals}/s × ${cpu / 1000} s = ${computing}`, `${inFlight}`],
      'Seats, 80 % busy': [`${inFlight} ÷ ${busy} = ${seats}`, `${seats}`],
      'Cores, 80 % busy': [`${computing} ÷ ${busy} = ${cores}, so ${Math.ceil(cores)}`, `${inFlight / busy}`],
      'So take': [
        `${seats} sync workers, ${Math.ceil(seats / 4)} × 4 threads, or ${Math.ceil(cores)} loops`,
        `${seats} processes`,
      ],
    });
  });

  const latency = (server: string, steps: string) =>
    mean(figures(run(server, `poisson ${arrivals} for 60s: ${steps}`)).map((figure) => figure.latency));

  it.each([
    ['sync workers=25 cores=3', does.waits],
    ['gthread workers=7 threads=4 cores=3', does.waits],
    ['asgi workers=3 cores=3', does.waits],
    ['sync workers=25 cores=25', does.computes],
  ])('is enough in the simulator: %s', (server, steps) => {
    expect(latency(server, steps)).toBeLessThan(140);
  });

  it.each([
    ['sync workers=20 cores=3', does.waits],
    ['asgi workers=2 cores=3', does.waits],
    ['sync workers=20 cores=20', does.computes],
  ])('and without the fifth that is left free a line grows: %s', (server, steps) => {
    expect(latency(server, steps)).toBeGreaterThan(300);
  });
});

it('what eight workers have is eight times what one has', () => {
  const pairs = [...rowsOf('multiplies').values()].map(([one = '', eight = '']) => [one, eight].map(Number.parseFloat));
  const numbers = pairs.filter((pair) => !pair.some(Number.isNaN));
  expect(numbers).toEqual([
    [40, 320],
    [15, 120],
    [40, 320],
    [10, 80],
  ]);
  for (const [one = 0, eight] of numbers) expect(eight).toBe(8 * one);
});
