import MarkdownIt, { type Token } from 'markdown-it';
import { isInColumn, languageOf, linesLit } from './beside.ts';
import { codeReader } from './code-lines.ts';
import { columns } from './columns.ts';
import { comments } from './comments.ts';
import { drawn, isClosed } from './fence.ts';
import { type Figure, figure } from './figure.ts';
import type { Files } from './files.ts';
import { leaves } from './leaves.ts';
import { links, type SlideLink } from './links.ts';
import { listing, listingLengths } from './listing.ts';
import { measured } from './measured.ts';
import { measuredReader, scenariosIn } from './measurements.ts';
import { notes } from './notes.ts';
import { openFences } from './open-fence.ts';
import { plainTexts } from './plain-text.ts';
import type { Report } from './problem.ts';
import { recordingReader } from './recordings.ts';
import { noShelf } from './shelf.ts';
import { lineOf, type Source, startOf } from './source.ts';
import { separators } from './split.ts';
import { tables } from './table.ts';

/** The Markdown of one file: its tokens, and a way to make HTML of any run of them. */
export interface Document {
  readonly tokens: readonly Token[];
  readonly links: readonly SlideLink[];
  /** The diagrams of what has been made HTML so far, in its order. */
  readonly figures: readonly Figure[];
  readonly html: (tokens: readonly Token[]) => string;
}

/**
 * Parses `body`, the text of `source` below its front matter (same line numbers). Each feature is a markdown-it plugin
 * in a file of its own, and all of them work on tokens: what stands in a listing is never taken for anything else.
 */
export function parsed(body: string, source: Source, files: Files, report: Report): Document {
  const md = new MarkdownIt({ html: true, typographer: false });
  const found: SlideLink[] = [];
  const drawings: Figure[] = [];
  separators(md, source, report);
  openFences(md);
  columns(md, source, report);
  notes(md);
  // each puts itself right behind markdown-it's own rule, so the last of them runs first
  links(md, source, files, report, (link) => found.push(link));
  comments(md, source, report);
  tables(md, source, report);
  plainTexts(md, source, report);
  measured(md, source, files, report);
  md.renderer.rules.fence = (tokens, i) => {
    const token = tokens[i];
    if (token === undefined) return '';
    if (!isClosed(token, source)) {
      report(
        startOf(source, lineOf(token)),
        'this fence is not closed',
        `expected a line "${token.markup}"${token.info.trim() === '' ? ' below, or the beginning of a fence above' : ''}`,
      );
      // what has come into it by mistake is no mistake of its own
      if (drawn.includes(languageOf(token))) return '';
    }
    if (!drawn.includes(languageOf(token))) {
      return listing(token, { above: tokens.slice(0, i), lit: linesLit(tokens) }, source, files, report);
    }
    if (languageOf(token) === 'leaves') {
      const trees = drawings.flatMap(({ composition: { data } }) => (data.kind === 'tree' ? [data] : []));
      return leaves(token, trees.at(-1), source, report);
    }
    const sources = {
      code: codeReader(files),
      recorded: recordingReader(files),
      measured: measuredReader(files),
      scenarios: scenariosIn(files),
    };
    const linked = (link: SlideLink) => found.push(link);
    const { shelf = noShelf } = files;
    const around = { inColumn: isInColumn(tokens, i), listings: listingLengths(tokens, files) };
    const place = { ...around, sources, linked, shelf };
    return figure(token, place, source, report, (each) => drawings.push(each));
  };
  const env = {};
  return {
    tokens: md.parse(body, env),
    links: found,
    figures: drawings,
    html: (tokens) => md.renderer.render([...tokens], md.options, env),
  };
}
