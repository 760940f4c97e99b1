import { hash } from 'node:crypto';
import type { z } from 'zod';
import { type EntryContent, entryChangeSchema, entryDraftSchema } from '../../src/contracts/knowledge-entries.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Redacted, Redactor } from '../../src/contracts/redacted.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { canonicalLink, foreignLinkIn, isAllowedLink } from './links.ts';

/** A draft that passed its schema. */
export type ParsedDraft = z.output<typeof entryDraftSchema>;

/** What makes stored content of what a person gives. */
export interface ContentRules {
  readonly policy: Policy;
  readonly redactor: Redactor;
}

/** Fields that make up what an entry says, in the order of forms and files. */
export const contentFields = [
  'title',
  'summary',
  'body',
  'tags',
  'module',
  'audience',
  'type',
  'salesKind',
  'url',
  'examples',
  'language',
  'reviewOn',
] as const satisfies readonly (keyof EntryContent)[];

/** Reads a draft. Throws ENTRY_INVALID with the path (`entry.url`). */
export function parseDraft(input: unknown, path: string): ParsedDraft {
  return parse(entryDraftSchema, input, path);
}

/** Reads a change. Throws ENTRY_INVALID. */
export function parseChange(input: unknown, path: string): Partial<EntryContent<string>> {
  return parse(entryChangeSchema, input, path) as Partial<EntryContent<string>>;
}

/**
 * Redacts what is to be stored and checks what no schema can: links only to the policy's hosts, also inside texts (EXS-36).
 * Throws ENTRY_INVALID, ENTRY_HOST_REFUSED.
 */
export function contentOf(
  fields: EntryContent<string>,
  { policy, redactor }: ContentRules,
  path: string,
): EntryContent {
  const { allowedHosts } = policy.knowledge;
  const clean = (text: string) => redactor.redact(text, { speaker: 'agent' }).text;
  if (fields.url !== null) refuseLink(fields.url, { allowedHosts, clean, path });
  for (const name of ['summary', 'body'] as const) {
    const foreign = foreignLinkIn(fields[name], allowedHosts);
    if (foreign !== null) throw hostRefused(foreign, allowedHosts);
  }
  if (fields.salesKind !== null && fields.audience !== 'sales') {
    throw new AppError('ENTRY_INVALID', { path: `${path}.salesKind`, problem: 'only entries for sales have one' });
  }
  return {
    title: clean(fields.title),
    summary: clean(fields.summary),
    body: clean(fields.body),
    tags: fields.tags.map(clean),
    module: fields.module,
    audience: fields.audience,
    type: fields.type,
    salesKind: fields.salesKind,
    url: fields.url,
    examples: fields.examples.map(clean),
    language: fields.language,
    reviewOn: fields.reviewOn,
  };
}

/** Whether this may be shown to people. Throws ENTRY_INVALID (no link, EXS-35), ENTRY_HOST_REFUSED (EXS-36). */
export function refuseUnpublishable(
  content: EntryContent,
  { policy }: Pick<ContentRules, 'policy'>,
  path: string,
): void {
  const { allowedHosts } = policy.knowledge;
  if (content.url === null) {
    throw new AppError('ENTRY_INVALID', { path: `${path}.url`, problem: 'a published entry needs a link' });
  }
  if (!isAllowedLink(content.url, allowedHosts)) throw hostRefused(content.url, allowedHosts);
}

/** Only the content of something that also has other fields. */
export function contentIn(entry: EntryContent): EntryContent {
  return Object.fromEntries(contentFields.map((name) => [name, entry[name]])) as unknown as EntryContent;
}

/** Whether two contents say exactly the same. */
export function isSameContent(one: EntryContent, other: EntryContent): boolean {
  return contentFields.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}

/** Equal for entries that say the same in title, link, summary and body, whatever their case, accents and blanks. */
export function contentHash(content: EntryContent): string {
  const { title, url, summary, body } = content;
  const parts = [normalised(title), url === null ? '' : canonicalLink(url), normalised(summary), normalised(body)];
  return hash('sha256', JSON.stringify(parts), 'hex');
}

/** Lower case, no accents, no punctuation, single blanks. */
export function normalised(text: string): string {
  const bare = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function refuseLink(
  url: string,
  { allowedHosts, clean, path }: { allowedHosts: readonly string[]; clean: (text: string) => Redacted; path: string },
): void {
  if (!isAllowedLink(url, allowedHosts)) throw hostRefused(url, allowedHosts);
  // A link with a secret in it cannot be cleaned without breaking it (P4).
  if (clean(url) === url) return;
  throw new AppError('ENTRY_INVALID', { path: `${path}.url`, problem: 'the address holds a secret; use one without' });
}

function hostRefused(url: string, allowedHosts: readonly string[]): AppError {
  const host = URL.canParse(url) ? new URL(url).host : 'this address';
  return new AppError('ENTRY_HOST_REFUSED', { host, allowed: allowedHosts.join(', ') });
}

/** Line ends as `\n`, accents in one form, no control characters and no halves of characters: any file can hold it. */
function tidied(value: unknown): unknown {
  if (typeof value === 'string') {
    const lines = value.replace(/\r\n?|[\u2028\u2029]/g, '\n').normalize('NFC');
    return lines.replace(/(?![\n\t])[\p{Cc}\uFEFF\uFFFE\uFFFF]/gu, '').replace(/\p{Surrogate}/gu, '\uFFFD');
  }
  return Array.isArray(value) ? value.map(tidied) : value;
}

function parse<T extends z.ZodType>(schema: T, input: unknown, path: string): z.output<T> {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  const tidy = isObject ? Object.fromEntries(Object.entries(input).map(([key, value]) => [key, tidied(value)])) : input;
  const parsed = schema.safeParse(tidy);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = [path, ...(issue?.path.map(String) ?? [])].join('.');
  const isUnknownKey = issue?.code === 'unrecognized_keys';
  const problem = isUnknownKey ? 'there are fields that an entry does not have' : (issue?.message ?? 'not valid');
  throw new AppError('ENTRY_INVALID', { path: where, problem });
}
