import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An element of a page's structure: its tag, and what stands for it where it cannot be seen. */
export interface Tag {
  readonly role: string;
  readonly alt: string;
}

export interface PrintedPage {
  /** Left, bottom, right, top; points. */
  readonly box: readonly number[];
  readonly text: string;
  /** The letters as they are drawn, with every space and no line ends. */
  readonly drawn: string;
  /** Words that lie beyond the edge of the page, wholly or in part. */
  readonly outside: readonly string[];
  readonly fills: ReadonlySet<string>;
  readonly tags: readonly Tag[];
  /** Addresses, and "#3" for a link to the page with the index 3. */
  readonly links: ReadonlySet<string>;
}

/** An entry of the outline with the index of its page, and how deep it lies. */
export interface OutlineEntry {
  readonly title: string;
  readonly page: number;
  readonly depth: number;
}

export interface Printed {
  readonly pages: readonly PrintedPage[];
  readonly outline: readonly OutlineEntry[];
  /** What a reader calls the pages. */
  readonly labels: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly displayDocTitle: boolean;
}

export async function readPdf(bytes: Uint8Array): Promise<Printed> {
  // a copy, because pdf.js takes away what it reads; and no Buffer, which it refuses
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: PrintedPage[] = [];
  for (let n = 1; n <= document.numPages; n++) pages.push(await readPage(document, await document.getPage(n)));
  const { info } = await document.getMetadata();
  const preferences: unknown = await document.getViewerPreferences();
  const read = {
    pages,
    outline: await entries(document, await document.getOutline()),
    labels: (await document.getPageLabels()) ?? [],
    info: Object.fromEntries(Object.entries(info)),
    displayDocTitle: property(preferences, 'DisplayDocTitle') === true,
  };
  await task.destroy();
  return read;
}

async function readPage(document: PDFDocumentProxy, page: PDFPageProxy): Promise<PrintedPage> {
  const content = await page.getTextContent();
  const { fnArray, argsArray } = await page.getOperatorList();
  const fills = new Set<string>();
  let drawn = '';
  for (const [i, operator] of fnArray.entries()) {
    const args: unknown = argsArray[i];
    const first: unknown = Array.isArray(args) ? args[0] : undefined;
    if (operator === OPS.setFillRGBColor) fills.add(String(first));
    if (operator === OPS.showText && Array.isArray(first)) {
      drawn += first.map((glyph: unknown) => property(glyph, 'unicode') ?? '').join('');
    }
  }
  const annotations: readonly unknown[] = await page.getAnnotations();
  const links = annotations.map(async (link) => {
    const url = property(link, 'url');
    return typeof url === 'string' ? url : `#${await pageOf(document, property(link, 'dest'))}`;
  });
  return {
    box: page.view,
    text: content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''),
    drawn,
    outside: content.items.flatMap((item) => ('str' in item && isOutside(item, page.view) ? [item.str] : [])),
    fills,
    tags: tags(await page.getStructTree()),
    links: new Set(await Promise.all(links)),
  };
}

function isOutside({ str, transform, width }: { str: string; transform: unknown[]; width: number }, view: number[]) {
  const [x, y] = [Number(transform[4]), Number(transform[5])];
  const [left = 0, bottom = 0, right = 0, top = 0] = view;
  return str.trim() !== '' && (x < left || x + width > right + 1 || y < bottom || y > top);
}

function tags(node: unknown): readonly Tag[] {
  const role = property(node, 'role');
  const children = property(node, 'children');
  if (typeof role !== 'string') return [];
  const below = Array.isArray(children) ? children.flatMap(tags) : [];
  return [{ role, alt: String(property(node, 'alt') ?? '') }, ...below];
}

async function entries(document: PDFDocumentProxy, items: unknown, depth = 0): Promise<OutlineEntry[]> {
  const found: OutlineEntry[] = [];
  for (const item of Array.isArray(items) ? items : []) {
    found.push({ title: String(property(item, 'title')), page: await pageOf(document, property(item, 'dest')), depth });
    found.push(...(await entries(document, property(item, 'items'), depth + 1)));
  }
  return found;
}

async function pageOf(document: PDFDocumentProxy, destination: unknown): Promise<number> {
  const place: unknown = typeof destination === 'string' ? await document.getDestination(destination) : destination;
  const [page] = Array.isArray(place) ? place : [];
  return page === undefined ? -1 : document.getPageIndex(page);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The fonts in a PDF: what they are, and whether their letters are in the file as TrueType. */
export async function fontsIn(bytes: Uint8Array): Promise<readonly { kind: string; embedded: boolean }[]> {
  const document = await PDFDocument.load(bytes);
  const dictionaries = document.context.enumerateIndirectObjects().flatMap(([, each]) => {
    return each instanceof PDFDict && each.get(PDFName.of('Type')) === PDFName.of('Font') ? [each] : [];
  });
  return dictionaries.map((font) => {
    const descriptor = font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
    return {
      kind: String(font.get(PDFName.of('Subtype'))),
      embedded: descriptor?.has(PDFName.of('FontFile2')) ?? false,
    };
  });
}
