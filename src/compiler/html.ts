/** Text as HTML text or as the value of a double-quoted attribute. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Attributes as they stand in a tag, each with a space before it; an empty value gives a bare word. */
export function attributeList(attributes: Iterable<readonly [string, string]>): string {
  return [...attributes].map(([key, value]) => ` ${key}${value === '' ? '' : `="${escaped(value)}"`}`).join('');
}

/** Data as it stands in a script element, where nothing may look like the end of it. */
export function inScript(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
