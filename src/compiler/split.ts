import type { Token } from 'markdown-it';

/** A run of top-level tokens between two rules, and the line (from 1) at which it begins. */
export interface Part {
  readonly line: number;
  readonly tokens: readonly Token[];
}

/** Splits at top-level `---`; `***` and `___` stay rules, and a part without any token is no slide. */
export function split(tokens: readonly Token[]): readonly Part[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.type === 'hr' && token.level === 0 && token.markup.startsWith('-')) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts
    .filter((part) => part.length > 0)
    .map((part) => ({ line: (part.find((token) => token.map !== null)?.map?.[0] ?? 0) + 1, tokens: part }));
}
