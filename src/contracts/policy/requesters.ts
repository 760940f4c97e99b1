import { z } from 'zod';
import { code, duration, fact, label, when } from './words.ts';

/** A datum of a requester or a case that must be there. */
const fieldSchema = z.strictObject({
  field: fact,
  label,
  /** Catalogue key of the question; absent: the label is asked for. */
  text: z.string().min(1).optional(),
  required: z.enum(['always', 'optional']).default('always'),
  /** Asked only then; absent: always. */
  when: when.optional(),
});

/** Who may open tickets (MAS-01..04, ALI-01..08, ICE-19..21). */
export const requestersSchema = z
  .strictObject({
    /** `open`: anybody; `list`: people on a list that is reviewed; `registered`: whoever registered. */
    rule: z.enum(['open', 'list', 'registered']),
    /** MAS-04: the list is due for review this often. */
    reviewEvery: z.strictObject({ months: z.number().int().positive() }).nullable().default(null),
    /** Kinds of requester that the contact card keeps (ICE-03). */
    types: z.array(z.strictObject({ value: code, label })).default([]),
    /** What a person gives on registering (ALI-05, ICE-21). */
    fields: z.array(fieldSchema).default([]),
    /** ALI-02..08: form that an authorised person signs, and life of the activation link. Null: no form. */
    designation: z
      .strictObject({ form: label, signer: label, activationHours: z.number().positive() })
      .nullable()
      .default(null),
    /** Title and address where a person who may not open tickets learns how to; null: the desk is named only. */
    howTo: z.strictObject({ title: label, url: z.string().url() }).nullable().default(null),
    /** ALI-48: the director of a company, signed in, sees all of its tickets. */
    directorView: z.boolean().default(false),
  })
  .default({
    rule: 'open',
    reviewEvery: null,
    types: [],
    fields: [],
    designation: null,
    howTo: null,
    directorView: false,
  });

/** Data that a ticket needs before it is registered (MAS-31, MAS-32, ALI-18). */
export const intakeSchema = z
  .strictObject({
    fields: z
      .array(
        fieldSchema.extend({
          /** ICE-22: a menu; the web asks it before the case is written. Empty: answered in words. */
          choices: z
            .array(z.strictObject({ value: code, label, synonyms: z.array(z.string()).default([]) }))
            .default([]),
        }),
      )
      .default([]),
    /** Offers to attach files before the ticket is opened. */
    askAttachments: z.boolean().default(false),
    /** MAS-34: title and address of the case form in force. */
    form: z.strictObject({ title: label, url: z.string().url() }).nullable().default(null),
  })
  .default({ fields: [], askAttachments: false, form: null });

/** What a channel may do and tell (MAS-21..30, ALI-04, CON-08). */
export const channelRuleSchema = z.strictObject({
  enabled: z.boolean(),
  /** EXS-01, CON-04: no gateway carries it; agents write its conversations down by hand. */
  handLogged: z.boolean().default(false),
  /** Sites, numbers or mailboxes of this organisation where a gateway runs several; each belongs to one of them. */
  accounts: z.array(z.string().min(1)).default([]),
  /** MAS-29: only for customers who authorised it. */
  optIn: z.boolean().default(false),
  /** MAS-29: fact of the customer's contract that must be `yes`, whatever the person accepts; null: the person's own word is enough. */
  optInFact: z.string().min(1).nullable().default(null),
  /** MAS-30: told and accepted before use; the text. */
  disclaimer: z.string().min(1).nullable().default(null),
  /** How sure it is who writes: `none` (phone), `address` (a known number or mail), `session` (signed in or proven). */
  identity: z.enum(['none', 'address', 'session']).default('address'),
  /** MAS-05, MAS-22..24: what may be told of a ticket there. `state`: folio and state; `full`: comments too. */
  disclose: z.enum(['nothing', 'state', 'full']).default('full'),
  /** MAS-124..128: groups that are listened to, by how their name begins and which numbers must be in them. Null: none. */
  groups: z
    .strictObject({
      namePrefix: z.string().min(1),
      deskNumbers: z.array(z.string().regex(/^\d{8,15}$/, 'write digits with the country code')).default([]),
    })
    .nullable()
    .default(null),
  /** MAS-25, MAS-26, CON-08, ALI-04: what each mailbox does with a mail; the key is the mailbox's name. */
  mailboxes: z
    .record(code, z.strictObject({ mode: z.enum(['ticket', 'agent', 'bot', 'official', 'newUsers']) }))
    .default({}),
});

/** Limit of open cases that one person may have at once (EXS-72, EXS-74). `role` or `area`: whom it holds for. */
export const loadLimitSchema = z.strictObject({
  role: code.nullable().default(null),
  area: code.nullable().default(null),
  open: z.number().int().positive(),
});

/** A reminder of something that does not come by itself (CON-10, ICE-05). */
export const reminderSchema = z.strictObject({ name: code, clock: code, before: duration, to: z.array(code).min(1) });
