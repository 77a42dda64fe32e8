import { drawPatterns } from './paper-patterns.ts';

// A PDF holds a pattern as pixels, and an article full of them as many megabytes of these.
addEventListener(
  'beforeprint',
  () => {
    for (const still of document.querySelectorAll('.still:not(.tall, .low)')) drawPatterns(still);
  },
  { once: true },
);
