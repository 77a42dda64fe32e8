import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Recording } from '../../src/model/measured/recording.ts';
import { commandOf } from '../command.ts';
import { firstCores } from '../machine.ts';
import type { Bench } from '../measure.ts';
import { remove, temporary } from '../processes.ts';
import { serve } from '../server.ts';
import type { RecordingSetup } from '../setup.ts';
import { notesIn } from './notes.ts';

import { traceOf } from './trace.ts';

const guard = 60_000;
/** A crowd before the run, so that threads and connections are there; of long calls one is enough. */
const warm = { crowd: 8, one: 1, long: 1000 };

/** One run of a setup, seen by instruments around the application: the servers are as they are. */
export async function recorded(
  { setup, scenario, interface: how }: RecordingSetup,
  bench: Bench,
): Promise<Pick<Recording, 'commands' | 'trace'>> {
  const { app, model: wait = 0 } = setup;
  const { python, generator, pins } = bench;
  const folder = temporary();
  const file = join(folder, 'notes');
  const instruments = resolve('lab/python/recorded');
  const env = {
    LAB_APP: app,
    LAB_NOTES: file,
    PYTHONPATH: [instruments, resolve('slides/code'), resolve('lab/python')].join(':'),
  };
  const model = await serve({
    python,
    words: (port) => ['-m', 'model', String(wait), String(port)],
    name: 'model server',
    env,
  });
  try {
    const server = await serve({
      python,
      words: (port) => commandOf({ ...setup, app: `recorder:${how}` }, port),
      ...(pins && { cores: firstCores(scenario.server.cores ?? 1) }),
      env: { ...env, MODEL_URL: `http://127.0.0.1:${model.port}` },
      name: scenario.name,
    });
    try {
      const { port } = server;
      await generator.play({
        port,
        guard,
        clients: Array.from({ length: wait < warm.long ? warm.crowd : warm.one }, () => ({
          at: 0,
          path: '/predict',
          steps: [],
        })),
        numbered: true,
      });
      let start = 0;
      const requests = await generator.play(
        { port, guard, clients: scenario.clients ?? [], numbered: true },
        ({ monotonic }) => {
          start = monotonic;
        },
      );
      const trace = traceOf(scenario, requests, notesIn(readFileSync(file, 'utf8'), start));
      return { commands: [model.command, server.command], trace };
    } finally {
      await server.stop();
    }
  } finally {
    await model.stop();
    remove(folder);
  }
}
