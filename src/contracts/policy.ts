import { z } from 'zod';
import {
  areaSchema,
  assignmentSchema,
  contractSchema,
  directorySchema,
  escalationSchema,
  noticeSchema,
  protocolSchema,
  routingSchema,
} from './policy/areas.ts';
import { availabilitySchema } from './policy/availability.ts';
import { calendarSchema, calendarsSchema } from './policy/calendars.ts';
import { clockSchema } from './policy/clocks.ts';
import { consoleSchema } from './policy/console.ts';
import { demosSchema } from './policy/demos.ts';
import { feedbackSchema } from './policy/feedback.ts';
import { portalSchema } from './policy/portal.ts';
import { prioritySchema } from './policy/priority.ts';
import { privacySchema } from './policy/privacy.ts';
import { quotaSchema } from './policy/quota.ts';
import {
  channelRuleSchema,
  intakeSchema,
  loadLimitSchema,
  reminderSchema,
  requestersSchema,
} from './policy/requesters.ts';
import {
  deskSchema,
  dimensionSchema,
  kpiSchema,
  promoLinkSchema,
  qaSchema,
  reportSchema,
  roleSchema,
  routineSchema,
  studySchema,
  surveySchema,
  templateSchema,
} from './policy/service.ts';
import { ticketsSchema } from './policy/tickets.ts';
import { vaultSchema } from './policy/vault.ts';
import { code, fact, label, when } from './policy/words.ts';

/** One question of the diagnosis; `field` names what the answer fills. */
const questionSchema = z.strictObject({
  field: fact,
  /** Asked only when these fields have one of these values; absent = always. */
  when: when.optional(),
  /** Catalogue key of the wording. */
  text: z.string().min(1),
  choices: z
    .array(
      z.strictObject({ value: z.string().min(1), label: z.string().min(1), synonyms: z.array(z.string()).default([]) }),
    )
    .default([]),
});

/** Texts of the conversation that an organisation may word itself. */
const OWN_TEXTS = [
  'greet.new',
  'greet.known',
  'greet.scope',
  'misunderstood.problem',
  'ask.identity',
  'identity.refused',
] as const;

/** One organisation: everything that differs between organisations, as data. */
export const policySchema = z.strictObject({
  organisation: z.strictObject({
    code,
    name: z.string().min(1),
    /** Name that the bot signs with. */
    botName: z.string().min(1),
    locale: z.enum(['es-MX', 'es-CO', 'en']),
    timeZone: z.string().min(1),
    /** Before the running number of a folio. */
    folioPrefix: z.string().regex(/^[A-Z]{2,6}$/, 'use two to six capital letters'),
  }),
  calendar: calendarSchema,
  calendars: calendarsSchema,
  channels: z.record(z.string(), channelRuleSchema),
  requesters: requestersSchema,
  identification: z.strictObject({
    askName: z.boolean(),
    /** EXS-08. Empty: not asked. */
    userTypes: z.array(
      z.strictObject({ value: z.string(), label: z.string(), synonyms: z.array(z.string()).default([]) }),
    ),
    /** EXS-07, AMB-03: names of the customer classes; they come from the contact base, never asked. */
    customerClasses: z.array(z.strictObject({ value: z.string(), label: z.string() })).default([]),
    /** EXS-09. */
    offerVideoCall: z.boolean(),
  }),
  diagnosis: z.strictObject({
    /** Which fields of a diagnosis this organisation uses; the others stay null. */
    fields: z.array(z.string()).min(1),
    questions: z.array(questionSchema),
    /** Expected agent minutes by length, used when the text names none. */
    minutes: z.strictObject({ short: z.number().int().positive(), long: z.number().int().positive() }),
    /** Name of the reading model in `policies/diagnosis/`. */
    model: code,
    /** This organisation's names for what the model reads: field → value → value (AMB-44, AMB-53). */
    values: z.record(fact, z.record(z.string(), z.string())).default({}),
  }),
  intake: intakeSchema,
  /** EXS-12, EXS-13, AMB-01, AMB-02, ALI-11..14, CON-04. */
  ticketRule: z.strictObject({
    /** `duration`: over the limit; `always`; `criterion`: the diagnosis field `needs` says ticket or consulta, unsure: a person. */
    strategy: z.enum(['duration', 'always', 'criterion']),
    /** Minutes: over this, a ticket. Exactly this: none. Null: no limit (only with `always` and `criterion`). */
    limitMinutes: z.number().int().positive().nullable(),
    /** The work clock stands still while the person's answer is awaited. */
    pauseWhileWaitingForUser: z.boolean(),
    /** The work clock warns this many minutes before the limit. */
    warnMinutes: z.number().int().nonnegative(),
  }),
  priority: prioritySchema,
  tickets: ticketsSchema.extend({
    /** Hours from opening to the latest close (EXS-71: 72 natural). Null: none. */
    totalHours: z.number().positive().nullable(),
    /** EXS-15: hours for a simple bug. Null: none. */
    simpleBugHours: z.number().positive().nullable(),
  }),
  clocks: z.array(clockSchema).default([]),
  areas: z.array(areaSchema).min(1),
  /** Which area gets a ticket first, first match wins; the last rule has no condition. */
  routing: routingSchema,
  assignment: assignmentSchema,
  loadLimits: z.array(loadLimitSchema).default([]),
  escalations: z.array(escalationSchema).default([]),
  notices: z.array(noticeSchema).default([]),
  /** CON-21. */
  directory: z.array(directorySchema).default([]),
  reminders: z.array(reminderSchema).default([]),
  protocols: z.array(protocolSchema).default([]),
  contracts: z.array(contractSchema).default([]),
  /** EXS-63. */
  salesRoles: z.array(z.string()),
  /** Null: no demos are planned. */
  demos: demosSchema.nullable().default(null),
  knowledge: z.strictObject({
    /** P8, EXS-35. */
    answerMode: z.enum(['linksOnly', 'text']),
    allowedHosts: z.array(z.string().min(1)).min(1),
    /** Hours between two looks at a link, and after how many troubles in a row it is not sent any more. Null: no looks. */
    linkCheck: z
      .strictObject({ everyHours: z.number().positive().max(720), tries: z.number().int().min(1).max(20) })
      .nullable()
      .default({ everyHours: 24, tries: 3 }),
    /** EXS-02: title and address of the knowledge base itself, shown in the welcome. */
    home: z.strictObject({ title: z.string().min(1), url: z.string().url() }),
    /** EXS-39..EXS-41, EXS-52, AMB-09. Null: no quota. */
    quota: quotaSchema.nullable().default(null),
    /** EXS-54: the bot gives the dates of courses that leads enter. */
    courseDates: z.boolean().default(false),
    feedback: feedbackSchema.prefault({}),
  }),
  conversation: z.strictObject({
    /** Minutes without an answer before the one reminder, and before the polite close. Natural time. */
    remindAfterMinutes: z.number().int().positive(),
    closeAfterMinutes: z.number().int().positive(),
    /** The same where people write letters (email): two days and a week, unless told otherwise. */
    letters: z
      .strictObject({
        remindAfterMinutes: z.number().int().positive().default(2_880),
        closeAfterMinutes: z.number().int().positive().default(10_080),
      })
      .prefault({}),
    /** Misunderstandings in a row before a person is offered. */
    maxMisunderstandings: z.number().int().positive(),
    /** What the organisation says in its own words; the catalogue says the rest, and all of it in the other language. */
    texts: z.partialRecord(z.enum(OWN_TEXTS), label).default({}),
  }),
  privacy: privacySchema.prefault({}),
  vault: vaultSchema,
  /** EXS-78 */
  console: consoleSchema.prefault({}),
  survey: z.strictObject({ name: code, min: z.number().int(), max: z.number().int() }).nullable(),
  roles: z.array(roleSchema).default([]),
  taxonomy: z.array(dimensionSchema).default([]),
  studies: z.array(studySchema).default([]),
  kpis: z.array(kpiSchema).default([]),
  surveys: z.array(surveySchema).default([]),
  qa: qaSchema.prefault({}),
  routines: z.array(routineSchema).default([]),
  reports: z.array(reportSchema).default([]),
  templates: z.record(code, templateSchema).default({}),
  desk: deskSchema.prefault({}),
  promoLinks: z.array(promoLinkSchema).default([]),
  availability: availabilitySchema.prefault({}),
  /** Null: "Mis tickets" begins with the list. */
  portal: portalSchema.nullable().default(null),
});

/** A validated policy. */
export type Policy = z.infer<typeof policySchema>;
