import { describe, expect, it } from 'vitest';
import { parseDoings } from '../../src/model/doings.ts';
import { type Turn, turnsOf } from '../../src/model/turns.ts';

function turns(tasks: Readonly<Record<string, string>>): readonly Turn[] {
  return turnsOf(
    Object.entries(tasks).map(([name, text]) => {
      const parsed = parseDoings(text);
      if (parsed.kind === 'fault') throw new Error(parsed.what);
      return { name, does: parsed.doings };
    }),
  );
}

/** "A1", "B's reader", in the order in which they ran. */
function ran({ runs }: Turn): string {
  return runs.map((run) => (run.kind === 'step' ? `${run.task}${run.step}` : `${run.task}'s ${run.kind}`)).join(' ');
}

// the steps take what they took where the turns were measured
const measured = {
  A: 'cpu 0.1, sleep 20, cpu 0.1',
  B: 'cpu 0.05, recv 10.3, cpu 0.2',
  C: 'cpu 0.05, sleep 0, cpu 0.1',
};

describe('three tasks on a loop', () => {
  const all = turns(measured);

  it('take the turns that a real loop was measured to take, CPython 3.11', () => {
    expect(
      all.map((turn) => [turn.at, turn.ready.join(' '), turn.timeout, turn.slept, turn.found.length, ran(turn)]),
    ).toEqual([
      [0, 'A B C', 0, 0, 0, 'A1 B1 C1'],
      [0.2, 'C', 0, 0, 0, 'C2'],
      [0.3, '', 19.8, 10, 1, "B's reader"],
      [10.3, 'B', 0, 0, 0, 'B2'],
      // measured, the timer was half a millisecond late: a timer is a lower bound, and the model has no kernel that is late
      [10.5, '', 9.6, 9.6, 1, "A's timer"],
      [20.1, 'A', 0, 0, 0, 'A2'],
    ]);
  });

  it('find a byte, and a timer that is due', () => {
    expect(all.flatMap(({ found }) => found)).toEqual([
      { task: 'B', kind: 'reader' },
      { task: 'A', kind: 'timer' },
    ]);
  });

  it('go where they wait: to the timers, into the kernel, to the end of ready', () => {
    expect(all[0]?.runs.map((run) => run.kind === 'step' && run.next)).toEqual([
      { kind: 'timers', due: 20.1 },
      { kind: 'kernel' },
      { kind: 'ready' },
    ]);
  });
});

describe('a turn', () => {
  it('runs exactly those that were ready when it began: who comes back meanwhile runs in the next', () => {
    expect(turns({ A: 'sleep 0, sleep 0', B: 'sleep 0' }).map(ran)).toEqual(['A1 B1', 'A2 B2', 'A3']);
  });

  it('lets nobody interrupt a callback: a byte and a timer that are long there wait for its end', () => {
    const all = turns({ A: 'sleep 5', B: 'recv 3', C: 'sleep 0, cpu 50' });
    expect(all.map(ran)).toEqual(['A1 B1 C1', 'C2', "B's reader A's timer", 'B2 A2']);
    expect(all[2]).toMatchObject({ at: 50, timeout: 0, slept: 0 });
  });

  it('does not wait for a byte that is there already', () => {
    expect(turns({ A: 'cpu 4, recv 3, cpu 1' }).map(ran)).toEqual(['A1']);
  });

  it('sleeps until a byte comes where there is no timer', () => {
    expect(turns({ A: 'recv 7' })[1]).toMatchObject({ timeout: undefined, slept: 7 });
  });
});

describe('what a task does', () => {
  it('is read', () => {
    expect(parseDoings('cpu 0.1, sleep 0, recv 10')).toEqual({
      kind: 'doings',
      doings: [
        { kind: 'cpu', ms: 0.1 },
        { kind: 'sleep', ms: 0 },
        { kind: 'recv', at: 10 },
      ],
    });
  });

  it.each(['', 'slep 20', 'sleep', 'cpu -1', 'cpu 1 sleep 2', 'recv 1,'])(
    'is told where it is nothing: "%s"',
    (text) => {
      expect(parseDoings(text)).toMatchObject({
        kind: 'fault',
        what: expect.stringContaining('is nothing a task does'),
      });
    },
  );
});
