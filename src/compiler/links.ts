import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MarkdownIt, Token } from 'markdown-it';
import type { Files } from './listing.ts';
import type { Position, Report } from './problem.ts';
import { locate, type Source } from './source.ts';

/** A link to a slide and where it is written. */
export interface SlideLink {
  readonly slug: string;
  readonly at: Position;
}

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
  const href = (target: string, at: Position) => {
    if (target.startsWith('#/'))
      report(at, `"${target}" works in the deck only`, `write "#${target.slice(2).split('/')[0]}"`);
    else if (target.startsWith('#')) found({ slug: decodeURIComponent(target.slice(1)), at });
  };
  md.core.ruler.after('inline', 'links', (state) => {
    for (const token of state.tokens) {
      const [first, end] = token.map ?? [0, 0];
      const at = (needle: string) => locate(source, needle, first + 1, end);
      for (const child of token.type === 'inline' ? (token.children ?? []) : [token]) {
        if (child.type === 'link_open') href(text(child, 'href'), at(`(${text(child, 'href')}`));
        if (child.type === 'image') image(child, at(text(child, 'src')));
        if (child.type === 'html_inline' || child.type === 'html_block') {
          for (const [written, target = ''] of child.content.matchAll(/href="(#[^"]*)"/g)) href(target, at(written));
        }
      }
    }
  });
  const image = (token: Token, at: Position) => {
    const src = text(token, 'src');
    if (/^(?:[a-z]+:|\/)/.test(src)) {
      report(
        at,
        `image "${src}" is not in the slides' folder`,
        'the deck asks no other host for anything; expected a relative path',
      );
      return;
    }
    const path = join(files.folder, src);
    files.used(path);
    if (!existsSync(path)) report(at, `no image "${src}"`, "expected a path from the slides' folder");
    if (token.content.trim() === '')
      report(at, `image "${src}" has no text for those who cannot see it`, 'expected ![words](…)');
    token.attrSet('src', `./slides/${src}`);
  };
}

function text(token: Token, attribute: string): string {
  return String(token.attrGet(attribute) ?? '');
}
