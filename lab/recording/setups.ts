import type { Client } from '../../src/model/workload.ts';
import { blocking } from '../scenarios/blocking.ts';
import { standard } from '../scenarios/standard.ts';
import { STANDARD, together } from '../scenarios/work.ts';
import type { RecordingSetup, ServerSetup } from '../setup.ts';

/** The scenes of the deck that are played from real servers as well. */
export const recordedSetups: readonly RecordingSetup[] = [
  recorded('second-user', 'wsgi', found('standard/sync-1')),
  recorded('many-waits', 'asgi', found('standard/uvicorn')),
  recorded('blocking-call', 'asgi', found('blocking/loop')),
  recorded('forty-tokens', 'asgi', found('standard/fastapi-def'), together(8, '/predict', STANDARD)),
];

function found(name: string): ServerSetup {
  const setup = [...standard, ...blocking].find(({ scenario }) => scenario.name === name);
  if (setup === undefined) throw new Error(`no scenario ${name}`);
  return setup;
}

function recorded(
  slug: string,
  how: RecordingSetup['interface'],
  setup: ServerSetup,
  clients: readonly Client[] = setup.scenario.clients ?? [],
): RecordingSetup {
  const { title, server } = setup.scenario;
  const scenario = { name: `recorded/${slug}`, title, server, clients, figures: {} };
  return { kind: 'recording', scenario, interface: how, setup: { ...setup, scenario, lag: false } };
}
