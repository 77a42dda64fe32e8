import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { hashOf, smallScript } from './small-script.ts';

/**
 * What no page of the deck needs: papers, which are fetched by who wants them, what is beside the pages for others such
 * as the picture of a link, and the page for addresses that are none.
 */
const apart = /^[^/]+\.(?:pdf|png|xml|txt)$|^404\.html$/;

/**
 * Writes `sw.js` beside the pages: the service worker at `path`, with every file of this build and its hash. The pages
 * say on their root element where it is, which the dev server's do not.
 */
export function offline(path: string): Plugin {
  let root = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: (html) => html.replace('<html ', '<html data-worker="./sw.js" '),
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = Object.values(bundle).map((each): readonly [string, string | Uint8Array] => [
          each.fileName,
          each.type === 'chunk' ? each.code : each.source,
        ]);
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: await worker(join(root, path), files) });
      },
    },
  };
}

/** The script of a service worker that keeps `files`, each with its name below the deck's address. */
export async function worker(
  path: string,
  files: readonly (readonly [name: string, source: string | Uint8Array])[],
): Promise<string> {
  const hashes = files
    .filter(([name]) => !apart.test(name))
    .map(([name, source]) => [name, sha256(source)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const list = JSON.stringify(Object.fromEntries(hashes));
  const script = await smallScript(path);
  // another script is another version, too: two workers never have one cache
  return `const files=${list},version="${hashOf(list + script)}";\n${script}`;
}

function sha256(source: string | Uint8Array): string {
  return createHash('sha256').update(source).digest('base64');
}
