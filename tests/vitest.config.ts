import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    reporters: ['default', './tests/closing-line.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'units',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.browser.test.ts', 'tests/listings/**'],
          // a file on its own would load the model and the drawing anew, which takes longer than most tests; what a test
          // puts in the place of a global it takes away itself
          isolate: false,
          // of two cores Vitest would leave one idle
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'listings',
          include: ['tests/listings/*.test.ts'],
          // alone: servers that are started and stopped want the processor to themselves
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          // after the units, which would take the browsers' processor
          sequence: { groupOrder: 1 },
          globalSetup: 'tests/browser/setup.ts',
          // nor is Playwright loaded for each
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // what has come is seen at once; a busy machine may take its time
          expect: { poll: { timeout: 15_000 } },
          // two cores: more browsers at a time only wait for each other
          maxWorkers: 2,
        },
      },
    ],
  },
});
