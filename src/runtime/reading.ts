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

// what a finger moves sideways, keys can, too: the strips of a phone, and long lines of code
const reach = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
    else target.removeAttribute('tabindex');
  }
});
for (const each of document.querySelectorAll('.transcript > ol, .listing pre')) reach.observe(each);

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
