import encodeQR from 'qr';

/** The QR code of an address that stands beside it, as one path, a unit a module. */
export function qrCode(address: string): string {
  const rows = encodeQR(address, 'raw');
  const size = rows.length;
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="The same address as a QR code" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}
