import type { Plugin } from 'vite';

/** Parts of reveal.js that this deck does not have: its overlays for previews, videos and help. */
const unused = /\.r-overlay/;

/** Leaves out of the built style sheets what only those parts have: nobody should wait for it. */
export function leanCss(): Plugin {
  return {
    name: 'lean-css',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'asset' && file.fileName.endsWith('.css') && typeof file.source === 'string')
          file.source = lean(file.source);
    },
  };
}

/** Minified CSS without the rules of which every selector is of nothing that there is. */
export function lean(css: string): string {
  return css.replaceAll(/(?<=^|[{}])([^{}@]+)\{[^{}]*\}/g, (rule, selectors: string) =>
    selectors.split(',').every((selector) => unused.test(selector)) ? '' : rule,
  );
}
