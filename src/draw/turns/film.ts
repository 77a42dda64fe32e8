import type { Ms } from '../../model/kernel.ts';
import type { Run, Turn } from '../../model/turns.ts';
import type { DiscState } from '../glyphs.ts';
import { durations } from '../theme.ts';
import { foundIn, ms, ranIn } from './figures.ts';
import type { Disc, Key, Note, Room, Scene, Station, Stop } from './scene.ts';

/** How long things take on the wall, ms: nothing that is to be seen is over sooner. */
const pace = { walk: 300, round: 350, asleep: 450, sit: 360, rest: 100 } as const;

/** Turns as a film, and at which instants of it a beat can stop. */
export interface Film extends Pick<Scene, 'discs' | 'bead' | 'notes' | 'rows'> {
  readonly moments: ReadonlyMap<string, Ms>;
}

/** One thing after the other: the bead goes to its station, a disc hops, another moves up. */
export function filmOf(turns: readonly Turn[], tasks: readonly string[]): Film {
  const keys = new Map<string, Key[]>();
  const bead: Stop[] = [{ at: 0, move: 0, station: 'ask' }];
  const notes: Note[] = [];
  const moments = new Map<string, Ms>([['start', 0]]);
  const ready: string[] = [];
  const waiting: Record<'timers' | 'kernel', (string | undefined)[]> = { timers: [], kernel: [] };
  let now: Ms = 0;

  const note = (where: string, text: string, at = now) => notes.push({ at, where, text });

  function stand(who: string, state: DiscState, room?: Room, cell = 0, move: Ms = durations.hop): void {
    const own = keys.get(who) ?? [];
    keys.set(who, own);
    const last = own.at(-1);
    // who only moves up while it comes goes straight there
    const arrives = last?.at === now && last.room === room;
    if (arrives) own.pop();
    own.push({ at: now, move: now === 0 ? 0 : arrives ? last.move : move, state, ...(room && { room }), cell });
  }

  function goTo(station: Station, move: Ms): void {
    bead.push({ at: now, move, station });
    now += move;
  }

  function getReady(who: string): void {
    ready.push(who);
    stand(who, 'inLine', 'ready', ready.length - 1);
  }

  function wait(task: string, room: 'timers' | 'kernel', words: string): void {
    const free = waiting[room].indexOf(undefined);
    const cell = free < 0 ? waiting[room].length : free;
    waiting[room][cell] = task;
    stand(task, 'away', room, cell);
    note(`${room} ${cell}`, words, now + durations.hop);
  }

  /** Where a task waits, which it leaves if it `goes`. */
  function placeOf(task: string, goes: boolean): { room: 'timers' | 'kernel'; cell: number } {
    const room = waiting.timers.includes(task) ? 'timers' : 'kernel';
    const cell = waiting[room].indexOf(task);
    if (goes) {
      waiting[room][cell] = undefined;
      note(`${room} ${cell}`, '');
    }
    return { room, cell };
  }

  function ask(n: number, { at, ready: before, timeout, slept, found }: Turn): void {
    if (n > 1) goTo('ask', pace.walk);
    const atMost = timeout === undefined ? 'for ever' : ms(timeout);
    note('turn', `turn ${n}`);
    note('ask', atMost);
    note('slept', '');
    note('doing', slept > 0 ? 'asleep' : 'asks');
    for (const [field, text] of [
      ['turn', `${n}`],
      ['at', ms(at)],
      ['ready', before.join(' ') || '–'],
      ['select', atMost],
    ])
      note(`${n} ${field}`, text ?? '');
    moments.set(`turn ${n} asks`, now);
    // a beat may stop here, and what it waited for comes afterwards
    if (n > 1 && slept > 0) now += pace.asleep;
    note(`${n} slept`, slept > 0 ? ms(slept) : '–');
    note(`${n} found`, foundIn(found));
    if (slept > 0) note('slept', `slept ${ms(slept)}`);
  }

  function find(found: Turn['found']): void {
    for (const { task } of found.filter(({ kind }) => kind === 'reader')) come(task, 'reader');
    const due = found.filter(({ kind }) => kind === 'timer');
    if (due.length > 0) {
      note('doing', 'wakes');
      goTo('wake', pace.walk);
    }
    for (const { task } of due) come(task, 'timer');
  }

  /** The callback of who waits goes into ready. */
  function come(task: string, kind: 'reader' | 'timer'): void {
    const { room, cell } = placeOf(task, false);
    const who = `${task}'s ${kind}`;
    stand(who, 'inLine', room, cell, 0);
    getReady(who);
    now += durations.hop;
  }

  function sit(who: string, runs: Run, told: string, n: number, ran: string): void {
    ready.shift();
    stand(who, 'running', 'seat');
    for (const [cell, other] of ready.entries()) stand(other, 'inLine', 'ready', cell, durations.closeUp);
    now += durations.hop;
    note('doing', told);
    note(`${n} runs`, ran);
    now += pace.sit;
    leave(who, runs);
  }

  function leave(who: string, run: Run): void {
    if (run.kind !== 'step') {
      stand(who, 'done', undefined, 0, 0);
      placeOf(run.task, true);
      getReady(run.task);
      return;
    }
    const { next, task } = run;
    if (next.kind === 'ready') getReady(task);
    else if (next.kind === 'done') stand(task, 'done', 'home', tasks.indexOf(task));
    else wait(task, next.kind, next.kind === 'timers' ? `due ${ms(next.due)}` : 'for a byte');
  }

  for (const who of turns[0]?.ready ?? []) getReady(who);
  for (const [i, turn] of turns.entries()) {
    const n = i + 1;
    ask(n, turn);
    find(turn.found);
    goTo('run', bead.at(-1)?.station === 'wake' ? pace.walk : pace.round);
    for (const [r, run] of turn.runs.entries()) {
      const who = run.kind === 'step' ? run.task : `${run.task}'s ${run.kind}`;
      sit(who, run, `runs ${ranIn([run])}`, n, ranIn(turn.runs.slice(0, r + 1)));
    }
    now += durations.hop;
    note('doing', '');
    moments.set(`turn ${n}`, now);
    now += pace.rest;
  }
  return {
    discs: [...keys].map(([name, own]): Disc => ({ name, letter: name.length === 1 ? name : '', keys: own })),
    bead,
    notes: notes.toSorted((a, b) => a.at - b.at),
    rows: { timers: Math.max(1, waiting.timers.length), kernel: Math.max(1, waiting.kernel.length) },
    moments,
  };
}
