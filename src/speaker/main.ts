import './speaker.css';
import { openChannel } from '../runtime/channel.ts';
import { type Action, actionOf } from '../runtime/keys.ts';
import { DeckListing } from '../runtime/listing.ts';
import type { Place } from '../runtime/place.ts';
import { toggleTheme } from '../runtime/theme.ts';
import { minutesAndSeconds, stopwatch } from './clock.ts';
import { notesOf, slidesIn, stageIn } from './preview.ts';

/** The element, which is in speaker.html; without it the page is another one. */
function part<T extends Element>(selector: string, type: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`speaker.html has no ${selector}`);
  return found;
}

customElements.define('deck-listing', DeckListing);

const template = part('template#slides', HTMLTemplateElement);
const showNow = stageIn(part('.now .stage', HTMLElement));
const showComing = stageIn(part('.coming .stage', HTMLElement));
const notes = part('.spoken', HTMLElement);
const status = part('.place', HTMLElement);
const elapsed = part('.elapsed', HTMLElement);
const clock = part('.clock', HTMLElement);
const watch = stopwatch(() => performance.now());
const channel = openChannel();

let slides = slidesIn(template.content);
let deck = location.hash.slice(1) || undefined;
let place: Place | undefined;
let black = false;

function show(): void {
  if (place === undefined) return;
  const after = slides.after(place);
  const section = template.content.querySelector<HTMLElement>(`section[id="${CSS.escape(place.slug)}"]`);
  showNow(slides.at(place));
  showComing(after === undefined ? undefined : slides.at(after));
  notes.replaceChildren(...notesOf(template.content, place.slug));
  notes.scrollTop = 0;
  status.textContent = `${section?.dataset.number ?? ''} · ${section?.dataset.chapter ?? ''}${black ? ' · screen is black' : ''}`;
}

function tick(): void {
  elapsed.textContent = minutesAndSeconds(watch.elapsed());
  clock.textContent = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

function perform(action: Action): void {
  if (action === 'theme') toggleTheme();
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

document.addEventListener('keydown', (event) => {
  const action = actionOf(event);
  // full screen and this window itself are for the window that has the key; the arrows up and down scroll the notes
  if (action === undefined || action === 'fullscreen' || action === 'speaker' || event.target === notes) return;
  event.preventDefault();
  perform(action);
});

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-action]')) {
  button.addEventListener('click', () => perform(button.dataset.action === 'next' ? 'next' : 'previous'));
}

part('.reset', HTMLButtonElement).addEventListener('click', () => {
  watch.reset();
  tick();
});

import.meta.hot?.on('deck:slides', ({ html }: { html: string }) => {
  template.innerHTML = html;
  slides = slidesIn(template.content);
  show();
});

setInterval(tick, 250);
tick();
channel.send({ type: 'hello', deck });
