import './deck.css';
import { keepAddress } from './address.ts';
import { announce } from './announce.ts';
import { showBar } from './bar.ts';
import { actionOf } from './keys.ts';
import { late } from './later.ts';
import { closeOverlay, liveUpdate, type Update } from './live-update.ts';
import { performer } from './perform.ts';
import { isReload, placeOf, rememberPlace, restorePlace } from './place.ts';
import { diagrams, firstSlidesTime, listings, livePath } from './plugin.ts';
import { paperIn } from './print.ts';
import { showProgress } from './progress.ts';
import { deckOver, start } from './reveal.ts';
import { tall, tallQuery, wide } from './stage.ts';
import { swipes } from './swipe.ts';
import { calculators } from './tools-calculator.ts';

const root = document.documentElement;
const element = document.querySelector<HTMLElement>('.reveal');
const slides = document.querySelector<HTMLElement>('.slides');
if (element === null || slides === null) throw new Error('the page has no .reveal with .slides in it');

const paper = paperIn(location.search);
const narrow = matchMedia(tallQuery);
if (paper !== undefined) root.dataset.print = paper;
const finish = paper && (await import('./paper.ts')).paper(root, element, location.search);

const drawing = diagrams();
restorePlace();

const deck = deckOver(element, {
  ...(narrow.matches && paper === undefined ? tall : wide),
  margin: 0,
  minScale: 0.05,
  maxScale: 8,
  center: false,
  // reveal reads the address, and what it says is ours: an entry for each slide, and none for its steps
  hash: false,
  fragmentInURL: true,
  // keys, swipes, buttons, help and progress are ours: one table for all of them, and the live path
  keyboard: false,
  controls: false,
  touch: false,
  help: false,
  progress: false,
  // the title is its own number
  slideNumber: (slide: HTMLElement | null) => [
    slide?.classList.contains('title') ? '' : (slide?.dataset.number ?? ''),
    '',
    '',
  ],
  transition: 'none',
  backgroundTransition: 'none',
  autoAnimate: false,
  scrollActivationWidth: 0,
  postMessage: false,
  viewDistance: 3,
  plugins: [listings, livePath, drawing, calculators],
  ...(paper === undefined
    ? {}
    : { view: 'print', pdfSeparateFragments: paper === 'steps', pdfMaxPagesPerSlide: 1, slideNumber: false }),
});

if (import.meta.hot) {
  const show = liveUpdate(deck, slides);
  import.meta.hot.on('deck:slides', (update: Update) => {
    closeOverlay();
    if (paper === undefined) show(update);
    else location.reload();
  });
}

deck.on('pdf-ready', () => finish?.(drawing.ready()));

await start(deck);
// "application" takes a reader's own keys away, and a slide is a document
element.removeAttribute('role');

if (paper === undefined) {
  rememberPlace(deck);
  keepAddress(deck);
  announce(deck);
  // reveal has the number outside of all landmarks; it is a link to the slide
  for (const [key, value] of [
    ['role', 'navigation'],
    ['aria-label', 'This slide'],
  ] as const)
    element.querySelector('.slide-number')?.setAttribute(key, value);
  showProgress(deck);
  const begun = placeOf(deck);
  const tools = late(
    () => import('./presenting.ts').then(({ present }) => present(deck, begun, (action) => perform(action))),
    'The tools for the stage did not come',
  );
  const browsing = late(
    () => import('./browsing.ts').then(({ browse }) => browse(deck, (action) => perform(action))),
    'The contents did not come',
  );
  const perform = performer(deck, tools, browsing);
  // who comes back after a fault is waited for; all others have the first slide first
  setTimeout(() => tools.soon(() => undefined), isReload() ? 0 : firstSlidesTime);
  swipes(element, perform);
  showBar(deck, perform);
  document.addEventListener('keydown', (event) => {
    const action = actionOf(event);
    if (action === undefined) return;
    event.preventDefault();
    perform(action);
  });
  setTimeout(() => element.classList.add('settled'), firstSlidesTime);
  narrow.addEventListener('change', () => deck.configure(narrow.matches ? tall : wide));
}
