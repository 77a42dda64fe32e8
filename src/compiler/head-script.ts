import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { hashOf, smallScript } from './small-script.ts';

/**
 * Puts the script at `path` (no imports) first into the head of every page, or of the one that is named, to run before
 * the first paint. A classic script, so that it blocks; a file, so that a policy of `script-src 'self'` allows it. Vite
 * bundles neither.
 */
export function headScript(path: string, page?: string): Plugin {
  let root = '';
  let serving = false;
  let built = '';
  return {
    name: `head-script ${path}`,
    configResolved(config) {
      root = config.root;
      serving = config.command === 'serve';
    },
    async buildStart() {
      if (serving) return;
      const source = await smallScript(join(root, path));
      built = `assets/${basename(path, '.ts')}-${hashOf(source)}.js`;
      this.emitFile({ type: 'asset', fileName: built, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { filename }) =>
        page === undefined || basename(filename) === page
          ? [{ tag: 'script', attrs: { src: serving ? `/${path}` : `./${built}` }, injectTo: 'head-prepend' }]
          : [],
    },
  };
}
