import { z } from 'zod';
import { code, duration, label, when } from './words.ts';

/**
 * What starts, stops or pauses a clock: `temporary` (a solution that holds for a while was recorded, MAS-141), `opened`, `received` (an area's agent has it), `agreed` (a date was agreed with the requester), `phase:<phase>`, `state:<code>`,
 * `area:<code>`, `mark:<name>` (something that an agent or the product noted on the ticket, e.g. `mark:reaction`).
 */
const trigger = z
  .string()
  .regex(
    /^(opened|received|agreed|temporary|(phase|state|area|mark):[a-z][a-z0-9_]*)$/,
    'write opened, received, agreed, temporary, phase:…, state:…, area:… or mark:…',
  );

/** A limit for tickets with these facts; the first that holds is taken. */
const limitSchema = z.strictObject({
  when: when.optional(),
  ...duration.shape,
  /** `natural`, `default`, or the name of one of `calendars`; absent: the clock's own. */
  calendar: code.optional(),
});

/** A clock on every ticket that `when` fits: MAS-56..58, ALI-21..26, EXS-15, EXS-71. Clocks are independent of one another. */
export const clockSchema = z.strictObject({
  name: code,
  label,
  when: when.optional(),
  start: trigger,
  stop: z.array(trigger).min(1),
  calendar: code.default('natural'),
  /** Starts at the next opening of this calendar, then runs on its own (MAS-15, AMB-46). */
  startsIn: z.array(z.strictObject({ when: when.optional(), calendar: code })).default([]),
  /** May be empty with `legal` only: the clock does not run then. */
  limits: z.array(limitSchema),
  /** A limit of the house for itself: warned and counted, and no part of the due date that the requester is told. */
  internal: z.boolean().optional(),
  /** AMB-45: a term of the law; the customer's lawyers give it. */
  legal: z.boolean().optional(),
  /** `temporary`: due when the temporary solution ends, also after the closing (MAS-141). `agreed`: due at the date agreed with the requester; the limits hold until there is one (ALI-27). */
  dueBy: z.enum(['limits', 'agreed', 'temporary']).default('limits'),
  /** Triggers of states in which it stands still (AMB-16). */
  pause: z.array(trigger).default([]),
  /** `endOfDay`: due at the end of the last day, in the organisation's zone. */
  ends: z.enum(['sameTime', 'endOfDay']).default('sameTime'),
  /** Never later than the limit of this other clock (AMB-27). */
  notAfter: code.nullable().default(null),
  /** Warns this long before the limit, on the same calendar; null: no warning. */
  warnBefore: duration.nullable().default(null),
  /** Roles told of a warning and of a breach. */
  notify: z.strictObject({ warning: z.array(code).default([]), breach: z.array(code).default([]) }).default({
    warning: [],
    breach: [],
  }),
});
