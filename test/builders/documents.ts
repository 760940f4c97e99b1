import { crc32, deflateRawSync } from 'node:zlib';

/** A zip package of these parts, packed. `claimed` = unpacked size that it claims, to lie about it. */
export function buildZip(
  parts: Readonly<Record<string, string | Buffer>>,
  { claimed }: { claimed?: number } = {},
): Buffer {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(checksum(bytes), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(claimed ?? bytes.length, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), about, Buffer.from(name), packed]);
    const made = Buffer.from('PK\x01\x02\x14\x00', 'latin1');
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([made, about, where, Buffer.from(name)]));
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, directory, end]);
}

function checksum(bytes: Buffer): number {
  return crc32(bytes);
}

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A Word document; each paragraph may be given as its runs. */
export function buildDocx(
  paragraphs: readonly (string | readonly string[])[],
  more: Readonly<Record<string, string | Buffer>> = {},
): Buffer {
  const body = paragraphs
    .map(
      (runs) =>
        `<w:p>${[runs]
          .flat()
          .map((run) => `<w:r><w:t>${run}</w:t></w:r>`)
          .join('')}</w:p>`,
    )
    .join('');
  return buildZip({
    '[Content_Types].xml': '<?xml version="1.0"?><Types/>',
    'word/document.xml': `<?xml version="1.0"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

/** A spreadsheet with one sheet of shared strings. */
export function buildXlsx(rows: readonly (readonly string[])[]): Buffer {
  const strings = rows.flat();
  const shared = strings.map((text) => `<si><t>${text}</t></si>`).join('');
  let next = 0;
  const sheet = rows.map((row) => `<row>${row.map(() => `<c t="s"><v>${next++}</v></c>`).join('')}</row>`).join('');
  return buildZip({
    'xl/workbook.xml': '<workbook/>',
    'xl/sharedStrings.xml': `<sst>${shared}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  });
}

/** A PDF of one page with these lines; `title` stands in its properties. */
export function buildPdf(lines: readonly string[], { title }: { title?: string } = {}): Buffer {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj 0 -14 Td`).join('\n');
  const content = `BT /F1 12 Tf 40 700 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Title (${title ?? 'Informe'}) >>`,
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${body.length}\n%%EOF`;
  return Buffer.from(body + end, 'latin1');
}
