import { z } from 'zod';
import { entryDraftSchema, entryFields, entryIdField, entryStates } from '../../contracts/knowledge-entries.ts';
import { exportFormats, importFormats } from '../../contracts/knowledge-transfer.ts';
import { idField, instantField, pageFields, pageOf, typedText } from '../routing/fields.ts';

const version = z.number().int().positive();
/** The version that the caller has seen. */
const seen = { version: version.optional().describe('The version that you saw; another one stored: ENTRY_CHANGED') };

/** An entry in an address. */
export const entryParams = z.strictObject({ id: idField });
/** Which entries to list. */
export const entryListQuery = z.strictObject({ ...pageFields, state: z.enum(entryStates).optional() });
/** Which entries to find; the words stand in the body, so that no log of addresses keeps them (P4). */
export const entrySearchBody = z.strictObject({
  text: typedText(200).optional().describe('Stands in the title, whatever its case and accents'),
  state: z.enum(entryStates).optional(),
  author: idField.optional(),
  module: idField.optional(),
  after: pageFields.after,
  limit: z.number().int().min(1).max(200).default(50),
});
/** What is being written, to be compared with what there is. */
export const likenessBody = z.strictObject({
  id: idField.optional().describe('The entry that it changes'),
  title: typedText(160),
  summary: typedText(1_000).default(''),
  body: typedText(20_000).default(''),
  url: z.string().max(500).nullable().default(null),
  audience: entryFields.audience.default('support'),
});
/** A link to look at. */
export const probeQuestion = z.strictObject({ url: z.url({ protocol: /^https$/ }).max(500) });
/** What a look at a link found. */
export const probeBody = z.object({
  isAllowed: z.boolean().describe('The policy lets the host be sent'),
  state: z.enum(['unchecked', 'ok', 'broken', 'unreachable']),
  status: z.number().nullable(),
  problem: z.string().nullable().describe('Why it is not well, as a code'),
});
/** Which versions to compare. */
export const diffQuery = z.strictObject({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
});
/** How many. */
export const limitQuery = z.strictObject({ limit: pageFields.limit });

/** A new draft. */
export const createBody = entryDraftSchema;
/** Some fields with new values. */
export const editBody = z.strictObject({ ...seen, change: z.strictObject(entryFields).partial() });
/** To publish. */
export const publishBody = z.strictObject({
  ...seen,
  confirmDuplicates: z.boolean().default(false).describe('Publish although another entry says nearly the same'),
});
/** A move without more. */
export const moveBody = z.strictObject(seen);
/** To bring an older version back. */
export const restoreBody = z.strictObject({ ...seen, to: version.describe('The version to bring back') });
/** To say that it still holds. */
export const reviewBody = z.strictObject({ ...seen, reviewOn: entryFields.reviewOn });

const linkBody = z.object({
  state: z.enum(['unchecked', 'ok', 'broken', 'unreachable']),
  failures: z.number(),
  status: z.number().nullable(),
  problem: z.string().nullable().describe('Why it does not work, as a code'),
  checkedAt: instantField.nullable(),
  since: instantField.nullable(),
});
const contentBody = z.object(entryFields);

/** An entry. */
export const entryBody = contentBody.extend({
  id: entryIdField,
  state: z.enum(entryStates),
  version,
  author: z.string(),
  createdAt: instantField,
  updatedAt: instantField,
  link: linkBody,
});
/** A page of entries. */
export const entryPage = pageOf(entryBody);
/** Entries, not in pages. */
export const entryList = z.object({ items: z.array(entryBody) });

/** Published entries that say nearly the same. */
export const similarBody = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(entryStates),
      why: z.enum(['title', 'link', 'text']),
      likeness: z.number(),
    }),
  ),
});

/** Versions, oldest first. */
export const historyBody = z.object({
  items: z.array(
    z.object({
      version,
      at: instantField,
      deed: z.string(),
      agentId: z.string(),
      how: z.string(),
      state: z.enum(entryStates),
      content: contentBody,
    }),
  ),
});

/** What differs between two versions. */
export const diffBody = z.object({
  items: z.array(
    z.object({
      field: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      patch: z.string().nullable().describe('Line by line, unified format'),
    }),
  ),
});

/** Files to import. The whole body may have 256 KB; more goes by the command line. */
export const importBody = z.strictObject({
  format: z.enum(importFormats),
  files: z
    .array(z.strictObject({ name: z.string().min(1).max(200), base64: z.base64() }))
    .min(1)
    .max(200),
  dryRun: z.boolean().default(false),
  confirmDuplicates: z.boolean().default(false),
  state: z.enum(entryStates).optional(),
  audience: entryFields.audience.optional(),
  type: entryFields.type.optional(),
});

/** What an import did, or would do. */
export const reportBody = z.object({
  dryRun: z.boolean(),
  counts: z.record(z.enum(['create', 'update', 'same', 'duplicate', 'refused']), z.number()),
  lines: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      fate: z.enum(['create', 'update', 'same', 'duplicate', 'refused']),
      id: z.string().nullable(),
      of: z.string().optional(),
      why: z.enum(['title', 'link', 'text']).optional(),
      changes: z.array(z.string()).optional(),
      code: z.string().optional(),
      problem: z.string().optional(),
      hint: z.string().optional(),
    }),
  ),
});

/** What to export. */
export const exportQuery = z.strictObject({
  format: z.enum(exportFormats).default('csv'),
  state: z.enum(entryStates).optional(),
});
/** The files of an export. */
export const exportBody = z.object({ files: z.array(z.object({ name: z.string(), base64: z.base64() })) });
