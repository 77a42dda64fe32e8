import { PDFDocument } from '@cantoo/pdf-lib';

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

/** The bytes of a PDF with its metadata; Chromium knows the title only. Tags and outline stay. */
export async function withMetadata(pdf: Uint8Array, { title, author, subject }: Metadata): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setAuthor(author);
  document.setSubject(subject);
  // as one keyword: the library would leave out the commas between several
  document.setKeywords([keywords.join(', ')]);
  document.setLanguage('en');
  return document.save();
}
