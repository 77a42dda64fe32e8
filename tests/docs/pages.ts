import { readdirSync, readFileSync } from 'node:fs';
import MarkdownIt, { type Token } from 'markdown-it';

interface Placed {
  /** "docs/add-a-view.md:12": for whoever looks for what a test complains of. */
  readonly at: string;
}

/** A listing or an example; `mark` is what the comment right above it says: whose region it is, or what it is for. */
export interface Fence extends Placed {
  readonly kind: 'fence';
  readonly language: string;
  readonly content: string;
  readonly mark: string;
}

export interface Table extends Placed {
  readonly kind: 'table';
  readonly mark: string;
  /** The Markdown of each cell, without the row of the heads. */
  readonly rows: readonly (readonly string[])[];
}

/** A heading, or any other run of text. */
interface Words extends Placed {
  readonly kind: 'heading' | 'text';
  readonly text: string;
}

interface Link extends Placed {
  readonly kind: 'link';
  readonly target: string;
}

export interface Picture extends Placed {
  readonly kind: 'picture';
  readonly target: string;
  readonly words: string;
}

export type Item = Fence | Table | Words | Link | Picture;

/** A page of the documentation, in the order in which it is read. */
export interface Page {
  readonly file: string;
  readonly items: readonly Item[];
}

/** What is written for who works on the deck. */
export const pages: readonly Page[] = ['README.md', ...markdownIn('docs')].map((file) => ({
  file,
  items: itemsOf(readFileSync(file, 'utf8'), file),
}));

function markdownIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => `${folder}/${name}`);
}

/** The page of that name. Throws if there is none. */
export function page(file: string): Page {
  const found = pages.find((each) => each.file === file);
  if (found === undefined) throw new Error(`no page ${file}`);
  return found;
}

/** The items of one kind, of a page or of all. */
export function those<Kind extends Item['kind']>(kind: Kind, of: readonly Page[] = pages) {
  type Found = Item & { readonly kind: Kind };
  return of.flatMap(({ items }) => items.filter((item): item is Found => item.kind === kind));
}

/** Names that stand as code in a piece of Markdown. */
export function codeIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function itemsOf(text: string, file: string): readonly Item[] {
  const tokens = new MarkdownIt({ html: true }).parse(text, {});
  return tokens.flatMap((token, i): readonly Item[] => {
    const at = `${file}:${(token.map?.[0] ?? 0) + 1}`;
    const mark = /^<!--\s*(.*?)\s*-->\s*$/s.exec(tokens[i - 1]?.content ?? '')?.[1] ?? '';
    switch (token.type) {
      case 'fence':
        return [{ kind: 'fence', at, mark, language: token.info.trim().split(/\s/)[0] ?? '', content: token.content }];
      case 'table_open':
        return [{ kind: 'table', at, mark, rows: rowsFrom(tokens, i) }];
      case 'heading_open':
        return [{ kind: 'heading', at, text: tokens[i + 1]?.content ?? '' }];
      case 'inline':
        return [{ kind: 'text', at, text: token.content }, ...inLine(token, file)];
      default:
        return [];
    }
  });
}

function rowsFrom(tokens: readonly Token[], open: number): readonly (readonly string[])[] {
  const end = tokens.findIndex(({ type }, i) => i > open && type === 'table_close');
  const rows: string[][] = [];
  for (const [i, { type }] of tokens.slice(open, end).entries()) {
    if (type === 'tr_open') rows.push([]);
    if (type === 'td_open' || type === 'th_open') rows.at(-1)?.push(tokens[open + i + 1]?.content ?? '');
  }
  return rows.slice(1);
}

function inLine({ children, map }: Token, file: string): readonly Item[] {
  const at = `${file}:${(map?.[0] ?? 0) + 1}`;
  return (children ?? []).flatMap((child): readonly Item[] => {
    if (child.type === 'image')
      return [{ kind: 'picture', at, target: String(child.attrGet('src')), words: child.content }];
    if (child.type === 'link_open') return [{ kind: 'link', at, target: String(child.attrGet('href')) }];
    return [];
  });
}
