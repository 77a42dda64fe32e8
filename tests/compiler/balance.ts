const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const tag = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s"'<>=/]+(?:=(?:"[^"]*"|'[^']*'))?)*)\s*\/?>|</gi;
/** What stands in a script or a style is no HTML. */
const raw = /(<(script|style)\b[^>]*>)[\s\S]*?(?=<\/\2>)/gi;

/** The first tag in `html` that does not pair up, or a `<` that begins none; undefined if all is well. */
export function unbalanced(html: string): string | undefined {
  const open: string[] = [];
  for (const [written, slash, name = ''] of html.replace(raw, '$1').matchAll(tag)) {
    if (name === '') return written;
    if (slash === '/') {
      if (open.pop() !== name) return written;
    } else if (!empty.has(name) && !written.endsWith('/>')) {
      open.push(name);
    }
  }
  return open.at(-1);
}
