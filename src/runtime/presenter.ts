import { openChannel } from './channel.ts';
import type { Action } from './keys.ts';
import { onMove, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** The deck's end of the channel to the speaker's window: says where it stands, does what it is told. */
export interface Presenter {
  /** Opens the speaker's window, or brings it to the front. */
  open(): void;
}

export function presenter(deck: Deck, perform: (action: Action) => void): Presenter {
  const name = deckName();
  const channel = openChannel();
  const tell = () => channel.send({ type: 'state', deck: name, place: placeOf(deck), black: deck.isPaused() });
  onMove(deck, tell);
  for (const event of ['paused', 'resumed']) deck.on(event, tell);
  channel.listen((message) => {
    if (message.type === 'hello' && (message.deck ?? name) === name) tell();
    if (message.type === 'action' && message.deck === name) perform(message.action);
  });
  tell();
  return {
    open: () => {
      const url = new URL('speaker.html', location.href);
      url.search = '';
      url.hash = name;
      window.open(url, `speaker-${name}`, 'popup,width=1200,height=800');
    },
  };
}

/** A name for this window's deck that survives a reload. */
function deckName(): string {
  const fresh = Math.random().toString(36).slice(2, 10);
  try {
    const name = sessionStorage.getItem('deck') ?? fresh;
    sessionStorage.setItem('deck', name);
    return name;
  } catch {
    return fresh;
  }
}
