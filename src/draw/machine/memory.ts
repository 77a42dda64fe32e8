import type { Problem } from '../../model/rules.ts';
import type { Shape } from '../shape.ts';
import type { MeasuredReader } from '../sources.ts';
import { textWidth } from '../text.ts';
import type { Picture } from './picture.ts';

/** What a process takes (MB), as the lab found it under this name. A name of nothing, or of no worker, is told. */
export function memoryOf(
  memory: string | number | undefined,
  measured: MeasuredReader | undefined,
  problems: Problem[],
): number | undefined {
  if (typeof memory !== 'string') return memory;
  const found = measured?.(memory);
  if (found === undefined) return undefined;
  const fault = 'what' in found ? found : undefined;
  const worker = 'what' in found ? undefined : found.figures.worker;
  if (worker?.unit === 'MB') return Math.round(worker.median);
  const none = {
    what: `nothing was measured of a worker in "${memory}"`,
    expected: 'expected a scenario such as memory/plain',
  };
  problems.push({ path: 'memory', ...(fault ?? none) });
  return undefined;
}

/** A block for each process, and what they take together. */
const block = { w: 7, h: 24, pitch: 10 } as const;

/** What all processes take: beside the cores, or below them where that is narrow. */
export function memory({ scene, site, geometry }: Picture): readonly Shape[] {
  const { cores } = site.crew;
  if (scene.memory === undefined || cores === undefined) return [];
  const { width, height, process: box, tick, text } = geometry;
  const isTall = height > width;
  const lamps = [...cores.lamps.values()];
  const right = Math.max(...lamps.map(({ x }) => x));
  const left = isTall ? box.x : right + 44;
  const y = (lamps[0]?.y ?? 0) + (isTall ? 84 : 0);
  const label = 'memory, measured';
  const first = left + textWidth(label, { size: tick }) + 14;
  // one that is still in another has not been copied
  const count = site.processes.filter((each) => each.label !== '').length;
  return [
    { kind: 'text', key: 'memory label', x: left, y: y + 7, text: label, size: tick, fill: 'ink-second' },
    ...Array.from({ length: count }, (_, i): Shape => {
      const at = { x: first + i * block.pitch, y: y - block.h / 2, w: block.w, h: block.h };
      return { kind: 'rect', key: `memory ${i}`, ...at, r: 2, fill: 'ink-second' };
    }),
    {
      ...{ kind: 'text', key: 'memory all', x: first + count * block.pitch + 10, y: y + 8 },
      ...{ text: count === 1 ? `${scene.memory} MB` : `${count} × ${scene.memory} MB`, size: text, fill: 'ink' },
    },
  ];
}
