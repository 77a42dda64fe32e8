import { expectedOneOf } from '../model/nearest.ts';
import { type Attributes, attributes, type Fault } from './attributes.ts';

/** What reveal reads in comments: `<!-- .slide: … -->` and `<!-- .element: … -->`. Offsets count within the comment. */
export interface Directive {
  /** undefined for a comment that is for human readers only. */
  readonly kind?: 'slide' | 'element';
  readonly found: Attributes;
  readonly places: ReadonlyMap<string, number>;
  readonly faults: readonly Fault[];
}

const head = /^<!--\s*(\.?)([A-Za-z]+)(:?)(?=\s|-->|["'\w])\s*/;
const kinds = ['slide', 'element'] as const;

/** A whole comment, from `<!--` to `-->`, read. */
export function directive(comment: string): Directive {
  const none = { found: new Map(), places: new Map() };
  // what should have ended this comment is in the next one, and all slides between are in the comment
  if (comment.includes('<!--', 1)) {
    return { ...none, faults: [{ at: 0, what: 'this comment is not closed', expected: 'expected "-->"' }] };
  }
  const [start = '', dot, word = '', colon] = head.exec(comment) ?? [];
  const kind = kinds.find((known) => known === word);
  if (dot === '.' && kind !== undefined) {
    const { found, places, faults } = attributes(comment.slice(start.length, -'-->'.length));
    return {
      kind,
      found,
      places: new Map([...places].map(([key, at]) => [key, at + start.length])),
      faults: faults.map((fault) => ({
        expected: 'expected key="value" pairs',
        ...fault,
        at: fault.at + start.length,
      })),
    };
  }
  const at = comment.indexOf(`${dot}${word}`, '<!--'.length);
  if (dot === '.') {
    const expected = expectedOneOf(`.${word}`, ['.slide', '.element'], 'comments');
    return { ...none, faults: [{ at, what: `unknown comment ".${word}"`, expected }] };
  }
  if (kind !== undefined && colon === ':') {
    return { ...none, faults: [{ at, what: `"${word}:" without its dot`, expected: `did you mean ".${word}:"?` }] };
  }
  return { ...none, faults: [] };
}
