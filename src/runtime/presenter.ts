import type { Awake } from './awake.ts';
import { openChannel } from './channel.ts';
import { findings } from './check.ts';
import { deckName, hadName, renamed } from './deck-name.ts';
import { backTo } from './film-back.ts';
import type { Freezer } from './freeze.ts';
import type { Action } from './keys.ts';
import type { Laser } from './laser.ts';
import { type Finding, isState, type Message, type State } from './messages.ts';
import { diagramOn, goTo, hashOf, isReload, onMove, type Place, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';
import { keep, kept, keptJson } from './storage.ts';
import { telling } from './telling.ts';
import { theme } from './theme.ts';
import { isStarted, ofToday, paused, running, unstarted } from './watch.ts';
import type { Zoom } from './zoom.ts';

/** The deck's end of the channel to the speaker's windows: says where it stands, and does what it is told. */
export interface Presenter {
  /** Says where the deck stands, and remembers it over a reload. */
  tell(): void;
  freeze(): void;
  watch(): void;
  /** Asks a speaker's window that listens to show what the rehearsal took; false where there is none. */
  rehearsal(): boolean;
  findings(): Promise<readonly Finding[]>;
}

/** What else is on stage. */
export interface Props {
  readonly freezer: Freezer;
  readonly zoom: Zoom;
  readonly laser: Laser;
  readonly awake: Awake;
}

/** ms in which a deck of the same name, in this browser, has answered. */
const timeToAnswer = 200;
/** A speaker's window asks every second; who has not asked for so long is gone, ms. */
const patience = 5000;

/** `begun` is the place that was loaded. */
export function presenter(
  deck: Deck,
  begun: Place,
  { freezer, zoom, laser, awake }: Props,
  perform: (action: Action) => void,
): Presenter {
  const channel = openChannel();
  const before = keptJson('presenting', isState);
  let watch = before === undefined ? unstarted : ofToday(before.watch, Date.now());
  let settled = false;
  let asked = Number.NEGATIVE_INFINITY;
  let last = hashOf(begun);
  // while the page comes back to where it was, its way there starts no watch
  let returning = false;
  const { tell, tellFilm, hold, begin } = telling(say);

  function state(): State {
    const place = placeOf(deck);
    const film = diagramOn(deck)?.film;
    return {
      place,
      black: deck.isPaused(),
      frozen: freezer.place() ?? null,
      film: film === undefined ? null : { slug: place.slug, ...film },
      watch,
      theme: theme(),
      zoomed: zoom.on(),
      overview: deck.isOverview(),
    };
  }

  function say(): void {
    const now = state();
    channel.send({ type: 'state', deck: deckName(), state: now });
    keep('presenting', JSON.stringify(now));
  }

  function moved(): void {
    const here = hashOf(placeOf(deck));
    if (here !== last && !returning) {
      if (!isStarted(watch)) watch = running(watch, Date.now());
      // a phone in a reader's hand sleeps as it likes
      if (!matchMedia('(pointer: coarse)').matches) awake.keep();
    }
    last = here;
    tell();
  }

  function filmMoved({ target }: Event): void {
    const diagram = diagramOn(deck);
    if (diagram !== undefined && target === diagram) tellFilm(diagram.film?.playing ?? false);
  }

  /** After a reload: the audience's picture stands first, and then the deck goes on to where it was behind it. */
  async function comeBack(to: State): Promise<void> {
    returning = true;
    hold();
    if (to.black) deck.togglePause(true);
    if (to.frozen !== null && hashOf(placeOf(deck)) === kept('frozen')) {
      const shown = keptJson('frozen picture', isState);
      if (shown !== undefined) await backTo(deck, shown);
      freezer.freeze();
      goTo(deck, to.place);
    }
    await backTo(deck, to);
    last = hashOf(placeOf(deck));
    returning = false;
    begin();
  }

  function freeze(): void {
    if (freezer.place() === undefined) {
      keep('frozen picture', JSON.stringify(state()));
      freezer.freeze();
    } else {
      freezer.thaw();
    }
    const place = freezer.place();
    keep('frozen', place && hashOf(place));
    tell();
  }

  const isAsked = () => performance.now() - asked < patience;
  const found = () => findings({ speaker: isAsked(), awake: awake.held() });

  function obey(message: Message): void {
    switch (message.type) {
      case 'action':
        perform(message.action);
        break;
      case 'go':
        if (!deck.isPaused()) goTo(deck, message.place);
        break;
      case 'scrub':
        if (message.slug === placeOf(deck).slug && !deck.isPaused()) diagramOn(deck)?.scrub(message.position);
        break;
      case 'point':
        laser.show(message.at);
        break;
      case 'zoom':
        if (!deck.isPaused()) zoom.toggle(message.at);
        break;
      case 'reset':
        watch = unstarted;
        tell();
        break;
      case 'check':
        found().then((all) => channel.send({ type: 'checked', deck: deckName(), findings: all }));
        break;
      case 'restore':
        restore(message.state);
        break;
      case 'bye':
        if (message.from === 'speaker') {
          asked = Number.NEGATIVE_INFINITY;
          laser.show(null);
        }
        break;
      default:
    }
  }

  /** A speaker's window has outlived the deck that it was of: this one goes on from there. */
  function restore(lost: State): void {
    if (!isStarted(watch)) watch = ofToday(lost.watch, Date.now());
    // whoever has gone somewhere already stays there
    if (hashOf(placeOf(deck)) === hashOf(begun)) {
      last = hashOf(lost.place);
      goTo(deck, lost.place);
      backTo(deck, lost);
    }
    tell();
  }

  channel.listen((message) => {
    // of a tab that was duplicated there are two of a name: the one that came later takes another
    if (message.type === 'state' && message.deck === deckName() && !settled) {
      renamed();
      tell();
    }
    if (message.type === 'hello' && message.deck === deckName()) tell();
    if (message.type === 'ask' && (message.deck ?? deckName()) === deckName()) {
      if (message.deck !== undefined) asked = performance.now();
      awake.keep();
      tell();
    }
    if (message.type !== 'ask' && message.deck === deckName()) obey(message);
  });
  onMove(deck, moved);
  for (const event of ['paused', 'resumed', 'overviewshown', 'overviewhidden']) deck.on(event, tell);
  deck.getRevealElement()?.addEventListener('film', filmMoved);
  addEventListener('pagehide', () => channel.send({ type: 'bye', deck: deckName(), from: 'deck' }));
  addEventListener('pageshow', ({ persisted }) => persisted && tell());
  setTimeout(() => {
    settled = true;
  }, timeToAnswer);
  channel.send({ type: 'hello', deck: deckName(), fresh: !hadName });
  if (before !== undefined && isReload()) comeBack(before);
  else {
    keep('frozen', undefined);
    tell();
  }
  moved();

  return {
    tell,
    freeze,
    watch: () => {
      watch = watch.since === null ? running(watch, Date.now()) : paused(watch, Date.now());
      tell();
    },
    rehearsal: () => {
      if (isAsked()) channel.send({ type: 'rehearsal', deck: deckName() });
      return isAsked();
    },
    findings: found,
  };
}
