import { z } from 'zod';
import { code, fact, label } from './words.ts';

/** The entry of the web channel: its services, its catalogue and what a requester may do beside raising a ticket (MAS-28, MAS-138, MAS-146). */
export const portalSchema = z.strictObject({
  /** Heading of the entry page, e.g. the name of the service for customers. */
  heading: label,
  /** Prompt above the search. */
  search: label,
  /** The one card that raises a ticket. */
  raise: z.strictObject({ title: label, text: label }),
  /** MAS-138: the catalogue. Each template belongs to a category, says what it is for and fills the form. */
  categories: z.array(z.strictObject({ code, label })).default([]),
  templates: z
    .array(
      z.strictObject({
        code,
        category: code,
        title: label,
        text: label,
        /** First lines of the description, for the person to complete; null: none. */
        description: label.nullable().default(null),
        /** Answers to the diagnosis that it gives by itself, e.g. `{ recordKind: incidente }`. */
        answers: z.record(fact, z.string().min(1)).default({}),
      }),
    )
    .default([]),
  /** MAS-28: guides and manuals to download. */
  guides: z.array(z.strictObject({ title: label, url: z.string().url() })).default([]),
  /** MAS-28: how to reach the desk, line by line. */
  contact: z.array(z.strictObject({ label, value: label })).default([]),
  /** MAS-28: template with which a report of tickets is asked for; null: none. */
  reportTemplate: code.nullable().default(null),
});
