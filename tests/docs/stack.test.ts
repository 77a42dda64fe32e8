import { describe, expect, it } from 'vitest';
import { sheet } from '../../src/draw/geometry.ts';
import { message } from '../../src/model/rules.ts';
import { boxes, overlap } from '../draw/extents.ts';
import { examples, problemsIn, shapesOf } from './examples.ts';
import { stacked } from './stack/compose.ts';
import { isStack } from './stack/form.ts';
import { frame } from './stack/frame.ts';
import { whoIsCalled } from './stack/scene.ts';
import type { StackSpec } from './stack/spec.ts';

const [example] = examples.filter(({ language }) => language === 'stack');
if (example === undefined || !isStack(example.value)) throw new Error('no page shows a stack');
const spec: StackSpec = example.value;
const { scene } = stacked(spec);
const wrong = (change: object) => problemsIn('stack', { ...spec, ...change }).map(message);

describe('the view that the documentation builds', () => {
  it('says how many layers stand above, where its author refers to it', () => {
    expect(scene.beats[0]?.answers.find(({ right }) => right)?.text).toBe('3 layers');
    expect(scene.beats[2]?.payoff).toBe('3');
  });

  it('tells its author what is wrong, by path', () => {
    expect(wrong({ layers: [] })).toEqual(['layers: an empty list; expected one to 5']);
    expect(wrong({ beats: [{ say: 'a', until: 'nginx' }] })).toEqual([
      'beats[0].until: no layer "nginx"; layers are uvicorn, Starlette, FastAPI, your function',
    ]);
    expect(wrong({ beats: [{ say: '4 layers' }] })[0]).toContain('the number 4 is typed');
    expect(wrong({ layers: [{ name: 'a', does: 'b'.repeat(60) }], beats: [{ say: 'a' }] })[0]).toMatch(
      /^layers\[0\]: these words are \d+ px too wide for the tall picture/,
    );
  });

  it('says for ears where the call is', () => {
    expect(scene.beats.map((beat) => whoIsCalled(scene, beat))).toEqual([
      [],
      ['At uvicorn, which reads HTTP and calls the app'],
      ['At your function, which answers'],
    ]);
  });

  it('shows once what a beat is about, and then stands still', () => {
    const beat = scene.beats[1];
    if (beat === undefined) throw new Error('no second beat');
    const at = (settled: number) => frame(scene, beat, { beat: 1, t: 0, settled }, { ink: 'live', format: 'wide' });
    expect(at(0.5)).not.toEqual(at(1));
    expect(at(0)).toEqual(at(1));
  });

  describe.each(['wide', 'tall'] as const)('keeps to the grammar in the %s format', (format) => {
    it.each(scene.beats.map((_, i) => i))('beat %i', (beat) => {
      const { width, height } = sheet(format);
      const all = boxes(shapesOf(example, beat, format));
      const outside = all.filter(({ box }) => box.x1 < 0 || box.y1 < 0 || box.x2 > width || box.y2 > height);
      expect(outside).toEqual([]);
      const labels = all.filter(({ isText }) => isText);
      const pairs = labels.flatMap((a, i) => labels.slice(i + 1).map((b) => [a, b] as const));
      expect(pairs.filter(([a, b]) => overlap(a.box, b.box)).map(([a, b]) => `${a.key} on ${b.key}`)).toEqual([]);
      expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    });
  });
});
