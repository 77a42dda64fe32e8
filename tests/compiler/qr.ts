import decodeQR from 'qr/decode.js';

/** What a camera reads of a code that is drawn as squares of one unit. */
export function qrText(html: string): string {
  const size = Number(/viewBox="0 0 (\d+) /.exec(html.slice(html.indexOf('<svg viewBox')))?.[1]);
  const scale = 4;
  const margin = 4;
  const width = (size + 2 * margin) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of html.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++) {
        const at = ((Number(y) + margin) * scale + dy) * width + (Number(x) + margin) * scale + dx;
        data.fill(0, at * 4, at * 4 + 3);
      }
  return decodeQR({ width, height: width, data });
}
