import { hash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { AppError } from '../../../src/errors/app-error.ts';
import { slugOf } from '../entry-id.ts';
import { canonicalLink } from '../links.ts';
import { decode } from './decode.ts';
import type { Row } from './record.ts';

type Node = Readonly<Record<string, unknown>>;

const LONGEST_TITLE = 160;
const LONGEST_SUMMARY = 1_000;

/** Pages of a `sitemap.xml` as drafts, titled by the last part of their address. Throws IMPORT_UNREADABLE. */
export function readSitemap(bytes: Uint8Array, file: string): Row[] {
  const root = parseXml(bytes, file);
  if ('sitemapindex' in root) throw unreadable(file, 'it is an index of sitemaps; give one of those that it names');
  return items(root, 'urlset', 'url', file).map((page, at) => {
    const url = textAt(page, 'loc');
    return { line: at + 1, fields: { id: idFor(url, titleFrom(url)), title: titleFrom(url), url } };
  });
}

/** Videos of a YouTube channel's or playlist's Atom feed as drafts. Throws IMPORT_UNREADABLE. */
export function readYoutubeFeed(bytes: Uint8Array, file: string): Row[] {
  return items(parseXml(bytes, file), 'feed', 'entry', file).map((video, at) => {
    const id = textAt(video, 'videoId');
    const title = textAt(video, 'title').replace(/\s+/g, ' ').slice(0, LONGEST_TITLE).trim();
    const summary = textAt(nodeAt(video, 'group'), 'description').slice(0, LONGEST_SUMMARY).trim();
    const url = `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`;
    // Descriptions are full of links to elsewhere; ours go to allowed hosts only (EXS-36).
    return { line: at + 1, fields: { id: idFor(url, title), title, summary: withoutLinks(summary), url } };
  });
}

/** No document type: no entities of its own, nothing fetched, nothing expanded. */
function parseXml(bytes: Uint8Array, file: string): Node {
  const text = decode(bytes);
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw unreadable(file, 'it has a document type declaration; take it out');
  const parser = new XMLParser({
    ignoreAttributes: true,
    removeNSPrefix: true,
    parseTagValue: false,
    isArray: (name) => name === 'url' || name === 'entry',
  });
  try {
    const root: unknown = parser.parse(text, true);
    if (isNode(root)) return root;
  } catch (cause) {
    throw unreadable(file, 'it is not well-formed XML', cause);
  }
  throw unreadable(file, 'it is not well-formed XML');
}

function items(root: Node, outer: string, inner: string, file: string): Node[] {
  if (!(outer in root)) throw unreadable(file, `it has no <${outer}>`);
  const found = nodeAt(root, outer)[inner] ?? [];
  return Array.isArray(found) ? found.filter(isNode) : [];
}

/** The same for the same address, whatever its title becomes: a second reading finds the first. */
function idFor(url: string, title: string): string {
  const key = URL.canParse(url) ? canonicalLink(url) : url;
  return `${slugOf(title).slice(0, 50).replace(/-+$/, '')}-${hash('sha256', key, 'hex').slice(0, 8)}`;
}

function titleFrom(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').filter(Boolean).at(-1) ?? hostname;
  const words = decoded(last)
    .replace(/\.\w{2,5}$/, '')
    .replace(/[-_+\s]+/g, ' ')
    .trim();
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, LONGEST_TITLE) || hostname;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Not every percent sign is an escape.
    return part;
  }
}

function withoutLinks(text: string): string {
  return text
    .replace(/\bhttps?:\/\/\S+/gi, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

function textAt(node: Node, name: string): string {
  const value = node[name];
  return typeof value === 'string' ? value.trim() : '';
}

function nodeAt(node: Node, name: string): Node {
  const value = node[name];
  return isNode(value) ? value : {};
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function unreadable(file: string, problem: string, cause?: unknown): AppError {
  return new AppError('IMPORT_UNREADABLE', { file, problem }, { cause });
}
