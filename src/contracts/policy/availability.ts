import { z } from 'zod';
import { code, fact, label } from './words.ts';

/** Availability of what the organisation serves: notices of maintenance, reports of outages and their log (MAS-82, MAS-83, MAS-85, MAS-110). */
export const availabilitySchema = z.strictObject({
  /** MAS-110, AMB-14: natural days before a planned maintenance at which customers are told at the latest. */
  noticeDays: z.number().int().nonnegative().max(90).default(5),
  /** What may be out of service; empty: it is written in words. */
  services: z.array(z.strictObject({ code, label })).default([]),
  /**
   * MAS-85: environments of a service. A loss of one is a relevant incident where it is productive, or where the customer's
   * contract commits to it: `committedFact` is the fact of the contract that must be `yes`.
   */
  environments: z
    .array(
      z.strictObject({ value: code, label, productive: z.boolean(), committedFact: fact.nullable().default(null) }),
    )
    .default([]),
  /** MAS-82: what counts as a report of unavailability; each goes straight to the desk. */
  reports: z
    .array(
      z.strictObject({
        value: code,
        label,
        /** Words in this order, few others between them, without accents: `sistema caido`. */
        words: z.array(label).min(1),
        /** Words that make it something else: a password that was forgotten is no outage. */
        unless: z.array(label).default([]),
      }),
    )
    .default([]),
  /** What is assumed of such a report until the person or the desk says otherwise, e.g. `{ urgency: critica }`. */
  reportFacts: z.record(fact, z.string().min(1)).default({}),
  /** Fact that is set to `yes` where the report is in scope (MAS-85); protocols and clocks ask about it. */
  relevantFact: fact.default('relevant'),
  /** Mark of a ticket's protocol that ends the event in the log (MAS-83); null: somebody writes it down. */
  restoredMark: code.nullable().default(null),
});
