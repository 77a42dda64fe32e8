import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Site } from './site.ts';

const types: Readonly<Record<string, string>> = {
  '.py': 'text/x-python; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What is no longer small when it is compressed. */
const packed = ['.woff2', '.png'];

/** A server whose files can be other ones from one request to the next. */
export interface PlainServer extends Site {
  /** The folder that it serves from now on. */
  serve(folder: string): void;
}

/**
 * Serves a folder as a host for plain files does, under `base`, a path with slashes at both ends: compressed, with ten
 * minutes in which a browser need not ask again, and no knowledge of the deck. `host` is a name for this machine.
 */
export async function plainServer(
  folder: string,
  { host = '127.0.0.1', base = '/', port = 0 }: { host?: string; base?: string; port?: number } = {},
): Promise<PlainServer> {
  let served = folder;
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://any');
    const name = pathname === base ? 'index.html' : pathname.slice(base.length);
    const type = types[extname(name)];
    const body =
      pathname.startsWith(base) && type !== undefined ? contentOf(join(served, normalize(`/${name}`))) : undefined;
    if (body === undefined || type === undefined) {
      response.writeHead(404).end();
      return;
    }
    const compressed = !packed.includes(extname(name));
    response.writeHead(200, {
      'content-type': type,
      'cache-control': 'max-age=600',
      ...(compressed ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(compressed ? gzipSync(body) : body);
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://${host}:${address.port}${base}`,
    serve: (other) => {
      served = other;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
