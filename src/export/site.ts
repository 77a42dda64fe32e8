import { build, type InlineConfig, preview } from 'vite';

/** The built deck on loopback. */
export interface Site {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the deck into `dist/`, or into `outDir`. Throws with all problems of the slides if there are any. */
export async function built(root: string, outDir?: string): Promise<void> {
  const config: InlineConfig = { root, logLevel: 'error' };
  await build(outDir === undefined ? config : { ...config, build: { outDir, emptyOutDir: true } });
}

/** Serves what was built, on the port asked for or the next free one. */
export async function served(
  root: string,
  { port, open = false, outDir }: { port: number; open?: boolean; outDir?: string },
): Promise<Site> {
  const config: InlineConfig = { root, logLevel: 'warn', preview: { host: '127.0.0.1', port, open } };
  const server = await preview(outDir === undefined ? config : { ...config, build: { outDir } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the server has no address on this machine');
  return { url, close: () => server.close() };
}
