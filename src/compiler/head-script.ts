import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify, type Plugin, transformWithOxc } from 'vite';

/**
 * Puts the script at `path` (no imports) first into the head of every page, to run before the first paint. A classic
 * script, so that it blocks; a file, so that a policy of `script-src 'self'` allows it. Vite bundles neither.
 */
export function headScript(path: string): Plugin {
  let root = '';
  let serving = false;
  let built = '';
  return {
    name: 'head-script',
    configResolved(config) {
      root = config.root;
      serving = config.command === 'serve';
    },
    async buildStart() {
      if (serving) return;
      const file = join(root, path);
      const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file, { sourcemap: false });
      const source = (await minify(path, code)).code;
      built = `assets/head-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`;
      this.emitFile({ type: 'asset', fileName: built, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'script', attrs: { src: serving ? `/${path}` : `./${built}` }, injectTo: 'head-prepend' }],
    },
  };
}
