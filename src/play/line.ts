/** What a line says of a server: its kind, and each parameter as it is written. */
export interface Line {
  readonly kind: string;
  readonly values: ReadonlyMap<string, string>;
}

/** What stands between spaces; quotes keep spaces together. */
const WORD = /(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g;

/** Takes a line apart, also one that is wrong: what is no assignment is passed over. */
export function lineOf(text: string): Line {
  const [kind = '', ...words] = text.match(WORD) ?? [];
  return { kind, values: new Map(words.flatMap(assigned)) };
}

function assigned(word: string): (readonly [string, string])[] {
  const sign = word.indexOf('=');
  if (sign < 1) return [];
  const value = word.slice(sign + 1);
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(value) ?? [];
  return [[word.slice(0, sign), quoted ?? value]];
}

/** The line with another value of a parameter, or without it; all else stays as it was written. */
export function withValue(text: string, name: string, value: string): string {
  const words: string[] = text.match(WORD) ?? [];
  const at = words.findIndex((word, i) => i > 0 && word.startsWith(`${name}=`));
  const word = value.trim() === '' ? [] : [`${name}=${quoted(value.trim())}`];
  if (at < 0) return [...words, ...word].join(' ');
  return [...words.slice(0, at), ...word, ...words.slice(at + 1)].join(' ');
}

function quoted(value: string): string {
  if (!/[\s"']/.test(value)) return value;
  return value.includes('"') ? `'${value.replaceAll("'", '')}'` : `"${value}"`;
}

/** The line of another kind of server, with those of its parameters that this kind has, too. */
export function withKind(text: string, kind: string, fields: readonly string[]): string {
  const [, ...words] = text.match(WORD) ?? [];
  return [kind, ...words.filter((word) => fields.includes(word.slice(0, Math.max(0, word.indexOf('=')))))].join(' ');
}
