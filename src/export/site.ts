import { build, type InlineConfig, preview } from 'vite';
import type { Page } from './single/one-file.ts';

/** The built deck on loopback. */
export interface Site {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the deck into `dist/`, or into `outDir`. Throws with all problems of the slides if there are any. */
export async function built(root: string, outDir?: string): Promise<void> {
  await ran({ root, build: outDir === undefined ? {} : { outDir, emptyOutDir: true } });
}

/** Builds one page with one script and one style sheet, and writes nothing. */
export async function builtPage(root: string, page: string): Promise<Page> {
  const result = await ran({ root, mode: 'single', build: { write: false, rolldownOptions: { input: page } } });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const files = new Map(
    outputs
      .flatMap(({ output }) => output)
      .map((each) => [each.fileName, each.type === 'chunk' ? each.code : Buffer.from(each.source).toString()]),
  );
  const html = files.get(page);
  if (html === undefined) throw new Error(`the build made no ${page}`);
  return { html, files };
}

async function ran(config: InlineConfig) {
  try {
    // Vite looks through 250 modules for what Node could not load without it, which nobody here asks it to, and on a
    // busy machine tells how long that took
    process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';
    // what goes wrong is thrown, so that it is said once
    return await build({ ...config, logLevel: 'silent' });
  } catch (error) {
    throw new Error(faults(error), { cause: error });
  }
}

/** What Rolldown collected, without its stacks: they lead into Rolldown, and the fault is in the slides. */
function faults(error: unknown): string {
  const errors: readonly unknown[] =
    error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
  return errors
    .map((each) => {
      if (!(each instanceof Error)) return String(each);
      const frame = 'frame' in each && typeof each.frame === 'string' ? `\n${each.frame}` : '';
      return `${each.message.trim()}${frame}`;
    })
    .join('\n');
}

/** Serves what was built, on the port asked for or the next free one. */
export async function served(
  root: string,
  { port, open = false, outDir }: { port: number; open?: boolean; outDir?: string },
): Promise<Site> {
  // files are served as they were built: the configuration, which has the deck's compiler in it, is not needed again
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'warn',
    preview: { host: '127.0.0.1', port, open },
  };
  const server = await preview(outDir === undefined ? config : { ...config, build: { outDir } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the server has no address on this machine');
  return { url, close: () => server.close() };
}
