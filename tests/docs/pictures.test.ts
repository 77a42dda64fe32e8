import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examples, pictureOf } from './examples.ts';
import { pages, those } from './pages.ts';
import { standalone } from './standalone.ts';

const shown = examples.flatMap((example) => example.pictures.map((picture) => ({ ...picture, example })));

/** "pictures/one-worker-2.svg" is beat 2. */
function beatOf(target: string): number {
  return Number(/-(\d+)\.svg$/.exec(target)?.[1] ?? 0);
}

describe('the pictures in the documentation', () => {
  // `npm run docs:pictures` draws them anew
  it.each(shown)('$target is the diagram above it', async ({ target, words, example }) => {
    await expect(standalone(pictureOf(example, beatOf(target)), words)).toMatchFileSnapshot(`../../docs/${target}`);
  });

  it('are all shown by a page', () => {
    const targets = new Set(those('picture').map(({ target }) => target));
    const left = readdirSync('docs/pictures').filter((name) => !targets.has(`pictures/${name}`));
    expect(left).toEqual([]);
  });

  it('have words for who cannot see them', () => {
    expect(those('picture').filter(({ words }) => words.trim().length < 20)).toEqual([]);
  });

  it('are no more than 400 kB together', () => {
    const sizes = readdirSync('docs/pictures').map((name) => statSync(`docs/pictures/${name}`).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
  });

  it('stand below a diagram, or are pictures of slides', () => {
    const drawn = new Set(shown.map(({ target }) => target));
    const others = those('picture', pages.slice(1)).filter(({ target }) => !drawn.has(target));
    expect(others.filter(({ target }) => !target.endsWith('.png'))).toEqual([]);
  });
});
