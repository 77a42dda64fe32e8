/** One `key="value"` of a comment or a fence; a bare word has the empty value. */
export type Attributes = ReadonlyMap<string, string>;

/** Something in a text that should not be there, and the offset at which it stands. */
export interface Fault {
  readonly at: number;
  readonly what: string;
  readonly expected?: string;
}

/** The attributes in a text, the offset of each key, and what is wrong. */
export interface AttributesRead {
  readonly found: Attributes;
  readonly places: ReadonlyMap<string, number>;
  readonly faults: readonly Fault[];
}

const typographic = /([A-Za-z_:][\w:.-]*)=[“”„‘’]([^“”„‘’"']*)[“”‘’]/y;

// a value without quotes takes no typographic ones: class=“fragment” is a slip, not a class
const pair = /([A-Za-z_:][\w:.-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`“”„‘’]+)))?(?=\s|$)/y;

/** The attributes in `text`. Reading ends at the first piece of it that is none. */
export function attributes(text: string): AttributesRead {
  const found = new Map<string, string>();
  const places = new Map<string, number>();
  const faults: Fault[] = [];
  for (let at = blank(text, 0); at < text.length; at = blank(text, pair.lastIndex)) {
    pair.lastIndex = at;
    const match = pair.exec(text);
    const key = match?.[1];
    typographic.lastIndex = at;
    const [curly, curlyKey = '', value = ''] = match === null ? (typographic.exec(text) ?? []) : [];
    if (curly !== undefined) {
      faults.push({ at, what: `${curly} is no key="value"`, expected: 'expected straight quotes' });
      pair.lastIndex = at + curly.length;
      found.set(curlyKey, value);
      places.set(curlyKey, at);
      continue;
    }
    if (match === null || key === undefined) {
      const rest = (text.slice(at).split('\n')[0] ?? '').trim();
      const what = `"${rest}" is no key="value"`;
      faults.push(/^\S*[“”„‘’]/.test(rest) ? { at, what, expected: 'expected straight quotes' } : { at, what });
      break;
    }
    if (found.has(key)) {
      faults.push({ at, what: `"${key}" stands twice`, expected: 'expected each key once' });
      continue;
    }
    found.set(key, match[2] ?? match[3] ?? match[4] ?? '');
    places.set(key, at);
  }
  return { found, places, faults };
}

/** The offset of the first character from `at` on that is no space. */
function blank(text: string, at: number): number {
  const next = text.slice(at).search(/\S/);
  return next < 0 ? text.length : at + next;
}
