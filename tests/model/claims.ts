import { arbiters } from './claims/arbiters.ts';
import type { Claims } from './claims/claim.ts';
import { clients } from './claims/clients.ts';
import { fleets } from './claims/fleets.ts';
import { loops } from './claims/loops.ts';
import { machine } from './claims/machine.ts';
import { workers } from './claims/workers.ts';

/** What the models claim, each by its name. Every one hangs on a line of the model: see mutations.ts. */
export const claims = { ...workers, ...loops, ...arbiters, ...machine, ...clients, ...fleets } satisfies Claims;

export type ClaimName = keyof typeof claims;
