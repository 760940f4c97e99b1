import QRCode from 'qrcode';

/** Empty squares around it, without which telephones do not find it. */
const QUIET = 4;

/** A QR as an address that an `<img>` shows: an SVG of black squares on white, whatever the colours of the page are. */
export function qrImage(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'L' });
  const { size, data } = modules;
  const squares: string[] = [];
  for (let at = 0; at < data.length; at++) {
    if (data[at]) squares.push(`M${(at % size) + QUIET} ${Math.floor(at / size) + QUIET}h1v1h-1z`);
  }
  const side = size + 2 * QUIET;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">`,
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${squares.join('')}"/></svg>`,
  ].join('');
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
