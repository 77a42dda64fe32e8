import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { oneFile } from './single/one-file.ts';
import { builtPage } from './site.ts';
import { writable } from './writable.ts';

/** `npm run build:single`: the deck and the speaker's window in one file, which opens by double-click. */
await command('npm run build:single takes -- --out <file>.', async () => {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'deck.html' } } });
  writable(dirname(values.out));
  const root = process.cwd();
  console.log('Building the deck …');
  const html = oneFile(await builtPage(root, 'index.html'), { speaker: await builtPage(root, 'speaker.html') });
  writeFileSync(values.out, html);
  console.log(`${values.out}: ${(Buffer.byteLength(html) / 1_000_000).toFixed(1)} MB. It opens by double-click.`);
});
