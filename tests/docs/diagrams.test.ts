import { describe, expect, it } from 'vitest';
import { drawnKinds } from '../../src/compiler/fence.ts';
import { examples, problemsOf } from './examples.ts';

describe('the diagrams in the documentation', () => {
  it.each(examples.map((example) => ({ example, name: `${example.language} at ${example.fence.at}` })))(
    '$name has no problems',
    ({ example }) => {
      expect(problemsOf(example)).toEqual([]);
    },
  );

  it('have one of each kind', () => {
    const languages = new Set(examples.map(({ language }) => language));
    expect(drawnKinds.filter((kind) => !languages.has(kind))).toEqual([]);
  });
});
