import { readFileSync } from 'node:fs';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from './claims/claim.ts';
import { claims } from './claims.ts';
import type { Mutation } from './mutations/mutation.ts';
import { MUTATIONS } from './mutations.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
/** Ten times what the longest of the claims takes: a run that does not end is stopped here. */
const MAX_EVENTS = 20_000;

let server: ViteDevServer;
let mutation: Mutation | undefined;

beforeAll(async () => {
  server = await createServer({
    root: ROOT,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    plugins: [
      {
        name: 'mutation',
        enforce: 'pre',
        transform(code, id) {
          return mutation && id === pathOf(mutation) ? mutated(code, mutation) : undefined;
        },
      },
    ],
  });
});

afterAll(() => server.close());

function pathOf({ file }: Mutation): string {
  return `${ROOT}src/model/${file}`;
}

function mutated(code: string, { line, by }: Mutation): string {
  return code.replace(line, () => by);
}

function isSimulation(module: unknown): module is Pick<Model, 'simulate'> {
  return typeof module === 'object' && module !== null && 'simulate' in module && typeof module.simulate === 'function';
}

function isFleet(module: unknown): module is Pick<Model, 'simulateFleet'> {
  const name = 'simulateFleet';
  return typeof module === 'object' && module !== null && name in module && typeof module[name] === 'function';
}

/** The model, with the mutation if there is one, loaded anew. */
async function load(change?: Mutation): Promise<Model> {
  mutation = change;
  server.moduleGraph.invalidateAll();
  const one: unknown = await server.ssrLoadModule('/src/model/servers/index.ts');
  const fleet: unknown = await server.ssrLoadModule('/src/model/fleet.ts');
  if (!isSimulation(one) || !isFleet(fleet)) throw new Error('the model has no simulate');
  return {
    simulate: (spec, clients) => one.simulate(spec, clients, { maxEvents: MAX_EVENTS }),
    simulateFleet: (spec, clients) => fleet.simulateFleet(spec, clients, { maxEvents: MAX_EVENTS }),
  };
}

/** The names of the claims that do not hold. */
function failing(model: Model): string[] {
  return Object.entries(claims).flatMap(([name, holds]) => {
    try {
      holds(model);
      return [];
    } catch {
      return [name];
    }
  });
}

describe('the claims', () => {
  it('hold of the model as it is, loaded as the changed ones are', async () => {
    expect(failing(await load())).toEqual([]);
  });

  it('hang on a line each', () => {
    const hanging = new Set<string>(MUTATIONS.flatMap(({ fails }) => fails));
    expect(Object.keys(claims).filter((name) => !hanging.has(name))).toEqual([]);
  });
});

describe('a model is found out by its claims', () => {
  it.each(MUTATIONS)('$file: "$line" as "$by"', async (change) => {
    const code = readFileSync(pathOf(change), 'utf8');
    expect(code.split(change.line), 'the line occurs once').toHaveLength(2);
    expect(failing(await load(change))).toEqual(
      Object.keys(claims).filter((name) => change.fails.some((each) => each === name)),
    );
  });
});
