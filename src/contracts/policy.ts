import { z } from 'zod';

const code = z.string().regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _');
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write the time as HH:MM, 00:00 to 24:00');
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** Opening hours (P6). `date` = YYYY-MM-DD. */
const calendarSchema = z.strictObject({
  open: z.array(z.strictObject({ days: z.array(weekday).min(1), from: time, to: time })).min(1),
  holidays: z.strictObject({
    /** ISO 3166 country whose public holidays are closed days; null = none. */
    country: z.string().length(2).nullable(),
    extra: z.array(z.string().date()),
    removed: z.array(z.string().date()),
  }),
  /** EXS-04: minutes of the agent's own meal pause. */
  mealMinutes: z.number().int().nonnegative(),
});

const stateSchema = z.strictObject({
  code,
  /** Common phase (requirements 2.3): lets reports and bots work over all organisations. */
  phase: z.enum([
    'new',
    'open',
    'assigned',
    'in_progress',
    'waiting_user',
    'waiting_supplier',
    'review',
    'solved',
    'closed',
    'rejected',
    'cancelled',
  ]),
  agentLabel: z.string().min(1),
  requesterLabel: z.string().min(1),
  /** States that it may move to, and who may. */
  next: z.array(
    z.strictObject({ to: code, by: z.array(z.enum(['agent', 'lead', 'admin', 'requester', 'system'])).min(1) }),
  ),
});

/** One question of the diagnosis; `field` names what the answer fills. */
const questionSchema = z.strictObject({
  field: code,
  /** Asked only when these fields have one of these values; absent = always. */
  when: z.record(code, z.array(z.string())).optional(),
  /** Catalogue key of the wording. */
  text: z.string().min(1),
  choices: z
    .array(
      z.strictObject({ value: z.string().min(1), label: z.string().min(1), synonyms: z.array(z.string()).default([]) }),
    )
    .default([]),
});

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
  channels: z.record(z.string(), z.strictObject({ enabled: z.boolean() })),
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
  }),
  /** EXS-12, EXS-13, AMB-01, AMB-02. */
  ticketRule: z.strictObject({
    strategy: z.enum(['duration', 'always', 'criterion']),
    /** Minutes: over this, a ticket. Exactly this: none. */
    limitMinutes: z.number().int().positive(),
    /** The work clock stands still while the person's answer is awaited. */
    pauseWhileWaitingForUser: z.boolean(),
    /** The work clock warns this many minutes before the limit. */
    warnMinutes: z.number().int().nonnegative(),
  }),
  tickets: z.strictObject({
    states: z.array(stateSchema).min(2),
    initial: code,
    /** Hours from opening to the latest close (EXS-71: 72 natural). Null: none. */
    totalHours: z.number().positive().nullable(),
    /** EXS-15: hours for a simple bug. Null: none. */
    simpleBugHours: z.number().positive().nullable(),
  }),
  areas: z.array(z.strictObject({ code, name: z.string().min(1) })).min(1),
  /** Which area gets a ticket first, first match wins; the last rule has no condition. */
  routing: z.array(z.strictObject({ when: z.record(code, z.array(z.string())).optional(), area: code })).min(1),
  /** EXS-63. */
  salesRoles: z.array(z.string()),
  knowledge: z.strictObject({
    /** P8, EXS-35. */
    answerMode: z.enum(['linksOnly', 'text']),
    allowedHosts: z.array(z.string().min(1)).min(1),
    /** EXS-02: title and address of the knowledge base itself, shown in the welcome. */
    home: z.strictObject({ title: z.string().min(1), url: z.string().url() }),
  }),
  conversation: z.strictObject({
    /** Minutes without an answer before the one reminder, and before the polite close. Natural time. */
    remindAfterMinutes: z.number().int().positive(),
    closeAfterMinutes: z.number().int().positive(),
    /** Misunderstandings in a row before a person is offered. */
    maxMisunderstandings: z.number().int().positive(),
  }),
  survey: z.strictObject({ name: code, min: z.number().int(), max: z.number().int() }).nullable(),
});

/** A validated policy. */
export type Policy = z.infer<typeof policySchema>;
