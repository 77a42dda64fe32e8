import { describe, it } from 'vitest';
import { simulateFleet } from '../../src/model/fleet.ts';
import { simulate } from '../../src/model/servers/index.ts';
import { claims } from './claims.ts';

describe('the model', () => {
  it.each(Object.entries(claims))('%s', (_, holds) => holds({ simulate, simulateFleet }));
});
