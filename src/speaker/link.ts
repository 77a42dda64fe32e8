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

/** What was pressed, and when, ms. */
interface Pressed {
  readonly message: Sent;
  readonly at: number;
}

/** Who asks every second and has had no answer for so long has lost its deck, ms. */
const patience = 3500;

/**
 * The speaker's end of the channel. A window that was opened by a deck belongs to it, also before it has answered; one
 * that was opened by itself takes the first that answers. When the deck is gone, it takes the next that is newly opened,
 * and leads it to where the lost one was; decks that have been there belong to others.
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
  // the deck that has opened this window may still be on its way
  let heard = performance.now();
  let connected = false;
  let lost = false;
  /** The last press while nobody answered: a deck that is loaded again does it when it is back. */
  let waiting: Pressed | undefined;
  let foreign = false;
  const ask = () => channel.send({ type: 'ask', deck });
  /** A deck that was opened since ours has last answered: it may be there in its place. */
  let newcomer: string | undefined;
  const lose = () => {
    lost = true;
    if (newcomer !== undefined) follow(newcomer);
    if (!connected) return;
    connected = false;
    changed();
  };
  /** From now on the window is that deck's, which goes on where the lost one was. */
  const follow = (fresh: string) => {
    const before = deck === undefined ? undefined : state;
    newcomer = undefined;
    take(fresh);
    if (before !== undefined) channel.send({ type: 'restore', deck: fresh, state: before });
    ask();
  };
  const take = (taken: string) => {
    deck = taken;
    // a reload of this window belongs to the same deck
    history.replaceState(history.state, '', `#${taken}`);
  };
  channel.listen(
    (message) => {
      if (message.type === 'hello' && message.fresh && message.deck !== deck) {
        newcomer = message.deck;
        if (lost || deck === undefined) follow(message.deck);
        else ask();
      }
      // somebody else's
      if (message.type === 'ask' && message.deck === newcomer) newcomer = undefined;
      if (message.type === 'state' && deck === undefined) take(message.deck);
      if (message.deck !== deck) return;
      if (message.type === 'hello') ask();
      if (message.type === 'bye' && message.from === 'deck') lose();
      if (message.type === 'checked') checked(message);
      if (message.type === 'rehearsal') rehearsal();
      if (message.type !== 'state') return;
      heard = performance.now();
      newcomer = undefined;
      connected = true;
      lost = false;
      foreign = false;
      state = message.state;
      keep('last state', JSON.stringify(state));
      changed();
      if (waiting !== undefined && heard - waiting.at < patience)
        channel.send({ ...waiting.message, deck: message.deck });
      waiting = undefined;
    },
    () => {
      if (connected || foreign) return;
      foreign = true;
      changed();
    },
  );
  setInterval(() => {
    if (performance.now() - heard > patience) lose();
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
      if (connected && deck !== undefined) channel.send({ ...message, deck });
      else if (message.type === 'action' || message.type === 'go') waiting = { message, at: performance.now() };
    },
  };
}
