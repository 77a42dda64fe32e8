import './speaker.css';
import { openChannel } from '../runtime/channel.ts';
import { toggleHelp } from '../runtime/help.ts';
import { type Action, actionOf } from '../runtime/keys.ts';
import { DeckListing } from '../runtime/listing.ts';
import { closeOverlay, type Update } from '../runtime/live-update.ts';
import type { Place } from '../runtime/place.ts';
import { toggleTheme } from '../runtime/theme.ts';
import { minutesAndSeconds, stopwatch } from './clock.ts';
import { follow } from './follow.ts';
import { notesOf, slidesIn, stageIn } from './preview.ts';

/** The element, which is in speaker.html; without it the page is another one. */
function part<T extends Element>(selector: string, type: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`speaker.html has no ${selector}`);
  return found;
}

/** The storage of this window; undefined where the browser forbids it. */
function ownStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

customElements.define('deck-listing', DeckListing);

const template = part('template#slides', HTMLTemplateElement);
let drawn = false;
function bringDiagrams(): void {
  if (drawn || template.content.querySelector('deck-diagram') === null) return;
  drawn = true;
  import('../runtime/diagram.ts').then(({ DeckDiagram }) => customElements.define('deck-diagram', DeckDiagram));
}
bringDiagrams();
const showNow = stageIn(part('.now .stage', HTMLElement));
const showComing = stageIn(part('.coming .stage', HTMLElement));
const notes = part('.spoken', HTMLElement);
const status = part('.place', HTMLElement);
const elapsed = part('.elapsed', HTMLElement);
const clock = part('.clock', HTMLElement);
const watch = stopwatch(Date.now, ownStorage());
const channel = openChannel();

const slides = slidesIn(template.content);
let deck = location.hash.slice(1) || undefined;
let place: Place | undefined;
let announced: string | undefined;
let black = false;

function show(): void {
  if (place === undefined) return;
  const after = slides.after(place);
  const section = template.content.querySelector<HTMLElement>(`section[id="${CSS.escape(place.slug)}"]`);
  showNow(slides.at(place));
  showComing(after === undefined ? undefined : slides.at(after));
  announced = after?.slug;
  notes.replaceChildren(...notesOf(template.content, place.slug));
  // a step on the same slide leaves the speaker at the line that is being said
  if (notes.dataset.slug !== place.slug) notes.scrollTop = 0;
  notes.dataset.slug = place.slug;
  status.textContent = `${section?.dataset.number ?? ''} · ${section?.dataset.chapter ?? ''}`;
  document.body.classList.toggle('black', black);
  if (black) status.append(' · screen is black');
}

function tick(): void {
  elapsed.textContent = minutesAndSeconds(watch.elapsed());
  clock.textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

function perform(action: Action): void {
  if (action === 'theme') toggleTheme();
  else if (action === 'help') toggleHelp();
  else if (deck !== undefined) channel.send({ type: 'action', deck, action });
}

channel.listen((message) => {
  if (message.type !== 'state' || message.deck !== (deck ?? message.deck)) return;
  deck = message.deck;
  const moved = place !== undefined && (place.slug !== message.place.slug || place.step !== message.place.step);
  if (moved) watch.start();
  ({ place, black } = message);
  show();
});

/** A deck in another window cannot take these: it may not go full screen, and its text field would not get the keys. */
const notHere: readonly Action[] = ['fullscreen', 'jump', 'speaker'];

document.addEventListener('keydown', (event) => {
  const action = actionOf(event);
  if (action === undefined || notHere.includes(action)) return;
  // whoever has gone to the notes scrolls them with the arrows; a clicker's keys still drive the deck
  if (event.target === notes && (action === 'up' || action === 'down')) return;
  event.preventDefault();
  perform(action);
});

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-action]')) {
  button.addEventListener('click', () => perform(button.dataset.action === 'next' ? 'next' : 'previous'));
}

// a link in the notes leads the deck, not this window, to its slide
notes.addEventListener('click', (event) => {
  const href = event.target instanceof Element ? event.target.closest('a')?.getAttribute('href') : undefined;
  if (deck === undefined || !href?.startsWith('#')) return;
  event.preventDefault();
  channel.send({ type: 'go', deck, place: { slug: href.slice(1), step: -1 } });
});

// a button that was clicked does not keep the focus: Space goes on with the talk
part('footer', HTMLElement).addEventListener('mousedown', (event) => event.preventDefault());

part('.reset', HTMLButtonElement).addEventListener('click', () => {
  watch.reset();
  tick();
});

import.meta.hot?.on('deck:slides', (update: Update) => {
  closeOverlay();
  if (!follow(template.content, update)) {
    location.reload();
    return;
  }
  bringDiagrams();
  // of a slide that has another name the deck will say so
  if (place === undefined || slides.at(place) === undefined) return;
  const coming = slides.after(place)?.slug;
  if (place.slug in update.changed || coming !== announced || (coming !== undefined && coming in update.changed))
    show();
});

setInterval(tick, 250);
tick();
channel.send({ type: 'hello', deck });
