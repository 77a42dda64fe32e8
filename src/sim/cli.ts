import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { simulate } from '../model/servers/index.ts';
import { summary } from '../model/summary.ts';
import { json } from '../play/json.ts';
import { traceEvents } from '../play/trace-events.ts';
import { help } from './help.ts';
import { input } from './input.ts';
import { table } from './table.ts';

/** `npm run sim`: simulates the server for the clients that the command line describes. */
async function main(): Promise<void> {
  const asked = input(process.argv.slice(2));
  if (asked.kind === 'help') {
    console.log(help);
    return;
  }
  if (asked.kind === 'faults') throw new Error([...asked.lines, 'npm run sim -- --help has examples.'].join('\n'));
  const { server, clients, maxEvents, traceEvents: file } = asked;
  const trace = simulate(server, clients, { ...(maxEvents !== undefined && { maxEvents }) });
  if (file !== undefined) await written(json(traceEvents(trace)), file);
  if (asked.json) {
    await pipeline(Readable.from(json(trace)), process.stdout, { end: false });
    return;
  }
  console.log(table(summary(trace)).join('\n'));
  if (file !== undefined) console.log(`\n${file} opens in ui.perfetto.dev and in chrome://tracing.`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'its disk may not be written',
  ENOSPC: 'its disk is full',
};

async function written(pieces: Iterable<string>, file: string): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(file));
  } catch (error) {
    throw new Error(`--trace-events: cannot write ${file}: ${REASONS[codeOf(error)] ?? codeOf(error)}`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

// whoever reads our output, such as head, may have enough of it
process.stdout.on('error', (error) => {
  if (codeOf(error) !== 'EPIPE') throw error;
});

try {
  await main();
} catch (error) {
  if (codeOf(error) !== 'EPIPE') {
    const what = error instanceof Error ? error.message : String(error);
    console.error(what.replace('maxEvents', '--max-events'));
    process.exitCode = 1;
  }
}
