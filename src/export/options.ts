import { type ParseArgsConfig, parseArgs } from 'node:util';
import { expectedOneOf } from '../model/nearest.ts';
import { UsageError } from './command.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What stands on a command line. An option that there is not is a UsageError that names the nearest, or all. */
export function parsed<O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ args: string[]; options: O }>> {
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    const name = /^Unknown option '(--?[^']+)'/.exec(error instanceof Error ? error.message : '')?.[1];
    if (name === undefined) throw error;
    const names = Object.keys(options).map((each) => `--${each}`);
    throw new UsageError(`no option ${name}; ${inLine(expectedOneOf(name, names, 'options')).replaceAll('"', '')}`);
  }
}

/** One of the names, or a UsageError that says which there are. */
export function named<N extends string>(asked: string, names: readonly N[], noun: string): N {
  const name = names.find((each) => each === asked);
  if (name === undefined)
    throw new UsageError(`no ${noun} "${asked}"; ${inLine(expectedOneOf(asked, names, `${noun}s`))}`);
  return name;
}

/** What stands between commas. */
export function listed(asked: string): readonly string[] {
  return asked
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** A question is no sentence of its own there: the usage follows it. */
function inLine(expected: string): string {
  return expected.replace(/\?$/, '');
}
