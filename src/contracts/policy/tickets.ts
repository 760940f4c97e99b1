import { z } from 'zod';
import { kindSchema } from './kinds.ts';
import { code, doer, duration, fact, label, when } from './words.ts';

/** Common phases (requirements 2.3): let reports and bots work over all organisations. */
export const phases = [
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
] as const;

/** What a move must bring with it; a move without is refused (MAS-66, ALI-28). */
const demand = z.enum(['reason', 'solution', 'solutionType', 'closingCode', 'evidence', 'approval', 'classification']);

const stateSchema = z.strictObject({
  code,
  phase: z.enum(phases),
  agentLabel: label,
  requesterLabel: label,
  /** States that it may move to, and who may. */
  next: z.array(
    z.strictObject({
      to: code,
      by: z.array(doer).min(1),
      /** ICE-35: it goes back to the person and the area that sent it into the state that it leaves. */
      backToSender: z.boolean().optional(),
    }),
  ),
  /** What entering the state needs. */
  needs: z.array(demand).default([]),
  /** What must be on the ticket before, in these cases: marks that were set, data that were written down (CON-26, CON-28, CON-51). */
  requires: z
    .array(
      z.strictObject({
        when: when.optional(),
        /** Only tickets that were in one of these states. */
        passed: z.array(code).default([]),
        marks: z.array(code).default([]),
        fields: z.array(fact).default([]),
      }),
    )
    .default([]),
});

/** Closes what nobody answers: MAS-79, ALI-41, ALI-44. Read on entering `state`; a reply of the requester ends it. */
const autoCloseSchema = z.strictObject({
  state: code,
  /** Only these tickets; the first that fits is taken (MAS-106). */
  when: when.optional(),
  after: duration,
  /** Calendar for `workingDays`, `hours` and `minutes`; `natural` or a name. */
  calendar: code.default('natural'),
  /** `endOfDay`: at the end of the last day, in the organisation's zone. */
  ends: z.enum(['sameTime', 'endOfDay']).default('sameTime'),
  to: code,
  closingCode: code.nullable().default(null),
  /** Tells the requester this long before; null: does not (AMB-52). */
  warnBefore: duration.nullable().default(null),
});

/** Tickets: states, moves, ends. */
export const ticketsSchema = z.strictObject({
  states: z.array(stateSchema).min(2),
  initial: code,
  /** First state by how the ticket came, e.g. mailbox or web: MAS-60, MAS-61. First match wins, else `initial`. */
  initialWhen: z.array(z.strictObject({ when, state: code })).default([]),
  solutionTypes: z
    .array(
      z.strictObject({
        code,
        label,
        /** MAS-141: it restores the service for a while only; until when, and by what, is recorded with it. */
        temporary: z.boolean().default(false),
      }),
    )
    .default([]),
  /** MAS-80, AMB-17: each code with the states that it may close. */
  closingCodes: z.array(z.strictObject({ code, label, states: z.array(code).min(1) })).default([]),
  autoClose: z.array(autoCloseSchema).default([]),
  /** What a reply to a closed ticket does: opens it again, opens a new one linked to it, or nothing. AMB-58, ALI-42. */
  afterClose: z.enum(['reopen', 'linked', 'nothing']).default('linked'),
  /** State of a ticket whose requester is not satisfied with the solution (MAS-78, ALI-45). Null: no such move. */
  unsatisfiedTo: code.nullable().default(null),
  /** Asks the requester to confirm the solution (MAS-77). */
  askValidation: z.boolean().default(false),
  /** Mails a copy of a new ticket and of its solution to the requester (MAS-33, MAS-71). */
  mailCopy: z.boolean().default(false),
  /** ALI-49: who may give a ticket to another agent, once it has one. */
  reassignBy: z.array(doer).default(['agent', 'lead', 'admin']),
  /** ICE-07: a date agreed with the requester lies no later than this after the opening, on `calendar`; null: any date. */
  agreedWithin: duration.nullable().default(null),
  /** ALI-50: asks for an evaluation once the answer was given. */
  evaluation: z.strictObject({ min: z.number().int(), max: z.number().int() }).nullable().default(null),
  /** Kinds of ticket with a path of their own; the first whose `when` holds. */
  kinds: z.array(kindSchema).default([]),
});
