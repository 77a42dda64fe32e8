import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { machinesOfTheTalk } from '../draw/scenes.ts';
import { useBrowser } from './open.ts';

const browser = useBrowser();
const folder = mkdtempSync(join(tmpdir(), 'trace-'));
let server: ViteDevServer | undefined;

beforeAll(async () => {
  server = await createServer({
    root: process.cwd(),
    cacheDir: folder,
    server: { port: 0, host: '127.0.0.1' },
    logLevel: 'silent',
  });
  await server.listen();
});

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('every run of the talk is the same in Node and in the browser, byte for byte', async () => {
  const page = await browser().newPage();
  await page.goto(`${server?.resolvedUrls?.local[0]}assets/icon.svg`);
  for (const { slug, data, scene } of machinesOfTheTalk()) {
    for (const [name, spec] of Object.entries(data.runs)) {
      // as text: what a test's own compiler makes of an import means nothing in a page
      const there = await page.evaluate(
        `import('/src/draw/machine/run.ts').then(({ runOf }) => JSON.stringify(runOf(${JSON.stringify(spec)}).trace))`,
      );
      expect(there === JSON.stringify(scene.runs.get(name)?.trace), `${slug}: ${name}`).toBe(true);
    }
  }
  await page.close();
});
