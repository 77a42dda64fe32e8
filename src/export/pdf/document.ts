import { PDFDocument } from '@cantoo/pdf-lib';
import { setLabels, setOutline } from './outline.ts';
import type { Sheet } from './paper.ts';

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
export async function withContents(
  pdf: Uint8Array,
  { title, author, subject }: Metadata,
  sheets: readonly Sheet[],
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setAuthor(author);
  document.setSubject(subject);
  // as one keyword: the library would leave out the commas between several
  document.setKeywords([keywords.join(', ')]);
  document.setLanguage('en');
  setOutline(document, sheets);
  setLabels(document, sheets);
  return document.save();
}
