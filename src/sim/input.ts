import { parseArgs } from 'node:util';
import { expectedOneOf } from '../model/nearest.ts';
import type { Fault } from '../model/notation.ts';
import type { Reading } from '../model/phrases.ts';
import { clientsPhrase } from '../model/phrases-of-clients.ts';
import { serverPhrase } from '../model/phrases-of-servers.ts';
import type { ServerSpec } from '../model/servers/index.ts';
import type { Client } from '../model/workload.ts';

/** What a command line asks for or, line by line, what is wrong with it. */
export type Input =
  | { readonly kind: 'help' }
  | { readonly kind: 'faults'; readonly lines: readonly string[] }
  | ({ readonly kind: 'run'; readonly server: ServerSpec; readonly clients: readonly Client[] } & Output);

export interface Output {
  /** Whether stdout gets the trace instead of its measures. */
  readonly json: boolean;
  /** The file for the trace events. */
  readonly traceEvents?: string;
  readonly maxEvents?: number;
}

const OPTIONS = {
  json: { type: 'boolean' },
  'trace-events': { type: 'string' },
  'max-events': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const OPTION_NAMES = Object.keys(OPTIONS).map((name) => `--${name}`);
const SAMPLE = "'asgi workers=2' 'rate 80 for 10s: cpu 5, wait 90, cpu 5'";

/** All that is wrong is found in one go. */
export function input(args: readonly string[]): Input {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help !== undefined) return { kind: 'help' };
  const lines: string[] = [];
  const phrases: string[] = [];
  for (const [n, token] of tokens.entries()) {
    if (token.kind === 'option') lines.push(...wrongOption(token));
    if (token.kind === 'positional' && !belongsTo(tokens[n - 1], token.value)) phrases.push(token.value);
  }
  const { 'trace-events': traceEvents, 'max-events': maxEvents } = values;
  const run = described(phrases, lines);
  if (run === undefined || lines.length > 0) return { kind: 'faults', lines };
  return {
    kind: 'run',
    ...run,
    json: values.json !== undefined,
    ...(typeof traceEvents === 'string' && { traceEvents }),
    ...(typeof maxEvents === 'string' && { maxEvents: Number(maxEvents) }),
  };
}

interface Option {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
}

/** Whether a word seems to be the value of an option that is none. */
function belongsTo(before: { readonly kind: string; readonly name?: string } | undefined, word: string): boolean {
  return before?.kind === 'option' && !Object.hasOwn(OPTIONS, before.name ?? '') && !/\s/.test(word);
}

function wrongOption({ name, rawName, value }: Option): readonly string[] {
  switch (name) {
    case 'json':
    case 'help':
      return value === undefined ? [] : [`${rawName}: "${value}"; expected nothing behind it`];
    case 'trace-events':
      return isValue(value) ? [] : [`${rawName}: no file; expected its name, such as trace.json`];
    case 'max-events':
      if (!isValue(value)) return [`${rawName}: no number; expected one, such as 5000000`];
      return isCount(value) ? [] : [`${rawName}: "${value}"; expected a whole number from 1 to 1000000000`];
    default:
      return [`${rawName}: no such option; ${expectedOneOf(rawName, OPTION_NAMES, 'options')}`];
  }
}

function isValue(value: string | undefined): value is string {
  return value !== undefined && value !== '' && !value.startsWith('--');
}

function isCount(value: string): boolean {
  return /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 1e9;
}

function described(phrases: readonly string[], lines: string[]) {
  const [server, ...rest] = phrases;
  if (server === undefined || rest.length === 0) {
    lines.push(
      `there are no ${server === undefined ? 'server and no clients' : 'clients'}; expected, in quotes: ${SAMPLE}`,
    );
    return undefined;
  }
  // what the shell has split is one mistake, and not as many as there are words
  if (rest.length > 1 && phrases.every((phrase) => !/\s/.test(phrase))) {
    lines.push(`the descriptions fell into words; expected quotes around each: ${SAMPLE}`);
    return undefined;
  }
  const spec = read('server', server, serverPhrase, lines);
  const clients = rest.map((phrase, n) =>
    read(rest.length === 1 ? 'clients' : `clients ${n + 1}`, phrase, clientsPhrase, lines),
  );
  return spec && { server: spec, clients: clients.flatMap((some) => some ?? []) };
}

function read<T>(label: string, phrase: string, as: (text: string) => Reading<T>, lines: string[]): T | undefined {
  const found = as(phrase);
  if (found.kind === 'read') return found.value;
  for (const fault of found.faults) lines.push(...shown(label, phrase, fault));
  return undefined;
}

/** The fault, the line of the phrase it is in and a caret under its place. */
function shown(label: string, phrase: string, { offset, what, expected }: Fault): readonly string[] {
  const start = phrase.lastIndexOf('\n', offset - 1) + 1;
  const [line = ''] = phrase.slice(start).split('\n');
  const before = [...phrase.slice(start, offset)].length;
  return [`${label}: ${what}; ${expected}`, `  ${line.replace(/\s/g, ' ')}`, `  ${' '.repeat(before)}^`];
}
