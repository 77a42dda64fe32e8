import type { Setup } from '../setup.ts';
import { blocking } from './blocking.ts';
import { cpu } from './cpu.ts';
import { standard } from './standard.ts';
import { tokens } from './tokens.ts';

/** Everything that the lab measures, in the order in which it does. */
export const setups: readonly Setup[] = [...standard, ...cpu, ...blocking, ...tokens];
