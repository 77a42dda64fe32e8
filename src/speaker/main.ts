import './speaker.css';
import { awake } from '../runtime/awake.ts';
import { openChannel } from '../runtime/channel.ts';
import { toggleCheck } from '../runtime/check.ts';
import { toggleHelp } from '../runtime/help.ts';
import { entriesIn, toggleJump } from '../runtime/jump.ts';
import { type Action, actionOf, isAction } from '../runtime/keys.ts';
import { late } from '../runtime/later.ts';
import { DeckListing } from '../runtime/listing.ts';
import { closeOverlay, type Update } from '../runtime/live-update.ts';
import type { Finding } from '../runtime/messages.ts';
import { takeStage } from '../runtime/on-stage.ts';
import type { Place } from '../runtime/place.ts';
import { missingFonts } from '../runtime/rest.ts';
import { fragmentGroups } from '../runtime/steps.ts';
import { toggleTheme } from '../runtime/theme.ts';
import { elapsed } from '../runtime/watch.ts';
import { filmBar } from './film-bar.ts';
import { follow } from './follow.ts';
import { link } from './link.ts';
import { notesSize } from './notes-size.ts';
import { part } from './part.ts';
import { planOf, toldIn } from './plan.ts';
import { pointingOn } from './pointing.ts';
import { ownFindings } from './preflight.ts';
import { notesOf, previewIn, slidesIn } from './preview.ts';
import { rehearsal, toggleRehearsal } from './rehearsal.ts';
import { optionalBelow, statusOf } from './status.ts';
import { stripIn } from './strip.ts';
import { timeLine } from './time.ts';

customElements.define('deck-listing', DeckListing);

const template = part('template#slides', HTMLTemplateElement);
const diagrams = late(() => import('../runtime/diagram.ts'), 'The diagrams stand still');
function bringDiagrams(): void {
  if (customElements.get('deck-diagram') !== undefined || template.content.querySelector('deck-diagram') === null)
    return;
  diagrams.soon(({ DeckDiagram }) => {
    if (customElements.get('deck-diagram') === undefined) customElements.define('deck-diagram', DeckDiagram);
    // later slides find what they need here, also when the network is gone
    DeckDiagram.prepare().catch(() => undefined);
  });
}
bringDiagrams();
missingFonts();
// as long as this window is open
takeStage();

/** All that follows from the slides, made anew when they are saved in dev. */
function readSlides() {
  const plan = planOf(toldIn(template.content, (section) => fragmentGroups(section).length));
  return {
    slides: slidesIn(template.content),
    entries: entriesIn(template.content),
    plan,
    strip: stripIn(part('.strip', HTMLElement), plan, (slug) => go({ slug, step: -1 })),
  };
}

let deck = readSlides();
const stage = part('.now .stage', HTMLElement);
const now = previewIn(stage, () => deck.slides);
const coming = previewIn(part('.coming .stage', HTMLElement), () => deck.slides);
const notes = part('.spoken', HTMLElement);
const status = part('.place', HTMLElement);
const below = part('.below', HTMLElement);
const time = timeLine();
const record = rehearsal();
const resize = notesSize(notes);
const lock = awake();
let answered: ((findings: readonly Finding[]) => void) | undefined;
let place: Place | undefined;

const desk = link(openChannel(), location.hash.slice(1) || undefined, {
  changed: show,
  checked: ({ findings }) => answered?.(findings),
  rehearsal: () => document.querySelector('dialog') === null && perform('rehearsal'),
});
const film = filmBar((slug, position) => desk.send({ type: 'scrub', slug, position }));
const pointing = pointingOn(stage, (at) => desk.send({ type: 'point', at }));

function go(to: Place): void {
  desk.send({ type: 'go', place: to });
}

function show(): void {
  const { state, connected, foreign } = desk;
  document.body.classList.toggle('lost', !connected);
  if (connected) lock.keep();
  if (state === undefined) {
    status.textContent = foreign ? 'The deck is of another version: load both windows again' : 'Waiting for the deck';
    return;
  }
  noteTime();
  ({ place } = state);
  const { slug } = place;
  const after = deck.slides.after(place);
  // what did not come the first time may come now
  bringDiagrams();
  document.body.dataset.deckTheme = state.theme;
  now.show(place, state.film);
  coming.show(after);
  film.show(state.film);
  deck.strip.show(slug);
  if (notes.dataset.slug !== slug) {
    notes.replaceChildren(...notesOf(template.content, slug));
    // a step on the same slide leaves the speaker at the line that is being said
    notes.scrollTop = 0;
    notes.dataset.slug = slug;
  }
  below.textContent = optionalBelow(deck.plan, slug);
  status.textContent = statusOf(deck.plan, state, connected, foreign);
  document.body.classList.toggle('black', state.black);
  document.body.classList.toggle('frozen-deck', state.frozen !== null);
  document.body.classList.toggle('warned', state.black || state.frozen !== null || !connected || state.overview);
  press('black', state.black);
  press('freeze', state.frozen !== null);
  press('zoom', state.zoomed);
  tick();
}

function press(action: Action, on: boolean): void {
  document.querySelector(`footer [data-action="${action}"]`)?.setAttribute('aria-pressed', String(on));
}

/** What has been spent at the place at hand goes to the record. */
function noteTime(): void {
  const { state } = desk;
  if (state !== undefined && place !== undefined) record.note(place, elapsed(state.watch, Date.now()));
}

function tick(): void {
  noteTime();
  time.tick(desk.state, deck.plan);
}

function startAnew(): void {
  record.clear();
  desk.send({ type: 'reset' });
}

/** What the deck finds of itself and what only this window knows. */
async function findings(): Promise<readonly Finding[]> {
  const own = ownFindings(deck.plan);
  if (!desk.connected)
    return [...own, { name: 'Deck', fine: false, say: 'It does not answer: open the deck, or load it again.' }];
  const told = await new Promise<readonly Finding[]>((done) => {
    answered = done;
    desk.send({ type: 'check' });
  });
  // this window knows what is said, and so more of the time
  return [...told.filter(({ name }) => own.every((each) => each.name !== name)), ...own];
}

/** What happens in this window; everything else is the deck's. */
const here: Partial<Record<Action, () => void>> = {
  theme: toggleTheme,
  help: toggleHelp,
  larger: () => resize(1),
  smaller: () => resize(-1),
  jump: () => toggleJump(deck.entries, place?.slug ?? '', (slug) => go({ slug, step: -1 })),
  // the audience reads what it searches for by itself
  search: () => perform('jump'),
  check: () => toggleCheck(findings),
  rehearsal: () => toggleRehearsal(deck.plan, record, startAnew),
  laser: () => press('laser', pointing.toggle()),
  zoom: () => desk.send({ type: 'zoom', at: pointing.last() }),
  // the audience need not see how the next slide is found
  overview: () =>
    desk.state?.overview || desk.state?.zoomed ? desk.send({ type: 'action', action: 'overview' }) : perform('jump'),
};

function perform(action: Action): void {
  const deed = here[action];
  if (deed === undefined) desk.send({ type: 'action', action });
  else deed();
}

/** A deck in another window cannot take these: it may not go full screen or copy, and it has this window already. */
const notHere: readonly Action[] = ['fullscreen', 'speaker', 'link'];

document.addEventListener('keydown', (event) => {
  const action = actionOf(event);
  if (action === undefined || notHere.includes(action)) return;
  // Esc only leads back to the slide
  if (event.key === 'Escape' && !desk.state?.overview && !desk.state?.zoomed) return;
  // whoever has gone to the notes scrolls them with the arrows; a clicker's keys still drive the deck
  if (event.target === notes && (action === 'up' || action === 'down')) return;
  event.preventDefault();
  perform(action);
});

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-action]')) {
  const { action } = button.dataset;
  if (isAction(action)) button.addEventListener('click', () => perform(action));
  // a button that was clicked does not keep the focus: Space goes on with the talk
}
for (const bar of ['header', 'footer', '.film', 'nav']) {
  part(bar, HTMLElement).addEventListener('mousedown', (event) => {
    if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
  });
}

// a link in the notes leads the deck, not this window, to its slide
notes.addEventListener('click', (event) => {
  const href = event.target instanceof Element ? event.target.closest('a')?.getAttribute('href') : undefined;
  if (!href?.startsWith('#')) return;
  event.preventDefault();
  go({ slug: href.slice(1), step: -1 });
});

part('.watch .toggle', HTMLButtonElement).addEventListener('click', () => perform('watch'));
part('.watch .reset', HTMLButtonElement).addEventListener('click', startAnew);

import.meta.hot?.on('deck:slides', (update: Update) => {
  closeOverlay();
  if (!follow(template.content, update)) {
    location.reload();
    return;
  }
  bringDiagrams();
  deck = readSlides();
  // of a slide that has another name the deck will say so
  if (place === undefined || template.content.getElementById(place.slug) === null) return;
  if (place.slug in update.changed) {
    now.forget();
    delete notes.dataset.slug;
  }
  coming.forget();
  show();
});

setInterval(tick, 250);
show();
tick();
