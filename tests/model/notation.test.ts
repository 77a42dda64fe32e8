import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSteps, written } from '../../src/model/notation.ts';
import type { Step } from '../../src/model/workload.ts';

function faultOf(text: string) {
  const parsed = parseSteps(text);
  return parsed.kind === 'fault' ? parsed.fault : undefined;
}

describe('steps as a user writes them', () => {
  it('are kinds with their milliseconds', () => {
    expect(parseSteps('cpu 5, wait 90, native 0.5, block 2000')).toEqual({
      kind: 'steps',
      steps: [
        { kind: 'cpu', ms: 5 },
        { kind: 'wait', ms: 90 },
        { kind: 'native', ms: 0.5 },
        { kind: 'block', ms: 2000 },
      ],
    });
  });

  it('can be handed to a thread, in brackets', () => {
    const inner = [
      { kind: 'wait', ms: 90 },
      { kind: 'cpu', ms: 1 },
    ];
    const thread = { kind: 'thread', steps: inner };
    expect(parseSteps(' cpu 1,thread[ wait 90 ,cpu 1 ] ')).toEqual({
      kind: 'steps',
      steps: [{ kind: 'cpu', ms: 1 }, thread],
    });
  });

  it('are read back as they were written', () => {
    const { steps } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
      step: fc.oneof(
        { maxDepth: 3 },
        fc.record({ kind: fc.constantFrom('cpu', 'native', 'wait', 'block'), ms: fc.nat(100_000).map((n) => n / 8) }),
        fc.record({ kind: fc.constant('thread'), steps: tie('steps') }),
      ),
      steps: fc.array(tie('step'), { minLength: 1, maxLength: 4 }),
    }));
    fc.assert(
      fc.property(steps, (list) => {
        expect(parseSteps(written(list))).toEqual({ kind: 'steps', steps: list });
      }),
    );
  });
});

describe('a text that is not steps', () => {
  it.each([
    ['cpu 5, blok 20', 7, '"blok" is not a step', 'did you mean "block"?'],
    ['cpu 5, compute 20', 7, '"compute" is not a step', 'steps are cpu, native, wait, block, thread, reply'],
    ['cpu 5 ms', 6, '"ms" does not go on with the steps', 'expected milliseconds, without a unit'],
    ['cpu 5; cpu 5', 4, '"5;" is not a duration', 'expected a comma instead of ;'],
    ['cpu 99999999999', 4, '"99999999999" is too long', 'expected 1000000000 milliseconds or less'],
    ['', 0, 'the end is not a step', 'steps are cpu, native, wait, block, thread, reply'],
    ['cpu 5,', 6, 'the end is not a step', 'steps are cpu, native, wait, block, thread, reply'],
    ['cpu', 0, '"cpu" has no duration', 'expected milliseconds, such as cpu 5'],
    ['cpu -5', 4, '"-5" is not a duration', 'expected milliseconds, such as 5 or 0.5'],
    ['cpu 5s', 4, '"5s" is not a duration', 'expected milliseconds, such as 5 or 0.5'],
    ['cpu Infinity', 4, '"Infinity" is not a duration', 'expected milliseconds, such as 5 or 0.5'],
    ['wait 90 cpu 5', 8, '"cpu" does not go on with the steps', 'expected a comma'],
    ['cpu 5]', 5, '"]" does not go on with the steps', 'expected a comma'],
    ['thread wait 90', 7, '"wait" is not the beginning of steps', 'expected [ and steps and ]'],
    ['thread [wait 90', 15, 'the end does not go on with the steps', 'expected a comma or ]'],
    ['thread [wait 90, cup 5]', 17, '"cup" is not a step', 'did you mean "cpu"?'],
    ['thread []', 8, '"]" is not a step', 'steps are cpu, native, wait, block, thread, reply'],
  ])('%j: the place, the fault and the remedy', (text, offset, what, expected) => {
    expect(faultOf(text)).toEqual({ offset, what, expected });
  });

  it('is a fault at a place in it, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const offset = faultOf(text)?.offset ?? 0;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
