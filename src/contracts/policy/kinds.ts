import { z } from 'zod';
import { code, fact, label, when } from './words.ts';

/** End of a file's name, without the dot. */
const format = z.string().regex(/^[a-z0-9]{1,8}$/, 'write the end of the file name without the dot, such as pdf');

/** Word in `checks[].before` for the handing over of evidence; the others are states. */
export const DELIVERY = 'delivery';

/** Something that must stand on the ticket before it goes on; done once, it stays done. */
const checkSchema = z
  .strictObject({
    /** The mark that it leaves. */
    code,
    label,
    /** `file`: a file that came with the case, or one that the desk names; `fact`: a fact that is known; `mark`: a word of the desk. */
    needs: z.enum(['file', 'fact', 'mark']).default('mark'),
    /** Of `file`: what such a file may be. */
    formats: z.array(format).default([]),
    /** Of `fact`: which. */
    fact: fact.nullable().default(null),
    /** Asked only then. */
    when: when.optional(),
    /** Asked only once this mark stands. */
    after: code.nullable().default(null),
    /** States that nobody of the desk moves the ticket to before, and `delivery`. */
    before: z.array(code).min(1),
    /** Posts that may note it; empty: everybody at the desk. */
    by: z.array(code).default([]),
  })
  .refine(({ needs, fact: name }) => (needs === 'fact') === (name !== null), {
    path: ['fact'],
    message: 'goes with needs: fact, and only with it; write both or neither',
  });

/** Something that the desk may do on such a ticket, as often as it is due. */
const actionSchema = z.strictObject({
  /** The mark that it leaves: notices, clocks and checks may wait for it. */
  code,
  label,
  by: z.array(code).default([]),
  /** Who reads the words that go with it: the desk, or the requester too. */
  tells: z.enum(['desk', 'requester']),
  /** Words to begin with. `{{due}}`: the limit of the clock. */
  text: label.nullable().default(null),
  /** The desk is asked to do it once this clock has warned. */
  clock: code.nullable().default(null),
});

/** Who hands over the result, in which form, and what they confirm each time (MAS-96..98, MAS-101, MAS-103, MAS-105). */
const deliverySchema = z.strictObject({
  /** The mark that it leaves. */
  mark: code,
  by: z.array(code).min(1),
  /** Empty: any. */
  formats: z.array(format).default([]),
  /** What is recorded and told where a file has another form; null: no other form goes out. */
  disclaimer: label.nullable().default(null),
  confirm: z.array(z.strictObject({ code, label })).default([]),
  /** Files of the case go out by the ticket alone, by no conversation. */
  ticketOnly: z.boolean().default(true),
});

/** A kind of ticket with a path of its own: what it must hold, who hands over what, how many a year (MAS-91..109). */
export const kindSchema = z.strictObject({
  code,
  label,
  /** Which tickets are of it. */
  when: when.refine((facts) => Object.keys(facts).length > 0, 'name the fact that such a ticket is known by'),
  checks: z.array(checkSchema).default([]),
  /** What the requester is told when files are missing at the opening; `{{missing}}` stands for them. Null: nothing. */
  askFor: label.nullable().default(null),
  actions: z.array(actionSchema).default([]),
  delivery: deliverySchema.nullable().default(null),
  /** What a customer may ask for in a calendar year; those beyond get the fact `overYearLimit`, and their requester the text. */
  perYear: z.strictObject({ limit: z.number().int().positive(), text: label }).nullable().default(null),
  /** Its scope is what was asked at the opening: the requester is offered a new ticket for anything else (MAS-102). */
  fixedScope: z.boolean().default(false),
});

/** A kind of ticket of a policy. */
export type TicketKind = z.infer<typeof kindSchema>;
