import { type Fonts, svgFile } from '../play/svg-file.ts';
import type { Drawn } from './player.ts';

/** Hands a file to the reader. */
export function download(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // the browser reads it when it likes
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const files = {
  sans: new URL('../../assets/fonts/geist.woff2', import.meta.url),
  mono: new URL('../../assets/fonts/geist-mono.woff2', import.meta.url),
};

/** The picture at hand as a file that needs no other. */
export async function svgOf(drawn: Drawn): Promise<Blob> {
  return new Blob([await sourceOf(drawn)], { type: 'image/svg+xml' });
}

async function sourceOf({ shapes, box }: Drawn): Promise<string> {
  const [sans, mono] = await Promise.all([dataOf(files.sans), dataOf(files.mono)]);
  const fonts: Fonts = { sans, mono };
  return svgFile(shapes, box, fonts);
}

async function dataOf(url: URL): Promise<string> {
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:font/woff2;base64,${btoa(binary)}`;
}

/** Pixels of a PNG for each of the picture. */
const fineness = 2;

/** The same as pixels. */
export async function pngOf(drawn: Drawn): Promise<Blob> {
  const image = new Image();
  // a policy of the page allows no blob: for images
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await sourceOf(drawn))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * fineness;
  canvas.height = image.naturalHeight * fineness;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob(
      (blob) => (blob === null ? failed(new Error('The browser made no picture.')) : done(blob)),
      'image/png',
    );
  });
}
