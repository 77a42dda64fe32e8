import { describe, it } from 'vitest';
import * as model from '../../src/model/servers/index.ts';
import { claims } from './claims.ts';

describe('the model', () => {
  it.each(Object.entries(claims))('%s', (_, holds) => holds(model));
});
