import type { Problem } from '../model/rules.ts';
import { tooMuch } from './bounds.ts';
import { type Experiment, type Trial, trialOf } from './experiment.ts';

/** An experiment that is being typed: what it comes to, or what is wrong with each line, and with all of it together. */
export interface Examined {
  readonly trial?: Trial;
  readonly servers: readonly (readonly Problem[])[];
  readonly clients: readonly (readonly Problem[])[];
  readonly all: readonly string[];
}

export function examined(experiment: Experiment): Examined {
  const { servers, clients } = experiment;
  const read = trialOf(experiment);
  const faults = 'faults' in read ? read.faults : [];
  const of = (path: string) => faults.filter((fault) => fault.path === path);
  const lines = {
    servers: servers.map((_, n) => of(`servers[${n}]`)),
    clients: clients.map((_, n) => of(`clients[${n}]`)),
  };
  if ('faults' in read) return { ...lines, all: of('clients').map(({ what, expected }) => sentence(what, expected)) };
  const all = tooMuch(read.clients);
  return { ...lines, all, ...(all.length === 0 && { trial: read }) };
}

/** "Nobody comes; expected one line of clients or more." */
export function sentence(what: string, expected: string): string {
  const text = `${what}; ${expected}`;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}

/** A line in three: what is right, the word that is wrong, and the rest; and the column of that word, from 1. */
export interface Marked {
  readonly before: string;
  readonly wrong: string;
  readonly after: string;
  readonly column: number;
}

/** Where in its line a fault is; undefined of one that has no place. */
export function marked({ spot }: Problem): Marked | undefined {
  if (spot === undefined || !('from' in spot)) return undefined;
  const { text, from } = spot;
  const [wrong = ''] = /^[^\s,:[\]=]+|^./.exec(text.slice(from)) ?? [''];
  return { before: text.slice(0, from), wrong, after: text.slice(from + wrong.length), column: from + 1 };
}
