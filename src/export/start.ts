import { parseArgs } from 'node:util';
import { built, served } from './site.ts';

const { values } = parseArgs({
  options: { open: { type: 'boolean', default: true }, port: { type: 'string', default: '4173' } },
  allowNegative: true,
});

try {
  await built(process.cwd());
  const site = await served(process.cwd(), { port: Number(values.port), open: values.open });
  console.log(`The deck is at ${site.url}\nThe speaker’s window opens with S, all keys are under ?. Ctrl-C stops.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      site.close().finally(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
