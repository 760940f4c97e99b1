import { z } from 'zod';
import { opportunityCategories } from '../../contracts/opportunities.ts';
import { instantField } from '../routing/fields.ts';

const named = z.object({ code: z.string(), label: z.string() });
/** What a demo may be, as the policy says. */
export const demoTermsBody = z.object({ maxMinutes: z.number().int(), audiences: z.array(named) });
/** A demo; `rules`: the attendance rules that hold for so many people (EXS-58). */
export const demoBody = z.object({
  state: z.enum(['requested', 'confirmed']),
  audience: named,
  attendees: z.number().int(),
  minutes: z.number().int(),
  rules: z.array(z.object({ code: z.string(), label: z.string(), isMet: z.boolean() })),
  plannedAt: instantField,
  confirmedAt: instantField.nullable(),
});

/** One opportunity. */
export const opportunityBody = z.object({
  id: z.string(),
  folio: z.string(),
  category: z.enum(opportunityCategories),
  module: z.string().nullable(),
  description: z.string(),
  customer: z.object({ name: z.string(), organisation: z.string().nullable(), contact: z.string().nullable() }),
  conversationId: z.string(),
  roles: z.array(named),
  recordedAt: instantField,
  /** Null: no demo was asked for (EXS-56). */
  demo: demoBody.nullable(),
  demoVersion: z.number().int(),
});
/** A page of them. */
export const opportunitiesBody = z.object({
  items: z.array(opportunityBody),
  next: z.string().nullable(),
  /** What a demo may be; null: none are planned. */
  demos: demoTermsBody.nullable(),
});
/** Those of one conversation, and who would get another; nobody: the organisation sells nothing by this way. */
export const ofConversationBody = z.object({
  items: z.array(opportunityBody),
  roles: z.array(named),
  demos: demoTermsBody.nullable(),
});
