import { join, relative } from 'node:path';
import type { MarkdownIt, Token } from 'markdown-it';
import { type Files, isFile, otherFile } from './files.ts';
import type { Position, Report } from './problem.ts';
import { lineOf, placed, type Source } from './source.ts';
import { playground } from './to-playground.ts';

/** A link to a slide and where it is written. */
export interface SlideLink {
  readonly slug: string;
  readonly at: Position;
}

const rawLink = /href\s*=\s*(["']?)(#[^"'\s>]*)\1/g;

/**
 * Finds the links to slides for the check that needs the whole deck, and points the images at files below the slides'
 * folder.
 */
export function links(
  md: MarkdownIt,
  source: Source,
  files: Files,
  report: Report,
  found: (link: SlideLink) => void,
): void {
  const href = (target: string, at: Position, token?: Token) => {
    if (target.startsWith('#/')) {
      const [slug = ''] = target.slice(2).split('/');
      report(at, `"${target}" works in the deck only`, `write "#${/^[a-z]/.test(slug) ? slug : 'its-slug'}"`);
    } else if (target.startsWith('#')) {
      found({ slug: decoded(target.slice(1)), at });
    } else if (target === 'playground.html') {
      // a page of the build, beside those of the slides
      token?.attrSet('href', playground);
    } else if (target === '') {
      report(at, 'a link to nothing', 'expected "#its-slug" or an address');
    } else if (!/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target)) {
      report(at, `"${target}" is not in the built deck`, 'expected "#its-slug" or an address with https://');
    }
  };
  md.core.ruler.after('inline', 'links', (state) => {
    for (const token of state.tokens) {
      const seen = new Map<string, number>();
      // the same target may stand in a line twice
      const next = (target: string, within: string): Position => {
        const offset = targetIn(within, target, (seen.get(target) ?? -1) + 1);
        if (offset === undefined) return definition(source, target) ?? placed(source, within, lineOf(token), 0);
        seen.set(target, offset);
        return placed(source, within, lineOf(token), offset);
      };
      if (token.type === 'html_block') rawLinks(token.content, (target) => href(target, next(target, token.content)));
      for (const child of token.type === 'inline' ? (token.children ?? []) : []) {
        const target = decoded(text(child, child.type === 'image' ? 'src' : 'href'));
        if (child.type === 'link_open') href(target, next(target, token.content), child);
        if (child.type === 'image') image(child, next(target, token.content), files, report);
        if (child.type === 'html_inline') rawLinks(child.content, (raw) => href(raw, next(raw, token.content)));
      }
    }
  });
}

/** The offset from `from` on at which `target` stands as the target of a link, and not as other text. */
function targetIn(within: string, target: string, from: number): number | undefined {
  for (let at = within.indexOf(target, from); at >= 0; at = within.indexOf(target, at + 1)) {
    const [before, after] = [within.charAt(at - 1), within.charAt(at + target.length)];
    if ('(<"\'= \n'.includes(before) && ')>"\' \n'.includes(after)) return at;
    // nothing, which is what ![](…) may point at, is found at the end for ever
    if (at >= within.length) break;
  }
  return undefined;
}

/** Where `[label]: target` stands. */
function definition({ lines }: Source, target: string): Position | undefined {
  for (const [i, line] of lines.entries()) {
    const start = /^ {0,3}\[[^\]]+\]:[ \t]*<?/.exec(line)?.[0].length;
    if (start !== undefined && line.startsWith(target, start)) return { line: i + 1, column: start + 1 };
  }
  return undefined;
}

function rawLinks(html: string, found: (target: string) => void): void {
  for (const [, , target = ''] of html.matchAll(rawLink)) found(target);
}

function image(token: Token, at: Position, files: Files, report: Report): void {
  const src = text(token, 'src');
  const written = decoded(src);
  const path = join(files.folder, written);
  if (token.content.trim() === '') {
    report(at, `image "${written}" has no text for those who cannot see it`, 'expected ![words](…)');
  }
  if (/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(written) || relative(files.folder, path).startsWith('..')) {
    report(
      at,
      `image "${written}" is not in the slides' folder`,
      'expected a path below it, for the deck needs no network',
    );
    return;
  }
  files.used(path);
  if (!isFile(path)) report(at, `no image "${written}"`, otherFile(written, files));
  token.attrSet('src', `./slides/${src}`);
}

/** As the author wrote it; markdown-it encodes, and in raw HTML "%" may stand for itself. */
function decoded(target: string): string {
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}

function text(token: Token, attribute: string): string {
  return String(token.attrGet(attribute) ?? '');
}
