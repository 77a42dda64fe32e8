import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isCalculator } from '../../src/draw/calculator/form.ts';
import { shownFirst } from '../../src/draw/calculator/spec.ts';
import { sizing, type Way } from '../../src/model/sizing/plan.ts';
import { rowsOf, talk } from './written.ts';

describe('what Little’s law says on its slide', () => {
  const [, slide = ''] = talk.split('id="littles-law"');
  const [, fence = ''] = /```calculator\n([\s\S]*?)```/.exec(slide) ?? [];
  const spec: unknown = parse(fence);
  if (!isCalculator(spec)) throw new Error('no calculator on the slide');

  const planOf = (name: string, way: Way) => {
    const preset = spec.presets.find((each) => each.name === name);
    const plan = preset && sizing(preset).plans.find((each) => each.way === way);
    if (plan?.kind !== 'plan') throw new Error(`no ${way} of ${name}`);
    return plan;
  };

  it('is the running example first: twenty in flight, two compute', () => {
    const shown = shownFirst(spec);
    expect(shown?.name).toBe('Model server');
    expect(shown).toMatchObject({ rate: 200, cpu: 10, wait: 90 });
    expect(shown && sizing(shown)).toMatchObject({ inFlight: 20, computing: 2 });
  });

  it('is what the speaker says of it', () => {
    expect(slide).toContain('three loops do\nit. And twenty-six sync workers do it too');
    expect(planOf('Model server', 'loops').processes).toBe(3);
    expect(planOf('Model server', 'sync').processes).toBe(26);
    expect(slide).toContain('One\nline for all wants three of them; a line for each wants four.');
    expect(planOf('Model in the process', 'sync').processes).toBe(3);
    expect(planOf('Model in the process', 'loops').processes).toBe(4);
  });

  it.each(spec.presets.map((preset) => [preset.name, preset] as const))(
    'has a way that meets its target: %s',
    (_, preset) => {
      expect(sizing(preset).plans.some((plan) => plan.kind === 'plan' && plan.meets)).toBe(true);
    },
  );
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
