import { isAlias, isMap, isNode, isScalar, type Node, type Pair, parseDocument, visit } from 'yaml';
import { expectedOneOf } from '../model/nearest.ts';
import type { Problem as FieldProblem } from '../model/rules.ts';
import type { Fault } from './attributes.ts';
import { yamlFault } from './yaml-fault.ts';

type Parsed = ReturnType<typeof parseDocument>;

/** What a text of YAML says; `faults` are at offsets in the text. With faults, there is nothing to be read. */
export interface Yaml {
  /** undefined of a text that says nothing. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** What is well formed and most likely meant otherwise. */
  readonly doubts: readonly Required<Fault>[];
  /** Where in the text a field is that has a problem: its value, or the nearest thing around it that is written. */
  readonly offsetOf: (problem: FieldProblem) => number;
}

/** Reads YAML as people write it: what they most likely forgot is said in their words. */
export function yaml(text: string): Yaml {
  const document = parseDocument(text);
  const fault = yamlFault(document, text);
  const faults = fault === undefined ? structure(document, text) : [fault];
  const { value, excess } =
    faults.length > 0 || document.contents === null ? { value: undefined, excess: [] } : read(document);
  return {
    value,
    faults: [...faults, ...excess],
    doubts: faults.length > 0 ? [] : cutTexts(document, text),
    offsetOf: (problem) => offsetOf(document, text, problem),
  };
}

function read(document: Parsed): { value: unknown; excess: readonly Fault[] } {
  try {
    return { value: document.toJS(), excess: [] };
  } catch {
    return { value: undefined, excess: [{ at: 0, what: 'aliases of aliases', expected: 'expected fewer of them' }] };
  }
}

/** What is YAML and no data: aliases of nothing, tags, keys that are no words; and commas that were to be in a text. */
function structure(document: Parsed, text: string): readonly Fault[] {
  const faults: Fault[] = [];
  const anchors: string[] = [];
  for (const { pos } of document.warnings)
    faults.push({ at: pos[0], what: 'a text that begins with !', expected: 'expected quotes around the whole text' });
  visit(document, {
    Node: (_, node) => {
      const at = node.range?.[0] ?? 0;
      if (isAlias(node)) {
        const [start = 0, end = 0] = node.resolve(document)?.range ?? [];
        if (!anchors.includes(node.source) || (start < at && at < end))
          faults.push({
            at,
            what: `*${node.source} stands for nothing`,
            expected:
              anchors.length === 0 || anchors.includes(node.source)
                ? 'expected quotes around a text that begins with *'
                : expectedOneOf(node.source, anchors, 'anchors'),
          });
      } else if (node.anchor !== undefined) anchors.push(node.anchor);
    },
    Map: (_, map) => {
      const odd = map.items.find(({ key }) => !isScalar(key) || key.value === null || key.value === '');
      if (odd !== undefined)
        faults.push({
          at: offsetIn(odd.key, map.range?.[0]),
          what: 'a key that is no word',
          expected: 'expected key: value',
        });
      // { does: cpu 5, wait 90 } is a key does and a key "wait 90" of nothing
      const bare = map.flow ? map.items.find(({ key, value }) => value === null && isScalar(key)) : undefined;
      const before = bare && map.items[map.items.indexOf(bare) - 1]?.value;
      if (bare !== undefined && odd === undefined && isScalar(before) && typeof before.value === 'number')
        faults.push({ at: offsetIn(before), what: 'a comma in a number', expected: 'expected digits only' });
      else if (bare !== undefined && odd === undefined && isScalar(before) && /^[“”„‘’]/.test(String(before.value)))
        faults.push({
          at: offsetIn(before),
          what: 'typographic quotes around a text',
          expected: 'expected straight quotes',
        });
      else if (bare !== undefined && odd === undefined)
        faults.push({
          at: offsetIn(bare.key, 0),
          what: `"${String(bare.key)}" has no value`,
          expected: `expected key: value, or quotes around a text with ${text.charAt(map.range?.[0] ?? 0)} } or a comma in it`,
        });
    },
  });
  return faults.slice(0, 1);
}

function offsetIn(node: unknown, otherwise = 0): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? otherwise;
}

/** `say: Ten # of them` says "Ten": a text of several words that a comment cuts off. */
function cutTexts(document: Parsed, text: string): readonly Required<Fault>[] {
  const found: Required<Fault>[] = [];
  visit(document, {
    Scalar: (_, node) => {
      const [start = 0, end = 0] = node.range ?? [];
      const hash = /^[ \t]+#/.exec(text.slice(end))?.[0].length;
      if (node.type !== 'PLAIN' || hash === undefined || !text.slice(start, end).trim().includes(' ')) return;
      found.push({
        at: end + hash - 1,
        what: 'the text ends here, before a comment',
        expected: 'put quotes around it if # belongs to it',
      });
    },
  });
  return found;
}

function offsetOf(document: Parsed, text: string, { path, spot }: FieldProblem): number {
  const steps = stepsOf(path);
  if (spot !== undefined && 'key' in spot) {
    const pair = pairIn(nodeAt(document, steps), spot.key);
    if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  for (let depth = steps.length; depth >= 0; depth--) {
    const range = nodeAt(document, steps.slice(0, depth))?.range;
    if (!range) continue;
    // what is written is never shorter than what it says: there are quotes and escapes in it
    const part = spot !== undefined && 'text' in spot && depth === steps.length ? spot : undefined;
    const within =
      part === undefined || part.text === '' ? -1 : text.slice(0, range[1]).indexOf(part.text, range[0] + part.from);
    return within < 0 ? range[0] : within;
  }
  return 0;
}

function nodeAt(document: Parsed, steps: readonly (string | number)[]): Node | undefined {
  const node: unknown = steps.length === 0 ? document.contents : document.getIn(steps, true);
  return isNode(node) ? node : undefined;
}

function pairIn(node: Node | undefined, key: string): Pair | undefined {
  return isMap(node) ? node.items.find((item) => String(item.key) === key) : undefined;
}

/** "arrivals[1].does" as the steps to it. */
function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name = '', index]) =>
    index === undefined ? name : Number(index),
  );
}
