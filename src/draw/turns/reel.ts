import type { Ms } from '../../model/kernel.ts';
import type { DiscState } from '../disc.ts';
import { durations } from '../theme.ts';
import type { Disc, Key, Note, Room, Scene, Station, Stop } from './scene.ts';

type WaitingRoom = 'timers' | 'kernel';

/** A film while it is made: what is put on it happens now, and what takes time only where it is said. */
export interface Reel {
  readonly now: Ms;
  pass(ms: Ms): void;
  /** A text stands somewhere, from `after` ms on. */
  note(where: string, text: string, after?: Ms): void;
  /** The bead goes to a station, which takes its time. */
  goTo(station: Station, move: Ms): void;
  /** To the end of ready. */
  getReady(who: string): void;
  /** The first of ready sits down, and the others move up. */
  sitDown(): void;
  /** To a place of its own among those who wait; `words` say for what. */
  wait(task: string, room: WaitingRoom, words: string): void;
  /** A callback comes out of the task that waits for it. */
  appear(who: string, task: string): void;
  vanish(who: string): void;
  /** Who waited goes to the end of ready. */
  wake(task: string): void;
  /** Beside its code. */
  goHome(task: string, row: number): void;
  made(): Pick<Scene, 'discs' | 'bead' | 'notes' | 'rows'>;
}

/** A film with its bead where the loop asks, and nobody on it. */
export function reel(): Reel {
  const keys = new Map<string, Key[]>();
  const bead: Stop[] = [{ at: 0, move: 0, station: 'ask' }];
  const notes: Note[] = [];
  const ready: string[] = [];
  const waiting: Record<WaitingRoom, (string | undefined)[]> = { timers: [], kernel: [] };
  let now: Ms = 0;

  function note(where: string, text: string, after: Ms = 0): void {
    notes.push({ at: now + after, where, text });
  }

  function stand(who: string, state: DiscState, room: Room, cell = 0, move: Ms = durations.hop): void {
    const own = keys.get(who) ?? [];
    keys.set(who, own);
    const last = own.at(-1);
    // who would move up as soon as it comes goes straight there
    const comes = last?.at === now && last.room === room;
    if (comes) own.pop();
    own.push({ at: now, move: now === 0 ? 0 : comes ? last.move : move, state, room, cell });
  }

  function getReady(who: string): void {
    ready.push(who);
    stand(who, 'inLine', 'ready', ready.length - 1);
  }

  function placeOf(task: string): { readonly room: WaitingRoom; readonly cell: number } {
    const room = waiting.timers.includes(task) ? 'timers' : 'kernel';
    return { room, cell: waiting[room].indexOf(task) };
  }

  return {
    get now() {
      return now;
    },
    pass(ms) {
      now += ms;
    },
    note,
    goTo(station, move) {
      bead.push({ at: now, move, station });
      now += move;
    },
    getReady,
    sitDown() {
      const [first, ...others] = ready.splice(0);
      ready.push(...others);
      if (first !== undefined) stand(first, 'running', 'seat');
      for (const [cell, other] of others.entries()) stand(other, 'inLine', 'ready', cell, durations.closeUp);
    },
    wait(task, room, words) {
      const free = waiting[room].indexOf(undefined);
      const cell = free < 0 ? waiting[room].length : free;
      waiting[room][cell] = task;
      stand(task, 'away', room, cell);
      note(`${room} ${cell}`, words, durations.hop);
    },
    appear(who, task) {
      const { room, cell } = placeOf(task);
      stand(who, 'inLine', room, cell, 0);
      getReady(who);
    },
    vanish(who) {
      keys.get(who)?.push({ at: now, move: 0, state: 'done', cell: 0 });
    },
    wake(task) {
      const { room, cell } = placeOf(task);
      waiting[room][cell] = undefined;
      note(`${room} ${cell}`, '');
      getReady(task);
    },
    goHome: (task, row) => stand(task, 'done', 'home', row),
    made: () => ({
      discs: [...keys].map(([name, own]): Disc => ({ name, letter: name.length === 1 ? name : '', keys: own })),
      bead,
      notes: notes.toSorted((a, b) => a.at - b.at),
      rows: { timers: Math.max(1, waiting.timers.length), kernel: Math.max(1, waiting.kernel.length) },
    }),
  };
}
