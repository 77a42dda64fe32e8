import type { Words } from '../told.ts';

/** What the seat at the last lifeline does from a message on: Python runs, it waits in the seat, it waits and the seat is free, nobody sits. */
export const seatStates = ['running', 'kept', 'away', 'free'] as const;
export type SeatState = (typeof seatStates)[number];

/** A message, or, from nobody, a remark beside the seat. */
export interface MessageSpec {
  /** The lifeline it comes from. */
  readonly from?: string;
  /** The one it goes to, where there are more than two. */
  readonly to?: string;
  /** As it is in the code. */
  readonly text: string;
  /** What beats call it; its text, unless said. */
  readonly name?: string;
  /** From here on. */
  readonly seat?: SeatState;
}

/** One conversation: who talks, from left to right, and what is said, from top to bottom. */
export interface TalkSpec {
  readonly title?: string;
  /** How often it is held, or the like. */
  readonly remark?: string;
  readonly between: readonly string[];
  readonly messages: readonly MessageSpec[];
}

/** A beat goes on to a message, or to one in each of several conversations; lines of the listing beside it are lit. */
export interface BeatSpec extends Words {
  readonly until?: string | readonly string[];
  readonly lines?: string | number;
}

/** Up to three conversations as they stand in a fence. */
export interface ConversationSpec {
  readonly talks: readonly TalkSpec[];
  /** The beat that stands for all, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
