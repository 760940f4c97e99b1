import type { ImportFormat, TransferFile } from '../../../src/contracts/knowledge-transfer.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { readSitemap, readYoutubeFeed } from './feeds.ts';
import { readMarkdown } from './markdown.ts';
import type { Row } from './record.ts';
import { readXlsx } from './xlsx.ts';

/** A file is read whole. */
const MAX_MB = 20;

/** The lines of a file. Throws IMPORT_UNREADABLE. */
export async function readFileRows({ name, bytes }: TransferFile, format: ImportFormat): Promise<Row[]> {
  if (bytes.length > MAX_MB * 1024 * 1024) {
    throw new AppError('IMPORT_UNREADABLE', { file: name, problem: `it is larger than ${MAX_MB} MB; cut it in parts` });
  }
  switch (format) {
    case 'json':
      return readJson(bytes, name);
    case 'csv':
      return readCsv(bytes, name);
    case 'xlsx':
      return readXlsx(bytes, name);
    case 'md':
      return readMarkdown(bytes, name);
    case 'sitemap':
      return readSitemap(bytes, name);
    case 'youtube':
      return readYoutubeFeed(bytes, name);
  }
}

function readJson(bytes: Uint8Array, file: string): Row[] {
  let list: unknown;
  try {
    list = JSON.parse(decode(bytes).replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new AppError('IMPORT_UNREADABLE', { file, problem: 'it is not JSON' }, { cause });
  }
  if (!Array.isArray(list)) throw new AppError('IMPORT_UNREADABLE', { file, problem: 'it holds no list of entries' });
  return list.map((item, at) => {
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) return { line: at + 1, fields: { ...item } };
    throw new AppError('IMPORT_UNREADABLE', { file, problem: `item ${at + 1} is not an entry` });
  });
}
