import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** One answer that the browser got from the network. */
export interface Transfer {
  readonly url: string;
  readonly kind: string;
  readonly bytes: number;
  /** What a server that compresses would have sent, bytes. */
  readonly gzip: number;
}

/** Notes from now on what `page` gets from the network; the function gives all of it so far. */
export function transfersOf(page: Page): () => Promise<readonly Transfer[]> {
  const seen: Promise<Transfer>[] = [];
  page.on('response', (response) => {
    const read = async () => {
      const body = await response.body();
      return {
        url: response.url(),
        kind: response.request().resourceType(),
        bytes: body.length,
        gzip: gzipSync(body).length,
      };
    };
    const transfer = read();
    // a page that is closed takes its last bodies with it, and nobody asks for them any more
    transfer.catch(() => undefined);
    seen.push(transfer);
  });
  return () => Promise.all(seen);
}

/** Their size as a server would send it, bytes. */
export function weight(transfers: readonly Transfer[]): number {
  return transfers.reduce((sum, { gzip }) => sum + gzip, 0);
}
