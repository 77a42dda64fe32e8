import type { Ms } from '../../model/kernel.ts';
import { nearest } from '../../model/nearest.ts';
import type { Run, Turn } from '../../model/turns.ts';
import type { Lookup } from '../told.ts';

/** "0 ms", "19.8 ms": to a tenth. */
export function ms(value: Ms): string {
  return `${Math.round(value * 10) / 10} ms`;
}

/** "A1 B1", "B’s reader, A2". */
export function ranIn(runs: readonly Run[]): string {
  const names = runs.map((run) => (run.kind === 'step' ? `${run.task}${run.step}` : `${run.task}’s ${run.kind}`));
  return names.join(runs.every(({ kind }) => kind === 'step') ? ' ' : ', ');
}

/** "B’s byte". */
export function foundIn(found: Turn['found']): string {
  return found.map(({ task, kind }) => `${task}’s ${kind === 'reader' ? 'byte' : 'timer'}`).join(', ') || '–';
}

const figures: Readonly<Record<string, (turn: Turn) => string>> = {
  at: ({ at }) => ms(at),
  ready: ({ ready }) => ready.join(' ') || 'nobody',
  timeout: ({ timeout }) => (timeout === undefined ? 'for ever' : ms(timeout)),
  slept: ({ slept }) => ms(slept),
  found: ({ found }) => foundIn(found),
  runs: ({ runs }) => ranIn(runs),
};

/** What a sentence can say of the turns: "turns", "turn 3.timeout". */
export function turnReferences(turns: readonly Turn[]): Lookup {
  const expected = `expected turns, or ${Object.keys(figures).join(', ')} of turn 1 to ${turns.length}, such as {turn 1.runs}`;
  return (reference) => {
    if (reference === 'turns') return { value: String(turns.length) };
    const [, n, name = ''] = /^turn (\d+)\.(\w+)$/.exec(reference) ?? [];
    const turn = turns[Number(n) - 1];
    const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
    if (turn !== undefined && figure !== undefined) return { value: figure(turn) };
    const near = turn === undefined ? undefined : nearest(name, Object.keys(figures));
    return {
      what: `no figure "${reference}"`,
      expected: near === undefined ? expected : `did you mean "turn ${n}.${near}"?`,
    };
  };
}
