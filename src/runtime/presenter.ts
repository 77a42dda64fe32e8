import { openChannel } from './channel.ts';
import type { Action } from './keys.ts';
import { goTo, onMove, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** The deck's end of the channel to the speaker's window: says where it stands, passes on what it is told. */
export interface Presenter {
  /** Opens the speaker's window, or brings it to the front. */
  open(): void;
  /** Calls `perform` with what the speaker's window wants done. */
  obey(perform: (action: Action) => void): void;
}

/** ms in which a deck of the same name, in this browser, has answered. */
const timeToAnswer = 200;

export function presenter(deck: Deck): Presenter {
  let name = deckName();
  let settled = false;
  const channel = openChannel();
  const tell = () => channel.send({ type: 'state', deck: name, place: placeOf(deck), black: deck.isPaused() });
  onMove(deck, tell);
  for (const event of ['paused', 'resumed']) deck.on(event, tell);
  channel.listen((message) => {
    if (message.type === 'hello' && (message.deck ?? name) === name) tell();
    if (message.type === 'go' && message.deck === name && !deck.isPaused()) goTo(deck, message.place);
    // a duplicated tab has inherited the name of the deck it was made from
    if (message.type === 'state' && message.deck === name && !settled) name = kept(fresh());
  });
  channel.send({ type: 'hello', deck: name });
  setTimeout(() => {
    settled = true;
    tell();
  }, timeToAnswer);
  return {
    open: () => {
      const url = new URL('speaker.html', location.href);
      url.search = '';
      url.hash = name;
      window.open(url, `speaker-${name}`, 'popup,width=1200,height=800')?.focus();
    },
    obey: (perform) =>
      channel.listen((message) => {
        if (message.type === 'action' && message.deck === name) perform(message.action);
      }),
  };
}

function fresh(): string {
  return Math.random().toString(36).slice(2, 10);
}

/** A name for this window's deck that survives a reload. */
function deckName(): string {
  try {
    return sessionStorage.getItem('deck') ?? kept(fresh());
  } catch {
    return fresh();
  }
}

function kept(name: string): string {
  try {
    sessionStorage.setItem('deck', name);
  } catch {
    // without storage the name holds until the page is left
  }
  return name;
}
