import { z } from 'zod';
import type { EntryDeed, EntryEvent } from './knowledge-events.ts';
import type { Redacted } from './redacted.ts';
import type { Audience } from './search.ts';

/** EXS-38: types of entries, in the words of the organisation. */
export const entryTypes = ['solucion', 'video_folleto', 'caso_de_uso', 'material_de_venta', 'recomendacion'] as const;
/** EXS-38: what an entry is. */
export type EntryType = (typeof entryTypes)[number];

/** EXS-37: the four kinds of sales matter. */
export const salesKinds = ['descripcion_de_modulo', 'beneficio_comercial', 'caso_de_exito', 'landing_o_video'] as const;
/** EXS-37: what a sales entry offers. */
export type SalesKind = (typeof salesKinds)[number];

/** EXS-37. */
export const audiences = ['support', 'sales'] as const satisfies readonly Audience[];

/** draft → published → archived; only published entries are searched and sent (P8). */
export const entryStates = ['draft', 'published', 'archived'] as const;
/** State of an entry. */
export type EntryState = (typeof entryStates)[number];

/** More example questions than this add little; fewer than four find badly. */
export const examplesWanted = { atLeast: 4, atMost: 8 } as const;

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\r\n]*$/, 'write it in one line');

/** The fields that a person writes, each with its limits. */
export const entryFields = {
  title: line(160),
  summary: z.string().trim().max(1_000),
  /** Notes that are searched and never sent: answers are links (EXS-35). */
  body: z.string().trim().max(20_000),
  tags: z.array(line(60)).max(20),
  module: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _')
    .max(60)
    .nullable(),
  audience: z.enum(audiences),
  type: z.enum(entryTypes),
  salesKind: z.enum(salesKinds).nullable(),
  /** Null while a draft has none; a published entry has one. */
  url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable(),
  examples: z.array(line(200)).max(20),
  language: z.enum(['es', 'en']),
  /** Day by which somebody has to look whether it still holds (EXS-43), `YYYY-MM-DD`; null = none set. */
  reviewOn: z.iso.date().nullable(),
} as const;

/** An entry's id: lower-case letters, digits and `-`. */
export const entryIdField = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'use lower-case letters, digits and -');

/** A new entry; what is left out gets its default. The type is asked for (EXS-38), the audience too (EXS-37). */
export const entryDraftSchema = z.strictObject({
  ...entryFields,
  /** Left out: made from the title. */
  id: entryIdField.optional(),
  summary: entryFields.summary.default(''),
  body: entryFields.body.default(''),
  tags: entryFields.tags.default([]),
  module: entryFields.module.default(null),
  salesKind: entryFields.salesKind.default(null),
  url: entryFields.url.default(null),
  examples: entryFields.examples.default([]),
  language: entryFields.language.default('es'),
  reviewOn: entryFields.reviewOn.default(null),
});
/** A new entry as a person or a file gives it. */
export type EntryDraft = z.input<typeof entryDraftSchema>;

/** Some fields with new values. */
export const entryChangeSchema = z.strictObject(entryFields).partial();
/** A change of an entry. */
export type EntryChange = z.input<typeof entryChangeSchema>;

/** What an entry says. `T` is `Redacted` once it is stored (P4). */
export interface EntryContent<T extends string = Redacted> {
  readonly title: T;
  readonly summary: T;
  readonly body: T;
  readonly tags: readonly T[];
  readonly module: string | null;
  readonly audience: Audience;
  readonly type: EntryType;
  readonly salesKind: SalesKind | null;
  readonly url: string | null;
  readonly examples: readonly T[];
  readonly language: 'es' | 'en';
  readonly reviewOn: string | null;
}

/** What the link checker knows of an entry's link. `broken` and `unreachable` ones are never sent. */
export interface LinkHealth {
  readonly state: 'unchecked' | 'ok' | 'broken' | 'unreachable';
  /** Failed checks in a row. */
  readonly failures: number;
  /** HTTP status of the last answer; null = none came. */
  readonly status: number | null;
  /** Why it is not well, as a code; null = well, or not checked. */
  readonly problem: string | null;
  readonly checkedAt: Date | null;
  /** Since when it is in this state. */
  readonly since: Date | null;
}

/** An entry in any state. */
export interface EntryView extends EntryContent {
  readonly id: string;
  readonly state: EntryState;
  /** 1, 2, 3 …; grows with every deed but the link checker's. */
  readonly version: number;
  readonly author: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly link: LinkHealth;
}

/** Who does it and by what door. */
export interface EntryActor {
  /** Agent id; `operator` and `system` are no persons. */
  readonly agentId: string;
  readonly how: EntryEvent['how'];
}

/** The version that the caller has seen; another one stored meanwhile: ENTRY_CHANGED. Left out: whatever is stored. */
export interface SeenVersion {
  readonly version?: number;
}

/** An entry that says nearly the same as another one. */
export interface SimilarEntry {
  readonly id: string;
  readonly title: Redacted;
  readonly state: EntryState;
  /** The same title, the same link, or much the same text. */
  readonly why: 'title' | 'link' | 'text';
  /** Likeness, 0..1; 1 = the same. */
  readonly likeness: number;
}

/** What of an entry is compared with others. Raw: it is compared and forgotten. */
export interface EntryLikeness {
  readonly id?: string;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly url: string | null;
  readonly audience: Audience;
}

/** Which entries are listed. `text`: stands in the title, whatever its case and accents. */
export interface EntryFilter {
  readonly state?: EntryState;
  readonly author?: string;
  readonly module?: string;
  readonly text?: string;
}

/** What a look at a link found, before an entry has it. */
export interface LinkProbe {
  /** The policy lets the host be sent (EXS-36). */
  readonly isAllowed: boolean;
  /** `unchecked`: the policy asks for no looks, or nobody lives at an example's address. */
  readonly state: LinkHealth['state'];
  /** HTTP status of the answer; null = none came. */
  readonly status: number | null;
  /** Why it is not well, as a code. */
  readonly problem: string | null;
}

/** A version of an entry and the deed that made it. */
export interface EntryVersion {
  readonly version: number;
  readonly at: Date;
  readonly deed: EntryDeed;
  readonly agentId: string;
  readonly how: EntryEvent['how'];
  readonly state: EntryState;
  readonly content: EntryContent;
}

/** One field that differs between two versions; texts come with a line by line patch (unified format). */
export interface FieldDiff {
  readonly field: keyof EntryContent;
  readonly before: string | null;
  readonly after: string | null;
  readonly patch: string | null;
}

/**
 * The life of entries: draft → published → archived, every version kept. All text is redacted before it is stored (P4).
 * Each deed throws ENTRY_NOT_FOUND for an unknown id and ENTRY_CHANGED when the version seen is not the stored one.
 */
export interface EntryService {
  /** A draft. Throws ENTRY_INVALID, ENTRY_HOST_REFUSED, ENTRY_EXISTS (the id is taken). */
  create(draft: EntryDraft, by: EntryActor): Promise<EntryView>;
  /** A change of a published entry is live at once. Throws ENTRY_INVALID, ENTRY_HOST_REFUSED. No difference: no version. */
  edit(id: string, change: EntryChange, by: EntryActor, seen?: SeenVersion): Promise<EntryView>;
  /**
   * Searchable when it resolves. Throws ENTRY_DUPLICATE unless `confirmDuplicates`, ENTRY_INVALID (no link),
   * ENTRY_HOST_REFUSED, ENTRY_MOVE_REFUSED.
   */
  publish(id: string, by: EntryActor, options?: SeenVersion & { confirmDuplicates?: boolean }): Promise<EntryView>;
  /** Out of answers before it resolves (P8). Throws ENTRY_MOVE_REFUSED. */
  archive(id: string, by: EntryActor, seen?: SeenVersion): Promise<EntryView>;
  /** What an older version said becomes a new version; an archived entry becomes a draft. Throws ENTRY_VERSION_UNKNOWN. */
  restore(id: string, version: number, by: EntryActor, seen?: SeenVersion): Promise<EntryView>;
  /** Somebody looked and it still holds; the next look is due on that day. */
  review(id: string, reviewOn: string | null, by: EntryActor, seen?: SeenVersion): Promise<EntryView>;
  get(id: string): Promise<EntryView>;
  /** Published entries that say nearly the same, likeliest first. */
  similar(id: string): Promise<readonly SimilarEntry[]>;
  /** The same for what is being written and is not stored yet; `id`: an entry that it changes, which is not its own double. */
  alike(draft: EntryLikeness): readonly SimilarEntry[];
  /** Oldest first. */
  history(id: string): Promise<readonly EntryVersion[]>;
  /** What changed between two versions. Throws ENTRY_VERSION_UNKNOWN. */
  diff(id: string, from: number, to: number): Promise<readonly FieldDiff[]>;
  /** Entries in these states, newest change first; `after` = `next` of the page before. */
  list(filter: EntryFilter & { after?: string; limit: number }): Promise<{ items: EntryView[]; next: string | null }>;
  /** Published entries whose review day has come, the longest overdue first (EXS-43). */
  dueForReview(limit: number): Promise<readonly EntryView[]>;
  /** Published entries whose link the checker found broken or unreachable: they are not sent. */
  brokenLinks(limit: number): Promise<readonly EntryView[]>;
}
