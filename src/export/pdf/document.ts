import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib';
import { setLabels, setOutline } from './outline.ts';
import type { Heading, Sheet } from './paper.ts';

/** What a PDF says of itself. */
export interface Metadata {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
}

const keywords = [
  'Python',
  'concurrency',
  'WSGI',
  'ASGI',
  'asyncio',
  'gunicorn',
  'uvicorn',
  'FastAPI',
  'Tornado',
] as const;

/**
 * The bytes of a PDF with what Chromium does not write: of metadata it knows the title only, the outline is by
 * headings, and pages have no names. Tags stay. `sheets` are its pages.
 */
export async function withContents(pdf: Uint8Array, metadata: Metadata, sheets: readonly Sheet[]): Promise<Uint8Array> {
  const document = await described(pdf, metadata);
  const isFirst = (sheet: Sheet, page: number) => sheets.findIndex(({ slug }) => slug === sheet.slug) === page;
  setOutline(
    document,
    sheets.flatMap((sheet, page) => (isFirst(sheet, page) ? [{ ...sheet, page }] : [])),
  );
  setLabels(document, sheets);
  return document.save();
}

/** The same for an article: a slide begins where links to it lead. Throws if there is one to which none does. */
export async function withHeadings(
  pdf: Uint8Array,
  metadata: Metadata,
  slides: readonly Heading[],
): Promise<{ bytes: Uint8Array; pages: number }> {
  const document = await described(pdf, metadata);
  const targets = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  const refs = document.getPages().map(({ ref }) => ref);
  const beginnings = slides.map(({ slug, ...slide }) => {
    const target = targets?.lookupMaybe(PDFName.of(slug), PDFArray)?.get(0);
    const page = target instanceof PDFRef ? refs.indexOf(target) : -1;
    if (page < 0) throw new Error(`no link leads to ${slug}`);
    return { ...slide, page };
  });
  setOutline(document, beginnings);
  return { bytes: await document.save(), pages: refs.length };
}

async function described(pdf: Uint8Array, { title, author, subject }: Metadata): Promise<PDFDocument> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setAuthor(author);
  document.setSubject(subject);
  // as one keyword: the library would leave out the commas between several
  document.setKeywords([keywords.join(', ')]);
  document.setLanguage('en');
  return document;
}
