import { actionOf } from './keys.ts';
import { late } from './later.ts';
import { leave, wantedIn } from './paper-choice.ts';
import { drawPatterns } from './paper-patterns.ts';
import { toggleTheme } from './theme.ts';

const only = wantedIn(location.search);
if (only !== undefined) leave(document.body, only);

addEventListener(
  'beforeprint',
  () => {
    // a PDF holds a pattern as pixels, and an article full of them as many megabytes of these
    for (const still of document.querySelectorAll('.still:not(.tall, .low)')) drawPatterns(still);
  },
  { once: true },
);

// the export waits for it
document.fonts.ready.then(() => {
  document.documentElement.dataset.paperReady = '';
});

const tools = late(() => import('./reading-tools.ts'), 'The search did not come');
for (const button of document.querySelectorAll<HTMLButtonElement>('.top .search')) {
  button.hidden = false;
  button.addEventListener('click', () => tools.soon(({ search }) => search()));
}
document.addEventListener('keydown', (event) => {
  const action = actionOf(event);
  if (action === 'theme') toggleTheme();
  else if (action === 'search') tools.soon(({ search }) => search());
  else return;
  event.preventDefault();
});

// what a finger moves sideways, keys can, too: long lines of code, and the strips of a phone
const reachable = (element: Element, is: boolean) => {
  if (is) element.setAttribute('tabindex', '0');
  else element.removeAttribute('tabindex');
};
const wide = new ResizeObserver((entries) => {
  for (const { target } of entries) reachable(target, target.scrollWidth > target.clientWidth);
});
for (const code of document.querySelectorAll('.listing pre')) wide.observe(code);
const narrow = matchMedia('(max-width: 599px)');
const strips = () => {
  // one that is far away has no size yet
  for (const strip of document.querySelectorAll('.transcript > ol')) reachable(strip, narrow.matches);
};
narrow.addEventListener('change', strips);
strips();

const alive = late(() => import('./reading-alive.ts'), 'The diagrams did not come');
// a button for each, once the page has it all: it is long
for (const figure of document.querySelectorAll<HTMLElement>('.transcript[data-source]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'play';
  button.textContent = 'Play';
  button.setAttribute(
    'aria-label',
    `Play: ${figure.closest('section')?.querySelector('h1, h2')?.textContent?.trim() ?? ''}`,
  );
  button.addEventListener('click', () => alive.soon(({ bringToLife }) => bringToLife(figure, button)));
  figure.prepend(button);
}

// the article as it was read stays readable without a network
addEventListener('load', () => import('./offline.ts').then(({ keepOffline }) => keepOffline()).catch(() => undefined));
