import { describe } from './describe.ts';
import { draw, type Medium, still } from './draw.ts';
import { sheet } from './geometry.ts';
import type { Scene } from './scene.ts';
import type { Format } from './shape.ts';
import { escaped, svgSource } from './svg.ts';

/** A beat as an SVG picture, with still ink unless said, and its words for those who do not see it. */
export function poster(scene: Scene, beat: number, format: Format, ink: Medium['ink'] = 'still'): string {
  const { width, height } = sheet(format);
  const inner = svgSource(draw(scene, still(scene, beat), { ink, format }));
  return `<svg class="poster" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(describe(scene, beat))}">${inner}</svg>`;
}
