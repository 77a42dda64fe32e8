import { parseArgs } from 'node:util';
import { nearest } from '../src/model/nearest.ts';
import { measuredFolder } from './files.ts';
import type { Setup } from './setup.ts';

export const usage = `npm run lab -- [options]: runs the real servers and writes what it measures to ${measuredFolder}.

  --only slots,standard/sync-1   these sets or scenarios; without it, all that are missing or out of date
  --again                        measures anew what is there
  --repetitions 5                of each
  --predict                      measures nothing, and predicts anew what has been measured
  --list                         names them, and says which are missing or out of date
  --out folder                   writes somewhere else

Ctrl-C stops it and every process that it has started. What is finished is kept: the same command goes on from there.`;

export interface Asked {
  readonly setups: readonly Setup[];
  readonly again: boolean;
  readonly repetitions: number;
  readonly predict: boolean;
  readonly list: boolean;
  readonly help: boolean;
  readonly out: string;
}

/** What the command line asks for. Throws what is wrong with it. */
export function asked(words: readonly string[], all: readonly Setup[]): Asked {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string', multiple: true },
      again: { type: 'boolean', default: false },
      repetitions: { type: 'string', default: '5' },
      predict: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      out: { type: 'string', default: measuredFolder },
    },
  });
  const repetitions = Number(values.repetitions);
  if (!Number.isInteger(repetitions) || repetitions < 1 || repetitions > 100)
    throw new Error(`--repetitions: ${values.repetitions}; expected a whole number from 1 to 100`);
  const only = (values.only ?? []).flatMap((each) => each.split(','));
  const { again, predict, list, help, out } = values;
  const setups = only.length === 0 ? all : all.filter(chosen(only, all));
  return { setups, again, repetitions, predict, list, help, out };
}

function chosen(only: readonly string[], all: readonly Setup[]): (setup: Setup) => boolean {
  const names = all.map(({ scenario }) => scenario.name);
  const isIn = (name: string, each: string) => name === each || name.startsWith(`${each}/`);
  const wrong = only.filter((each) => !names.some((name) => isIn(name, each)));
  if (wrong.length > 0) {
    const known = [...new Set(names.flatMap((name) => [name.split('/')[0] ?? name, name]))];
    throw new Error(
      wrong
        .map((each) => {
          const near = nearest(each, known);
          return `--only: no scenario "${each}"; ${near === undefined ? '--list names them' : `did you mean "${near}"?`}`;
        })
        .join('\n'),
    );
  }
  return ({ scenario }) => only.some((each) => isIn(scenario.name, each));
}
