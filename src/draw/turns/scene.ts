import type { Ms } from '../../model/kernel.ts';
import type { DiscState } from '../disc.ts';
import type { Beat as AnyBeat } from '../scene.ts';

/** Where a disc can stand: in line, in the seat, where it waits, or beside its code once it is done. */
export type Room = 'ready' | 'seat' | 'timers' | 'kernel' | 'home';

/** What the loop does, on its ring. */
export type Station = 'run' | 'ask' | 'wake';

/** From `at` on (ms of the film) a disc is here, having come in `move` ms; nowhere without a room. */
export interface Key {
  readonly at: Ms;
  readonly move: Ms;
  readonly state: DiscState;
  readonly room?: Room;
  readonly cell: number;
}

/** A task; or, without a letter, the callback of its timer or its reader. */
export interface Disc {
  readonly name: string;
  readonly letter: string;
  readonly keys: readonly Key[];
}

/** From `at` on the bead is at a station, having gone there in `move` ms. */
export interface Stop {
  readonly at: Ms;
  readonly move: Ms;
  readonly station: Station;
}

/** From `at` on a text stands somewhere: in the ring, beside a station or a disc, in a cell of the table. */
export interface Note {
  readonly at: Ms;
  readonly where: string;
  readonly text: string;
}

/** A row of the table, for every turn. */
export const fields = ['turn', 'at', 'ready', 'select', 'slept', 'found', 'runs'] as const;

/** A beat plays from an instant of the film to another: no clock of a server runs, but one thing happens after the other. */
export interface Beat extends AnyBeat {
  /** A task, or the loop. */
  readonly lit: string;
  /** What there is to see when it stands, in phrases. */
  readonly seen: readonly string[];
}

/** Turns as they stand in the page: a film of what the model computed, drawn as it is. */
export interface Scene {
  readonly kind: 'turns';
  /** The tasks and what they await, in words. */
  readonly tasks: readonly { readonly name: string; readonly awaits: string }[];
  readonly turns: number;
  readonly discs: readonly Disc[];
  readonly bead: readonly Stop[];
  readonly notes: readonly Note[];
  /** How many wait at a time, at most. */
  readonly rows: { readonly timers: number; readonly kernel: number };
  readonly beats: readonly Beat[];
  readonly key: number;
}

/** What holds at an instant of what comes one after the other, and what held before it. */
export function heldAt<T extends { readonly at: Ms }>(list: readonly T[], t: Ms): { now?: T; before?: T } {
  const i = list.findLastIndex(({ at }) => at <= t);
  const [now, before] = [list[i], list[i - 1]];
  return { ...(now === undefined ? {} : { now }), ...(before === undefined ? {} : { before }) };
}

/** The text that stands somewhere at an instant; empty where none does. */
export function noteAt({ notes }: Pick<Scene, 'notes'>, where: string, t: Ms): string {
  return notes.findLast((note) => note.where === where && note.at <= t)?.text ?? '';
}
