import { leave, wantedIn } from './paper-choice.ts';
import { drawPatterns } from './paper-patterns.ts';

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

// the article as it was read stays readable without a network
addEventListener('load', () => import('./offline.ts').then(({ keepOffline }) => keepOffline()).catch(() => undefined));
