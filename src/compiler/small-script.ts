import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { minify, transformWithOxc } from 'vite';

/** The JavaScript of a TypeScript file without imports, minified: for what must be a classic script of its own. */
export async function smallScript(file: string): Promise<string> {
  const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file, { sourcemap: false });
  return (await minify(file, code)).code;
}

/** The part of a file's name that changes with what is in it. */
export function hashOf(source: string | Uint8Array): string {
  return createHash('sha256').update(source).digest('base64url').slice(0, 8);
}
