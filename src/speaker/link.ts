import type { Channel } from '../runtime/channel.ts';
import { isState, type Message, type State } from '../runtime/messages.ts';
import { keep, keptJson } from '../runtime/storage.ts';

/** What the window knows of its deck. */
export interface Link {
  readonly deck: string | undefined;
  /** The last that was heard of it; undefined before anything was. */
  readonly state: State | undefined;
  /** Whether it still answers. */
  readonly connected: boolean;
  /** There is a deck of another version, which this window does not understand. */
  readonly foreign: boolean;
  send(message: Sent): void;
}

/** A message without the name of the deck. */
export type Sent = Message extends infer M ? (M extends Message ? Omit<M, 'deck'> : never) : never;

/** Who asks every second and has had no answer for so long has lost its deck, ms. */
const patience = 3500;

/**
 * The speaker's end of the channel. A window that was opened by a deck belongs to it; one that was opened by itself takes
 * the first that answers. When the deck is gone, it takes the next that is newly opened, and leads it to where the lost
 * one was; decks that have been there belong to others.
 */
export function link(
  channel: Channel,
  name: string | undefined,
  {
    changed,
    checked,
    rehearsal,
  }: {
    changed(): void;
    checked(message: Extract<Message, { type: 'checked' }>): void;
    rehearsal(): void;
  },
): Link {
  let deck = name;
  let state = keptJson('last state', isState);
  let heard = Number.NEGATIVE_INFINITY;
  let connected = false;
  let foreign = false;
  const ask = () => channel.send({ type: 'ask', deck });
  const set = (answers: boolean) => {
    const differs = connected !== answers;
    connected = answers;
    if (differs) changed();
  };
  const take = (taken: string) => {
    deck = taken;
    // a reload of this window belongs to the same deck
    history.replaceState(history.state, '', `#${taken}`);
  };
  channel.listen(
    (message) => {
      if (message.type === 'hello' && message.fresh && !connected && message.deck !== deck) {
        const lost = deck === undefined ? undefined : state;
        take(message.deck);
        if (lost !== undefined) channel.send({ type: 'restore', deck: message.deck, state: lost });
        ask();
      }
      if (message.type === 'state' && deck === undefined) take(message.deck);
      if (message.deck !== deck) return;
      if (message.type === 'hello') ask();
      if (message.type === 'bye' && message.from === 'deck') set(false);
      if (message.type === 'checked') checked(message);
      if (message.type === 'rehearsal') rehearsal();
      if (message.type !== 'state') return;
      heard = performance.now();
      connected = true;
      foreign = false;
      state = message.state;
      keep('last state', JSON.stringify(state));
      changed();
    },
    () => {
      if (connected || foreign) return;
      foreign = true;
      changed();
    },
  );
  setInterval(() => {
    if (performance.now() - heard > patience) set(false);
    ask();
  }, 1000);
  addEventListener('pagehide', () => deck !== undefined && channel.send({ type: 'bye', deck, from: 'speaker' }));
  ask();
  return {
    get deck() {
      return deck;
    },
    get state() {
      return state;
    },
    get connected() {
      return connected;
    },
    get foreign() {
      return foreign;
    },
    send: (message) => {
      if (deck !== undefined) channel.send({ ...message, deck });
    },
  };
}
