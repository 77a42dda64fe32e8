import { nearest } from '../model/nearest.ts';
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
  const last = comment.lastIndexOf('<!--');
  if (last > 0) {
    const { kind, found, places } = directive(comment.slice(last));
    return {
      ...(kind === undefined ? {} : { kind }),
      found,
      places: new Map([...places].map(([key, at]) => [key, at + last])),
      faults: [{ at: 0, what: 'this comment is not closed', expected: 'expected "-->"' }],
    };
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
    const near = nearest(word, kinds);
    const expected = near === undefined ? 'comments are .slide, .element' : `did you mean ".${near}"?`;
    return meant(near, { at, what: `unknown comment ".${word}"`, expected });
  }
  if (kind !== undefined && colon === ':')
    return meant(kind, { at, what: `"${word}:" without its dot`, expected: `did you mean ".${word}:"?` });
  return { ...none, faults: [] };

  // a slip in the word is one mistake: what stands behind it is read all the same
  function meant(known: string | undefined, fault: Fault): Directive {
    if (known === undefined) return { ...none, faults: [fault] };
    const rest = directive(`<!-- .${known}: ${comment.slice(start.length)}`);
    const moved = start.length - `<!-- .${known}: `.length;
    return { ...rest, places: new Map([...rest.places].map(([key, from]) => [key, from + moved])), faults: [fault] };
  }
}
