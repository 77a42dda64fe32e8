import { recordedSetups } from '../recording/setups.ts';
import type { Setup } from '../setup.ts';
import { blocking } from './blocking.ts';
import { costs } from './costs.ts';
import { cpu } from './cpu.ts';
import { endings } from './endings.ts';
import { lines } from './lines.ts';
import { standard } from './standard.ts';
import { throughput } from './throughput.ts';
import { tokens } from './tokens.ts';

/** Everything that the lab measures, in the order in which it does. */
export const setups: readonly Setup[] = [
  ...standard,
  ...cpu,
  ...blocking,
  ...tokens,
  ...throughput,
  ...costs,
  ...lines,
  ...endings,
  ...recordedSetups,
];
