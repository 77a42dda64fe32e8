import { defineConfig } from 'vite';
import { headScript } from './src/compiler/head-script.ts';
import { later } from './src/compiler/later.ts';
import { deck } from './src/compiler/plugin.ts';

export default defineConfig({
  base: './',
  plugins: [deck(), later(), headScript('src/runtime/head.ts')],
  server: { host: '127.0.0.1' },
  build: {
    // the first browsers that know light-dark(), which the themes are built on
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // a chunk that needs another has it fetched at the same time; the browsers above know how
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      // on a busy machine it would tell of slow plugins, which says nothing of the deck
      checks: { bundlerTimings: false },
      input: ['index.html', 'read.html', 'speaker.html'],
      // what the deck and the speaker's window share is one file, not one for each module
      output: {
        codeSplitting: {
          groups: [
            // what a speaker has on stage, in the deck after its first slide
            {
              name: 'tools',
              test: /src\/runtime\/(awake|channel|check|cursor|dialog|film-back|freeze|help|jump|laser|messages|present|rest|watch|zoom)/,
              includeDependenciesRecursively: false,
            },
            {
              name: 'shared',
              test: /src\/runtime\/(?!diagram|main|patch|clock|controls|rooms|paper)|preload-helper/,
              minShareCount: 2,
            },
            // few slides have one: fetched when it comes near
            { name: 'fleet', test: /src\/(draw|model)\/fleet/, includeDependenciesRecursively: false },
            // with all it needs, in one: what the knobs need of that too would else be a file of its own
            // the theory too, which the calculator shares with the knobs
            { name: 'diagram', test: /src\/(runtime\/diagram|model\/theory)\.ts$/ },
          ],
        },
      },
    },
  },
});
