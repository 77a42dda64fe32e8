import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../src/draw/shape.ts';
import { examples, pictureOf } from './examples.ts';
import { pages, those } from './pages.ts';
import { standalone } from './standalone.ts';

const shown = examples.flatMap((example) => example.pictures.map((picture) => ({ ...picture, example })));

/** "pictures/one-worker-2-tall.svg" is beat 2, as a phone shows it. */
function named(target: string): { beat: number; format: Format } {
  const [, beat = '0', tall] = /^pictures\/[a-z-]+?(?:-(\d+))?(-tall)?\.svg$/.exec(target) ?? [];
  return { beat: Number(beat), format: tall === undefined ? 'wide' : 'tall' };
}

describe('the pictures in the documentation', () => {
  // `npm run docs:pictures` draws them anew
  it.each(shown)('$target is the diagram above it', async ({ target, words, example }) => {
    const { beat, format } = named(target);
    await expect(standalone(pictureOf(example, beat, format), words)).toMatchFileSnapshot(`../../docs/${target}`);
  });

  it('are all shown by a page, and nothing else is there', () => {
    const targets = new Set(those('picture').map(({ target }) => target.replace(/^docs\//, '')));
    expect(readdirSync('docs/pictures').map((name) => `pictures/${name}`)).toEqual(
      [...targets].filter(isOurs).toSorted(),
    );
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

function isOurs(target: string): boolean {
  return target.startsWith('pictures/');
}
