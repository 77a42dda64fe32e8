import { parseArgs } from 'node:util';
import { command, portOf } from './command.ts';
import { built, served } from './site.ts';

/** `npm start`: builds the deck, serves it on this machine only and opens it, until Ctrl-C. */
await command('npm start takes -- --port <number> and --no-open.', async () => {
  const { values } = parseArgs({
    options: { open: { type: 'boolean', default: true }, port: { type: 'string', default: '4173' } },
    allowNegative: true,
  });
  const port = portOf(values.port);
  console.log('Building the deck …');
  await built(process.cwd());
  const site = await served(process.cwd(), { port, open: values.open });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      site.close().finally(() => process.exit(0));
    });
  }
  console.log(`The deck is at ${site.url}\nThe speaker’s window opens with S, all keys are under ?. Ctrl-C stops.`);
});
