import { z } from 'zod';
import { code, duration, fact, label, when } from './words.ts';

/** Areas with their sub-areas and subjects (ALI-52..62, ICE-11). */
export const areaSchema = z.strictObject({
  code,
  name: label,
  subareas: z.array(z.strictObject({ code, name: label })).default([]),
  /** What it sees to, in its own words: read by people and by the classifier. */
  subjects: z.array(label).default([]),
  /** Other names (AMB-44). */
  aliases: z.array(label).default([]),
  /** Role that heads it: reassigns, is told of escalations. */
  head: code.nullable().default(null),
});

/** Which area gets a ticket first, first match wins; the last rule has no condition. */
export const routingSchema = z.array(z.strictObject({ when: when.optional(), area: code })).min(1);

/** How tickets and chats find a person. */
export const assignmentSchema = z
  .strictObject({
    /** `manual`: agents take; `balanced`: to whoever has the fewest open cases and chats and has the skill; `roundRobin`. */
    strategy: z.enum(['manual', 'balanced', 'roundRobin']),
    /** Only people who are online now. */
    onlineOnly: z.boolean().default(true),
  })
  .default({ strategy: 'manual', onlineOnly: true });

/** Ordered levels that a case climbs (MAS-75, MAS-120, EXS-16, ICE-10). */
export const escalationSchema = z
  .strictObject({
    name: code,
    label,
    /** What offers or starts it: a clock's breach, a dissatisfied person, a complaint, a hand. */
    trigger: z.enum(['breach', 'dissatisfied', 'complaint', 'manual', 'outage']),
    /** For which cases; of `complaint` it says what a complaint is, e.g. `{ type: [queja] }`. */
    when: when.optional(),
    levels: z
      .array(
        z.strictObject({
          role: label,
          direction: label.optional(),
          area: label.optional(),
          /** MAS-75: how this level is reached, as the requester reads it. */
          contact: label.optional(),
          /** Natural time at the level before it climbs by itself; absent: by hand. */
          after: duration.optional(),
        }),
      )
      .min(1),
  })
  .refine(({ trigger, when: cases }) => trigger !== 'complaint' || Object.keys(cases ?? {}).length > 0, {
    path: ['when'],
    message: 'say by which fact a complaint is known, e.g. { type: [queja] }',
  });

/** A notice on an event of a ticket (ALI-20, CON-14, MAS-33). `optional`: only where the requester's organisation asked for it. */
export const noticeSchema = z.strictObject({
  event: z
    .string()
    .regex(
      /^(opened|assigned|solved|closed|escalated|reassigned|warning|breach|(state|mark):[a-z][a-z0-9_]*)$/,
      'write opened, assigned, solved, closed, escalated, reassigned, warning, breach, state:… or mark:…',
    ),
  when: when.optional(),
  /** Roles; `requester`, `assignee`, `director` (of the requester's organisation) and `partner` are always known. */
  to: z.array(code).min(1),
  optional: z.boolean().default(false),
  /** CON-27: people of the desk get the ticket's files with the mail. */
  files: z.boolean().default(false),
  /** What people of the desk read in the mail beside what happened: what is asked of them. */
  text: label.nullable().default(null),
});

/** Who fills a role for which cases: the first that fits (CON-21). */
export const directorySchema = z.strictObject({
  role: code,
  when: when.optional(),
  /** Posts of the people; whoever has one of them is meant. */
  posts: z.array(code).min(1),
});

/** A special path: which cases take it, what is asked, its steps (MAS-84..90, ALI-29..34, CON-08..14). */
export const protocolSchema = z.strictObject({
  name: code,
  label,
  when: when.optional(),
  /** Words of a message that start it; the diagnosis model may also name it in its field. */
  area: code.nullable().default(null),
  /** What is asked of the requester, catalogue keys or texts. */
  ask: z
    .array(
      z.strictObject({
        field: fact,
        text: label,
        /** The answer is one of these, and a fact that rules may ask about; empty: answered in words. */
        choices: z.array(z.strictObject({ value: code, label, synonyms: z.array(z.string()).default([]) })).default([]),
      }),
    )
    .default([]),
  /** Told at once. */
  tell: z.array(label).default([]),
  steps: z
    .array(
      z.strictObject({
        mark: code,
        label,
        by: z.array(code).min(1),
        /** What is handed in with it (CON-26, CON-28): `words` are a text or a file. */
        brings: z.enum(['nothing', 'words', 'file']).default('nothing'),
      }),
    )
    .default([]),
  /** Served in order of reception (ALI-34). */
  firstInFirstOut: z.boolean().default(false),
});

/** One customer's contract: what differs, as the same keys of the policy (MAS-14, MAS-15, MAS-20, MAS-55). */
export const contractSchema = z.strictObject({
  code,
  /** Names of the customer's organisation as contacts carry them. */
  companies: z.array(label).min(1),
  /** Services and permissions that rules read as facts, e.g. `drp: yes`. */
  facts: z.record(fact, z.string()).default({}),
  /** What it covers, as people read it (MAS-103). */
  services: z.array(label).default([]),
  /** Merged over the policy key by key; lists are replaced. The whole must be a valid policy. */
  overrides: z.record(z.string(), z.unknown()).default({}),
});
