import { afterEach, expect, it, vi } from 'vitest';

const forbidden = (name: string) => () => {
  throw new Error(`the model has asked for ${name}`);
};

function forbid(): void {
  const deny = (name: string) =>
    new Proxy(class {}, { construct: forbidden(name), apply: forbidden(name), get: forbidden(name) });
  vi.stubGlobal('Date', deny('Date'));
  vi.stubGlobal('performance', deny('performance'));
  vi.spyOn(Math, 'random').mockImplementation(forbidden('Math.random'));
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function run() {
  vi.resetModules();
  const { simulate } = await import('../../src/model/servers/index.ts');
  const { parseSteps } = await import('../../src/model/notation.ts');
  const { poissonArrivals } = await import('../../src/model/workload.ts');
  const { figures, throughput } = await import('../../src/model/measure.ts');
  const { moment } = await import('../../src/model/trace.ts');
  const parsed = parseSteps('cpu 5, wait 20, thread [native 3, block 2], block 1');
  const steps = parsed.kind === 'steps' ? parsed.steps : [];
  const arrivals = poissonArrivals({ path: '/', steps, patience: 200 }, 60, 1, 0, 1000);
  return (['sync', 'asgi'] as const).map((kind) => {
    const trace = simulate({ kind, workers: 2 }, arrivals);
    return [trace, moment(trace, 500), figures(trace), throughput(trace)];
  });
}

it('the model knows neither the time of day nor chance, not even while it is loaded', async () => {
  const free = await run();
  forbid();
  expect(() => Date.now()).toThrow('Date');
  expect(() => new Date()).toThrow('Date');
  expect(() => performance.now()).toThrow('performance');
  expect(() => Math.random()).toThrow('Math.random');
  expect(await run()).toEqual(free);
});
