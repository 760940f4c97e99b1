import { decodeXml } from '../text/xml-tokens.ts';
import { type DocumentText, documentLimits } from './document-text.ts';
import { ZipError, type ZipPart, zipParts } from './zip.ts';

const PICTURE = /\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg)$/i;
/** The small picture of the first page that office programs add by themselves, and packed fonts: nothing of the author's. */
const DECORATION = /^(?:docProps|Thumbnails)\/|\.(?:odttf|fntdata)$/i;
const TEXT_PART = /(?:^mimetype|\.(?:xml|rels|vml|rdf|txt))$/i;
/** Forms, fonts and styles of the programs: nothing that a person wrote, and full of version-like numbers. */
const MACHINERY =
  /^(?:\[Content_Types\]\.xml|mimetype|META-INF\/.*|(?:word|xl|ppt)\/(?:theme|printerSettings|fontTable|styles|settings|webSettings|numbering|calcChain|tableStyles|viewProps|presProps|slideMasters|slideLayouts|notesMasters|handoutMasters)\b.*|styles\.xml|settings\.xml|layout-cache)$/i;

/**
 * The text of an office package (docx, xlsx, pptx, odt, ods): every part of it, so that headers, comments, notes, hidden
 * sheets, links and properties are read too, which readers of the main text leave out.
 */
export function readOffice(content: Buffer): DocumentText {
  try {
    return readParts(zipParts(content, documentLimits.parts));
  } catch (error) {
    if (error instanceof ZipError) return { status: 'unreadable', why: error.why };
    throw error;
  }
}

function readParts(parts: readonly ZipPart[]): DocumentText {
  let left = documentLimits.unpackedBytes;
  let hasHiddenParts = false;
  let hasPictures = false;
  const xml = new Map<string, string>();
  for (const part of parts) {
    if (DECORATION.test(part.name) && !TEXT_PART.test(part.name)) continue;
    if (PICTURE.test(part.name)) hasPictures = true;
    else if (!TEXT_PART.test(part.name)) hasHiddenParts = true;
    else if (!MACHINERY.test(part.name)) {
      const bytes = part.unpack(left);
      left -= bytes.length;
      xml.set(part.name, decode(bytes));
    }
  }
  const strings = [...(xml.get('xl/sharedStrings.xml') ?? '').matchAll(/<si\b[^>]*>([\s\S]*?)<\/si>/g)];
  const shared = strings.map(([, inner = '']) => textOf(inner).trim());
  const texts = [...xml]
    .filter(([name]) => name !== 'xl/sharedStrings.xml' || shared.length === 0)
    .map(([name, source]) => readPart(name, source, shared).trim())
    .filter((text) => text !== '');
  const text = texts.join('\n\n');
  if (text.length > documentLimits.text) return { status: 'unreadable', why: 'too-large' };
  return { status: 'read', text, hasHiddenParts, hasPictures };
}

function readPart(name: string, source: string, shared: readonly string[]): string {
  if (name.endsWith('.rels')) return outsideTargets(source);
  return name.startsWith('xl/worksheets/') ? sheetText(source, shared) : textOf(source);
}

/** Links that lead out of the package. */
function outsideTargets(source: string): string {
  const links = [...source.matchAll(/<Relationship\b[^>]*>/g)].filter(([tag]) => /TargetMode="External"/.test(tag));
  return links.map(([tag]) => decodeXml(/\bTarget="([^"]*)"/.exec(tag)?.[1] ?? '')).join('\n');
}

/** Rows as lines, cells parted by tabs: a label and the value beside it stay together. */
function sheetText(source: string, shared: readonly string[]): string {
  const rows = [...source.matchAll(/<row\b[^>]*>([\s\S]*?)<\/row>/g)].map(([, row = '']) =>
    [...row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)]
      .map(([, about = '', inner = '']) => cellText(about, inner, shared))
      .join('\t'),
  );
  const rest = source.replace(/<sheetData\b[\s\S]*<\/sheetData>/, '');
  return `${rows.join('\n')}\n${textOf(rest)}`;
}

function cellText(about: string, inner: string, shared: readonly string[]): string {
  const value = /<v\b[^>]*>([\s\S]*?)<\/v>/.exec(inner)?.[1];
  const formula = /<f\b[^>]*>([\s\S]*?)<\/f>/.exec(inner)?.[1];
  const shown = /\bt="s"/.test(about)
    ? (shared[Number(value)] ?? '')
    : value === undefined
      ? textOf(inner)
      : decodeXml(value);
  return formula === undefined ? shown : `${shown} ${decodeXml(formula)}`;
}

/** Ends of paragraphs, rows and lines of the office dialects. */
const LINE_END =
  /<\/(?:w:p|a:p|text:p|text:h|w:tr|a:tr|table:table-row|si|comment|definedName|dc:\w+|cp:\w+|vt:\w+|meta:[\w-]+)>|<(?:w:br|a:br|text:line-break)\b[^>]*>/g;
const CELL_END = /<\/(?:w:tc|a:tc|table:table-cell)>|<(?:w:tab|text:tab)\b[^>]*\/>/g;
/** Attributes that a person filled. */
const WRITTEN = /\b(?:descr|alt|tooltip|xlink:href|svg:title)="([^"]{2,})"/g;

function textOf(source: string): string {
  const written = [...source.matchAll(WRITTEN)].map(([, value = '']) => decodeXml(value));
  const text = source
    // A table's cell ends with its paragraph: one break is enough.
    .replace(/<\/(?:w:p|a:p|text:p)>\s*(?=<\/(?:w:tc|a:tc|table:table-cell)>)/g, '')
    .replace(CELL_END, '\t')
    .replace(LINE_END, '\n')
    .replace(/<text:s\b[^>]*\/>/g, ' ')
    .replace(/<[^>]*>/g, '');
  return `${decodeXml(text)}\n${written.join('\n')}`;
}

function decode(bytes: Buffer): string {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(isWide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
}
