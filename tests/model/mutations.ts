import { ARBITERS } from './mutations/arbiters.ts';
import { CLIENTS } from './mutations/clients.ts';
import { FLEETS } from './mutations/fleets.ts';
import { LOOPS } from './mutations/loops.ts';
import { MACHINE } from './mutations/machine.ts';
import type { Mutation } from './mutations/mutation.ts';
import { WORKERS } from './mutations/workers.ts';

/** The lines that the models are made of, and what they are there for. */
export const MUTATIONS: readonly Mutation[] = [...WORKERS, ...LOOPS, ...ARBITERS, ...MACHINE, ...CLIENTS, ...FLEETS];
