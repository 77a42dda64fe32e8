import MarkdownIt, { type Token } from 'markdown-it';
import { comments } from './attributes.ts';
import { columns } from './columns.ts';
import { links, type SlideLink } from './links.ts';
import { type Files, listing } from './listing.ts';
import { notes } from './notes.ts';
import type { Report } from './problem.ts';
import type { Source } from './source.ts';
import { tables } from './table.ts';

/** The Markdown of one file: its tokens, and a way to make HTML of any run of them. */
export interface Document {
  readonly tokens: readonly Token[];
  readonly links: readonly SlideLink[];
  readonly html: (tokens: readonly Token[]) => string;
}

/**
 * Parses `body`, the text of `source` below its front matter (same line numbers). Each feature is a markdown-it plugin
 * in a file of its own, and all of them work on tokens: what stands in a listing is never taken for anything else.
 */
export function parsed(body: string, source: Source, files: Files, report: Report): Document {
  const md = new MarkdownIt({ html: true, typographer: false });
  // a line of --- is always the end of a slide, never the underline of a heading
  md.disable('lheading');
  const found: SlideLink[] = [];
  columns(md, report);
  notes(md);
  comments(md, source, report);
  tables(md);
  links(md, source, files, report, (link) => found.push(link));
  md.renderer.rules.fence = (tokens, i) => {
    const token = tokens[i];
    return token === undefined ? '' : listing(token, source, files, report);
  };
  const env = {};
  return {
    tokens: md.parse(body, env),
    links: found,
    html: (tokens) => md.renderer.render([...tokens], md.options, env),
  };
}
