import { createHash } from 'node:crypto';

/** A page as it was built, and the files that it names, by their names. */
export interface Page {
  readonly html: string;
  readonly files: ReadonlyMap<string, string>;
}

const classic = /<script src="\.\/([^"]+)"><\/script>/g;
const module = /<script type="module"(?: crossorigin)? src="\.\/([^"]+)"><\/script>/g;
const sheet = /<link rel="stylesheet"(?: crossorigin)? href="\.\/([^"]+)">/g;
const icon = /(?<=<link rel="icon" href=")\.\/([^"]+)(?=" type="image\/svg\+xml">)/g;
const ahead = /\s*<link rel="modulepreload"[^>]*>/g;
/** What a page would fetch, and what its style would. */
const needed =
  /<(?:script|img|image|use|source|iframe|link rel="(?:stylesheet|icon|preload|manifest)")(?=\s)[^>]*\s(?:src|href)="(?!data:|#)[^"]*"/;
const neededByStyle = /url\((?!["']?(?:data:|#))[^)]*\)/;
const withoutScripts = /\s*<noscript>(?!<img)[\s\S]*?<\/noscript>/g;

/**
 * The deck and its other windows as one page that needs no other file. The deck stands in it, with its script in a
 * template; each of the others is a template as a whole, by the name that it has behind a "?". `src/runtime/choose.ts`
 * takes the one that is wanted. Its policy allows the very scripts that are in it, and no network.
 */
export function oneFile(deck: Page, others: Readonly<Record<string, Page>>): string {
  const hashes = new Set<string>();
  const script = (code: string, type = '') => {
    hashes.add(`'sha256-${createHash('sha256').update(code).digest('base64')}'`);
    return `<script${type}>${code}</script>`;
  };
  /** The page without links to files, and its modules, which stand no longer in it. */
  const inlined = ({ html, files }: Page) => {
    const of = (name: string) => textOf(files, name);
    const modules: string[] = [];
    const text = html
      .replace(ahead, '')
      .replace(withoutScripts, '')
      .replace(icon, (_, name) => `data:image/svg+xml,${encodeURIComponent(of(name))}`)
      .replace(sheet, (_, name) => `<style>${safeStyle(of(name), name)}</style>`)
      .replace(classic, (_, name) => script(safeScript(of(name))))
      .replace(module, (_, name) => {
        modules.push(script(safeScript(of(name)), ' type="module"'));
        return '';
      });
    return { text, modules: modules.join('') };
  };
  const main = inlined(deck);
  const windows = Object.entries(others).map(([name, page]) => {
    const { text, modules } = inlined(page);
    const kept = part(text, 'head').match(
      /<title>[\s\S]*?<\/title>|<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g,
    );
    const data = /<html[^>]*>/.exec(text)?.[0].match(/data-[\w-]+="[^"]*"/g) ?? [];
    return `<template data-window="${name}" ${data.join(' ')}>${kept?.join('\n') ?? ''}${part(text, 'body')}${modules}</template>`;
  });
  const templates = [`<template data-window="deck">${main.modules}</template>`, ...windows].join('\n');
  const page = main.text
    .replace('</body>', () => `${templates}\n</body>`)
    .replace(/<html[^>]*>/, (tag) => withWindows(tag, Object.keys(others)))
    .replace('<head>', () => `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy(hashes)}">`);
  refuse(needed, page);
  return page;
}

/** The root element as it tells of the windows that are here, and no longer of pages that are not. */
function withWindows(tag: string, names: readonly string[]): string {
  const told = names.map((name) => ` data-${name}="?${name}"`).join('');
  return tag.replace(/ data-[\w-]+="\.\/[^"]*\.html"/g, '').replace('<html', `<html${told}`);
}

function policy(scripts: ReadonlySet<string>): string {
  return [
    "default-src 'none'",
    `script-src ${[...scripts].join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function textOf(files: ReadonlyMap<string, string>, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new Error(`the build has no ${name}, which its page names`);
  return text;
}

/** Between two tags a script ends where HTML says, and not where its strings do. */
function safeScript(code: string): string {
  return code.replace(/<(?=\/script|!--|script)/gi, '\\x3C');
}

function safeStyle(css: string, name: string): string {
  refuse(neededByStyle, css);
  if (/<\/style/i.test(css)) throw new Error(`${name} has a </style> in it, which would end it`);
  return css;
}

/** Throws where there is still an address of another file. */
function refuse(pattern: RegExp, text: string): void {
  const left = pattern.exec(text)?.[0];
  if (left !== undefined) throw new Error(`the page would still need another file: ${left}`);
}

/** What stands between the tags of `html`'s head or body. */
function part(html: string, name: 'head' | 'body'): string {
  const from = html.indexOf('>', html.indexOf(`<${name}`)) + 1;
  return html.slice(from, html.lastIndexOf(`</${name}>`));
}
