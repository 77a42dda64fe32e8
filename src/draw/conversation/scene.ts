import type { Beat as AnyBeat } from '../scene.ts';
import type { SeatState } from './spec.ts';

/** A message between two lifelines, by their numbers; one from nobody is a remark beside the seat. */
export interface Message {
  readonly from?: number;
  readonly to?: number;
  readonly text: string;
  /** From here on. */
  readonly seat: SeatState;
}

/** One conversation, its messages in order. */
export interface Talk {
  readonly title: string;
  readonly remark: string;
  readonly between: readonly string[];
  readonly messages: readonly Message[];
}

/** A beat: how far each conversation has come, and which of them go on in it. */
export interface Beat extends AnyBeat {
  /** How many messages of each talk there are by now. */
  readonly said: readonly number[];
  /** The talks whose last message is what this beat is about. */
  readonly about: readonly number[];
  /** Lines of the listing beside it, as its own steps would name them. */
  readonly lines?: string;
}

/** Conversations as they stand in the page: plain data, drawn as it is. */
export interface Scene {
  readonly kind: 'conversation';
  readonly talks: readonly Talk[];
  readonly beats: readonly Beat[];
  readonly key: number;
}

/** What is said when a beat has come, in phrases. */
export function whatIsSaid({ talks }: Scene, { about, said }: Beat): readonly string[] {
  return about.flatMap((i) => {
    const talk = talks[i];
    const message = talk?.messages[(said[i] ?? 0) - 1];
    if (talk === undefined || message === undefined) return [];
    const { from, to, text } = message;
    const ends = from === undefined || to === undefined ? '' : `${talk.between[from]} to ${talk.between[to]}: `;
    return [`${talks.length > 1 && talk.title !== '' ? `${talk.title}, ` : ''}${ends}${text}`];
  });
}
