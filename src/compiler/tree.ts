/** An element of HTML that this compiler has written, with what stands in it. */
export interface Branch {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Branch | string)[];
}

const part = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z\d-]*)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/gi;
const empty: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'wbr', 'col', 'source']);

/** HTML as a tree. Of what an author has written himself the compiler knows already that it is balanced. */
export function treeOf(html: string): Branch {
  const root = grown('', '');
  const open = [root];
  let last = 0;
  const text = (to: number) => {
    if (to > last) open.at(-1)?.children.push(decoded(html.slice(last, to)));
  };
  for (const match of html.matchAll(part)) {
    const [all, closes, name, attributes = '', isWhole] = match;
    text(match.index);
    last = match.index + all.length;
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    if (closes === '/') {
      const at = open.findLastIndex((each) => each.tag === tag);
      if (at > 0) open.splice(at);
      continue;
    }
    const branch = grown(tag, attributes);
    open.at(-1)?.children.push(branch);
    if (isWhole !== '/' && !empty.has(tag)) open.push(branch);
  }
  text(html.length);
  return root;
}

interface Growing extends Branch {
  readonly children: (Branch | string)[];
}

function grown(tag: string, attributes: string): Growing {
  return { tag, attributes: attributesIn(attributes), children: [] };
}

/** All elements below `branch` that are meant, from the outside in and in their order. */
export function allIn(branch: Branch, isMeant: (each: Branch) => boolean): readonly Branch[] {
  return branch.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return [...(isMeant(child) ? [child] : []), ...allIn(child, isMeant)];
  });
}

/** Whether an element has a class. */
export function hasClass({ attributes }: Branch, name: string): boolean {
  return (attributes.get('class') ?? '').split(/\s+/).includes(name);
}

/** The words in an element, as they stand. */
export function textIn({ children }: Branch): string {
  return children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}

function attributesIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/([^\s"'=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g);
  return new Map(
    Array.from(found, ([, key = '', double, single, bare]) => [key, decoded(double ?? single ?? bare ?? '')]),
  );
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return named[String(name)] ?? all;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16));
  });
}
