import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    reporters: ['default', './tests/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'units',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.browser.test.ts', 'tests/listings/**'],
          // two cores, shared with the browsers of the other project
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // two windows that talk to each other take their time on a busy machine
          expect: { poll: { timeout: 5000 } },
          // two cores: more browsers at a time only wait for each other
          maxWorkers: 2,
        },
      },
    ],
  },
});
