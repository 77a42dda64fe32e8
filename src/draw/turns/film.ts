import type { Ms } from '../../model/kernel.ts';
import type { Run, Turn } from '../../model/turns.ts';
import { durations } from '../theme.ts';
import { foundIn, ms, ranIn } from './figures.ts';
import { type Reel, reel } from './reel.ts';
import type { Scene } from './scene.ts';

/** How long things take on the wall, ms: what sits in the seat is to be seen. */
const pace = { walk: 300, round: 350, asleep: 450, sit: 360, rest: 100 } as const;

/** Turns as a film, and at which instants of it a beat can stop. */
export interface Film extends Pick<Scene, 'discs' | 'bead' | 'notes' | 'rows'> {
  readonly moments: ReadonlyMap<string, Ms>;
}

/** One thing after the other: the bead goes to its station, a disc hops, another moves up. */
export function filmOf(turns: readonly Turn[], tasks: readonly string[]): Film {
  const film = reel();
  const moments = new Map([['start', film.now]]);
  for (const who of turns[0]?.ready ?? []) film.getReady(who);
  for (const [i, turn] of turns.entries()) {
    const n = i + 1;
    // the film begins when the first turn asks
    if (n > 1) film.goTo('ask', pace.walk);
    ask(film, n, turn);
    moments.set(`turn ${n} asks`, film.now);
    // a beat may stop here, and what it waited for comes afterwards
    film.pass(turn.slept > 0 ? pace.asleep : pace.rest);
    find(film, n, turn);
    for (const [r, run] of turn.runs.entries()) {
      film.sitDown();
      film.pass(durations.hop);
      film.note('doing', `runs ${ranIn([run])}`);
      film.note(`${n} runs`, ranIn(turn.runs.slice(0, r + 1)));
      film.pass(pace.sit);
      leave(film, run, tasks);
    }
    film.pass(durations.hop);
    film.note('doing', '');
    moments.set(`turn ${n}`, film.now);
    film.pass(pace.rest);
  }
  return { ...film.made(), moments };
}

function ask(film: Reel, n: number, { at, ready, timeout, slept }: Turn): void {
  const atMost = timeout === undefined ? 'for ever' : ms(timeout);
  film.note('turn', `turn ${n}`);
  film.note('ask', atMost);
  film.note('slept', '');
  film.note('doing', slept > 0 ? 'asleep' : 'asks');
  film.note(`${n} turn`, `${n}`);
  film.note(`${n} at`, ms(at));
  film.note(`${n} ready`, ready.join(' ') || '–');
  film.note(`${n} select`, atMost);
}

/** What select found, and what is due, goes into ready: as callbacks, before the tasks themselves. */
function find(film: Reel, n: number, { slept, found }: Turn): void {
  film.note(`${n} slept`, slept > 0 ? ms(slept) : '–');
  film.note(`${n} found`, foundIn(found));
  if (slept > 0) {
    film.note('slept', `slept ${ms(slept)}`);
    film.note('doing', 'awake');
  }
  const came = (kind: 'reader' | 'timer') => {
    for (const { task } of found.filter((each) => each.kind === kind)) {
      film.appear(`${task}'s ${kind}`, task);
      film.pass(durations.hop);
    }
  };
  came('reader');
  const isDue = found.some(({ kind }) => kind === 'timer');
  if (isDue) film.goTo('wake', pace.walk);
  came('timer');
  film.goTo('run', isDue ? pace.walk : pace.round);
}

function leave(film: Reel, run: Run, tasks: readonly string[]): void {
  const { task } = run;
  if (run.kind !== 'step') {
    film.vanish(`${task}'s ${run.kind}`);
    film.wake(task);
    return;
  }
  const { next } = run;
  if (next.kind === 'ready') film.getReady(task);
  else if (next.kind === 'done') film.goHome(task, tasks.indexOf(task));
  else film.wait(task, next.kind, next.kind === 'timers' ? `due ${ms(next.due)}` : 'for a byte');
}
