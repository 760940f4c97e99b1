import { z } from 'zod';

const days = z.number().int().min(1).max(36_500).nullable().default(null);

/** What a person may ask for: the ARCO rights of Mexico's LFPDPPP, and the two ways of Colombia's Ley 1581. */
export const privacyRequestKinds = [
  'access',
  'rectification',
  'cancellation',
  'opposition',
  'consulta',
  'reclamo',
] as const;

/** One of them. */
export type PrivacyRequestKind = (typeof privacyRequestKinds)[number];

/** The privacy notice, how long texts are kept, and in how many business days a request is answered. */
export const privacySchema = z.strictObject({
  /** Shown at the first contact, once per version. Null: nothing is shown. */
  notice: z
    .strictObject({
      /** A new version is shown again to everybody. */
      version: z.string().min(1).max(40),
      /** One short line, in the organisation's language. */
      text: z.string().min(1).max(300),
      /** The full notice. Its host is the organisation's own choice. */
      url: z.url({ protocol: /^https$/ }),
      /** `implicit`: the notice is shown, and going on is consent. `explicit`: a yes is asked for before anything else. */
      consent: z.enum(['implicit', 'explicit']),
    })
    .nullable()
    .default(null),
  /** Whether each look into other people's chats by the search is a record in the audit trail. */
  auditSearches: z.boolean().default(false),
  /** Days after which it goes; null = it stays. Open conversations, open tickets and held people are never touched. */
  retention: z
    .strictObject({
      messages: days,
      attachments: days,
      closedConversations: days,
      inactiveContacts: days,
      unansweredQuestions: days,
      /** Words of reviews, held answers, survey comments and verification calls; scores and marks stay. */
      quality: days,
      /** Local time of the daily run. */
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the time as HH:MM')
        .default('03:00'),
    })
    .prefault({}),
  /** Requests that people may make, each with its term. The first of its sort is the one that a command registers. */
  requests: z
    .array(
      z.strictObject({
        kind: z.enum(privacyRequestKinds),
        /** Days of the organisation's calendar. */
        businessDays: z.number().int().positive(),
      }),
    )
    .default([
      { kind: 'access', businessDays: 20 },
      { kind: 'rectification', businessDays: 20 },
      { kind: 'cancellation', businessDays: 20 },
      { kind: 'opposition', businessDays: 20 },
    ]),
});

/** The privacy part of a policy. */
export type PrivacyPolicy = z.infer<typeof privacySchema>;
