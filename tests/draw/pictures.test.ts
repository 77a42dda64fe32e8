import { describe, expect, it } from 'vitest';
import { poster } from '../../src/draw/poster.ts';
import { scenesOfTheTalk } from './scenes.ts';

// every still of the talk: what a changed file shows is what an audience would see
describe.each(scenesOfTheTalk())('$slug', ({ slug, scene, formats: [wide, tall] }) => {
  it.each(scene.beats.map((_, i) => i))('beat %i', async (beat) => {
    await expect(`${poster(scene, beat, wide).replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot(
      `../pictures/${slug}-${beat}.svg`,
    );
  });

  it('its key, on a phone', async () => {
    await expect(`${poster(scene, scene.key, tall).replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot(
      `../pictures/${slug}-key-tall.svg`,
    );
  });
});
