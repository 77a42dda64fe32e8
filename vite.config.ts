import { type BuildEnvironmentOptions, defineConfig } from 'vite';
import { headScript } from './src/compiler/head-script.ts';
import { later } from './src/compiler/later.ts';
import { leanCss } from './src/compiler/lean-css.ts';
import { offline } from './src/compiler/offline.ts';
import { deck } from './src/compiler/plugin.ts';
import { pagePolicy } from './src/compiler/policy.ts';
import { search } from './src/compiler/search.ts';
import { site as told } from './src/compiler/site.ts';

/** All pages, their scripts and what those share, each in a file that a browser keeps until it changes. */
const site: BuildEnvironmentOptions = {
  assetsInlineLimit: 0,
  rolldownOptions: {
    input: ['index.html', 'read.html', 'speaker.html', 'playground.html', '404.html'],
    // what the deck and the speaker's window share is one file, not one for each module
    output: {
      codeSplitting: {
        groups: [
          // what a speaker has on stage, in the deck after its first slide
          {
            name: 'tools',
            test: /src\/runtime\/(awake|channel|check|chooser|cursor|dialog|direct|film-back|folded|freeze|help|jump|laser|messages|present|rest|watch|zoom)/,
            includeDependenciesRecursively: false,
          },
          // what a reader has beside the slides, and an article has too
          {
            name: 'browsing',
            test: /src\/runtime\/(browsing|contents|find|notice|papers)/,
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
};

/** A page, which whoever builds it names, with all that it needs in one script, one style sheet and no other file. */
const single: BuildEnvironmentOptions = {
  assetsInlineLimit: Number.MAX_SAFE_INTEGER,
  cssCodeSplit: false,
  rolldownOptions: { output: { codeSplitting: false } },
};

export default defineConfig(({ mode }) => {
  const isSingle = mode === 'single';
  const { rolldownOptions, ...build } = isSingle ? single : site;
  return {
    base: './',
    plugins: [
      deck({ whole: isSingle }),
      later({ whole: isSingle }),
      headScript('src/runtime/head.ts'),
      search(),
      leanCss(),
      ...(isSingle
        ? [headScript('src/runtime/choose.ts', 'index.html')]
        : [told(), pagePolicy(), offline('src/offline/worker.ts')]),
    ],
    server: { host: '127.0.0.1' },
    // the playground's page asks for a worker as a module, and is bundled like one itself
    worker: { format: 'es' },
    build: {
      // the first browsers that know light-dark(), which the themes are built on
      target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
      // a chunk that needs another has it fetched at the same time; the browsers above know how
      modulePreload: { polyfill: false },
      ...build,
      // on a busy machine it would tell of slow plugins, which says nothing of the deck
      rolldownOptions: { ...rolldownOptions, checks: { bundlerTimings: false } },
    },
  };
});
