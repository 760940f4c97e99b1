import { getDocumentProxy } from 'unpdf';
import { type DocumentText, documentLimits } from './document-text.ts';

/** A page with fewer signs than this is a picture of a page. */
const FEWEST_SIGNS = 20;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** The text of a PDF: pages, form fields, notes, links and properties. */
export async function readPdf(content: Uint8Array): Promise<DocumentText> {
  const pdf = await open(content);
  if (pdf === null) return { status: 'unreadable', why: 'encrypted' };
  if (pdf.numPages > documentLimits.pages) return { status: 'unreadable', why: 'too-large' };
  const texts: string[] = [await propertiesOf(pdf)];
  let length = 0;
  let hasPictures = false;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const text = linesOf((await page.getTextContent()).items);
    hasPictures ||= text.trim().length < FEWEST_SIGNS;
    texts.push(text, notesOf(await page.getAnnotations()));
    length += text.length;
    if (length > documentLimits.text) return { status: 'unreadable', why: 'too-large' };
    page.cleanup();
  }
  const hasHiddenParts = (await pdf.getAttachments()) !== null || (await pdf.getJSActions()) !== null;
  const text = texts.filter((part) => part.trim() !== '').join('\n\n');
  return { status: 'read', text, hasHiddenParts, hasPictures };
}

async function open(content: Uint8Array): Promise<Pdf | null> {
  try {
    return await getDocumentProxy(content, { isEvalSupported: false, verbosity: 0 });
  } catch (error) {
    if ((error as Error).name === 'PasswordException') return null;
    throw error;
  }
}

function linesOf(items: readonly unknown[]): string {
  return items.map((item) => (isRun(item) ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
}

function isRun(item: unknown): item is { str: string; hasEOL?: boolean } {
  return typeof item === 'object' && item !== null && 'str' in item && typeof item.str === 'string';
}

/** Texts, values and links of a page's annotations and form fields, under their own names. */
function notesOf(annotations: readonly Record<string, unknown>[]): string {
  return annotations
    .map(({ fieldName, fieldValue, alternativeText, contentsObj, titleObj, url, unsafeUrl }) => {
      const label = asText(alternativeText) || asText(fieldName);
      const value = [fieldValue].flat().map(asText).join(' ');
      const field = value === '' ? '' : `${label}: ${value}`;
      return [field, asText(titleObj), asText(contentsObj), asText(url) || asText(unsafeUrl)]
        .filter((part) => part !== '')
        .join('\n');
    })
    .filter((part) => part !== '')
    .join('\n');
}

async function propertiesOf(pdf: Pdf): Promise<string> {
  const { info } = await pdf.getMetadata();
  const { Title, Author, Subject, Keywords, Custom } = info as Record<string, unknown>;
  const custom = typeof Custom === 'object' && Custom !== null ? Object.entries(Custom) : [];
  return [
    ...[Title, Author, Subject, Keywords].map(asText),
    ...custom.map(([key, value]) => `${key}: ${asText(value)}`),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'str' in value) return asText(value.str);
  return '';
}
