import type { Sheet, SheetCell } from '../../contracts/sheets.ts';

const MARGIN = 40;
const SIZE = 9;
const CHART_HEIGHT = 110;
const LINE = 0.5;

/** How cells and pages are worded. */
export interface PdfWords {
  readonly instant: (at: Date) => string;
  readonly number: (value: number) => string;
  readonly page: (page: number, of: number) => string;
}

type Document = PDFKit.PDFDocument;

/** Tables as a PDF for printing: the standard fonts, a simple chart, a number on each page. */
export async function toPdf(sheets: readonly Sheet[], words: PdfWords): Promise<Buffer> {
  // Loaded when it is needed: nobody prints at a start.
  const { default: PdfDocument } = await import('pdfkit');
  const document = new PdfDocument({ size: 'A4', layout: 'landscape', margin: MARGIN, bufferPages: true });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', () => resolve()));
  sheets.forEach((sheet, at) => {
    if (at > 0) document.addPage();
    drawSheet(document, sheet, words);
  });
  numberPages(document, words);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawSheet(document: Document, { title, about, columns, rows, chart }: Sheet, words: PdfWords): void {
  document.font('Helvetica-Bold').fontSize(15).text(plain(title), MARGIN, document.y);
  document.font('Helvetica').fontSize(SIZE);
  for (const line of about) document.text(plain(line));
  document.moveDown();
  if (chart) drawChart(document, chart, words);
  const cells = rows.map((row) => row.map((cell) => textOf(cell, words)));
  document.table({
    defaultStyle: { border: LINE, borderColor: '#bbbbbb', padding: 4 },
    data: [columns.map((column) => ({ text: plain(column), font: { src: 'Helvetica-Bold' } })), ...cells] as never,
  });
}

/** A line through time; what is missing leaves a gap. */
function drawChart(document: Document, chart: NonNullable<Sheet['chart']>, words: PdfWords): void {
  const known = chart.points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length < 2) return;
  const top = document.y + SIZE + 6;
  const width = document.page.width - 2 * MARGIN;
  const most = Math.max(...known) || 1;
  const place = (value: number, at: number) =>
    [MARGIN + (width * at) / (chart.points.length - 1), top + CHART_HEIGHT * (1 - value / most)] as const;
  document.text(plain(`${chart.title} (0 - ${words.number(most)})`), MARGIN, document.y);
  document.lineWidth(LINE).strokeColor('#bbbbbb').rect(MARGIN, top, width, CHART_HEIGHT).stroke();
  document.lineWidth(1.5).strokeColor('#0b7285');
  let isDown = false;
  chart.points.forEach(({ value }, at) => {
    if (value === null) {
      isDown = false;
      return;
    }
    const [x, y] = place(value, at);
    if (isDown) document.lineTo(x, y);
    else document.moveTo(x, y);
    isDown = true;
  });
  document.stroke();
  document.text(plain(chart.points[0]?.label ?? ''), MARGIN, top + CHART_HEIGHT + 4, { continued: false });
  document.text(plain(chart.points.at(-1)?.label ?? ''), MARGIN, top + CHART_HEIGHT + 4, { width, align: 'right' });
  document.moveDown();
  document.x = MARGIN;
}

function numberPages(document: Document, words: PdfWords): void {
  const { start, count } = document.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    document.switchToPage(at);
    // Below the margin, where text would begin a page of its own.
    document.page.margins.bottom = 0;
    const width = document.page.width - 2 * MARGIN;
    document.text(words.page(at + 1, count), MARGIN, document.page.height - MARGIN + 10, {
      width,
      align: 'right',
      lineBreak: false,
    });
  }
}

function textOf(cell: SheetCell, words: PdfWords): string {
  if (cell === null) return '';
  if (cell instanceof Date) return words.instant(cell);
  return typeof cell === 'number' ? words.number(cell) : plain(cell);
}

/** The standard fonts know Latin-1 and a little more; whatever they lack is shown as a question mark, not as rubbish. */
function plain(text: string): string {
  return text
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=')
    .replace(/[^\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018-\u201d\u2022\u2026\n]/gu, '?');
}
