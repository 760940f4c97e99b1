import { z } from 'zod';
import { code, duration, fact, label, when } from './words.ts';

/** How often something comes round. */
const every = z.enum(['day', 'week', 'month', 'quarter', 'halfYear', 'year']);

/** Functions of the organisation's people, and the desk roles that go with each (EXS-78, CON-52, ICE-16). */
export const roleSchema = z.strictObject({
  code,
  label,
  /** What the function may do at the desk; empty: it has no place there and is only told of things. */
  desk: z.array(z.enum(['agent', 'lead', 'admin'])).default([]),
});

/** A dimension by which cases are classified, beside the diagnosis; facts of rules may name it (CON-01, CON-06, CON-51, requirements 2.1). */
export const dimensionSchema = z.strictObject({
  field: fact,
  label,
  /** `rule`: the gateway gives it when the case is opened; `person`: it proposes one, and somebody of the desk confirms it. */
  by: z.enum(['rule', 'person']).default('person'),
  /** Only cases with these facts are classified by it. */
  applies: when.optional(),
  values: z
    .array(
      z.strictObject({
        value: z.string().min(1),
        label,
        /** Facts that give this value. */
        when: when.optional(),
        /** Words of the case that speak for it. */
        words: z.array(z.string().min(2)).default([]),
      }),
    )
    .min(1),
});

/** A figure with its goal (EXS-66..EXS-70). */
export const kpiSchema = z.strictObject({
  name: code,
  label,
  /** What is measured. */
  metric: z.enum([
    'responseTime',
    'resolutionTime',
    'satisfaction',
    'openOver',
    'knowledgeEntries',
    'reviewedShare',
    'clockMet',
    'ticketCount',
    'manual',
  ]),
  /** `clockMet`: which clock; `openOver`: after how many hours. */
  clock: code.nullable().default(null),
  hours: z.number().positive().nullable().default(null),
  /** `openOver`: of the tickets that are open at the end of the period, or of those opened in it. */
  base: z.enum(['open', 'opened']).default('open'),
  /** `responseTime`: what is waited for an answer to. */
  cases: z.enum(['all', 'conversations', 'tickets']).default('all'),
  /** `satisfaction`: which survey; null: all of that kind, and the ratings of tickets. */
  survey: code.nullable().default(null),
  /** Calendar in which times are measured (AMB-04, AMB-05). */
  calendar: z.string().min(1).default('natural'),
  operator: z.enum(['<', '<=', '>=', '>']),
  /** Null: measured without a goal until the customer names one. */
  goal: z.number().nullable(),
  unit: z.enum(['minutes', 'hours', 'days', 'percent', 'count', 'points']),
  per: z.enum(['organisation', 'agent', 'area', 'channel']).default('organisation'),
  every: every.default('month'),
});

/** A survey: when it is asked, of whom, and on which scale (EXS-68, MAS-117, MAS-121, ALI-50, CON-32..CON-37, ICE-09). */
export const surveySchema = z.strictObject({
  name: code,
  label,
  kind: z.enum(['satisfaction', 'nps', 'complaints', 'verification']).default('satisfaction'),
  /** `wrapUp`: at the end of a conversation; `solved`, `closed`: of a ticket; `calendar`: by `every`; `sample`: a question of a study. */
  trigger: z.enum(['wrapUp', 'solved', 'closed', 'calendar', 'sample']),
  every: every.nullable().default(null),
  question: label,
  scale: z.strictObject({ min: z.number().int(), max: z.number().int() }).nullable().default(null),
  /** Only for these cases; the first sampling rule that fits says how many of them. */
  when: when.optional(),
  exclude: when.optional(),
  sampling: z
    .array(
      z.strictObject({
        when: when.optional(),
        share: z.number().min(0).max(1).default(1),
        perMonth: z.number().int().positive().nullable().default(null),
      }),
    )
    .default([]),
  /** How often one tries to reach the person, on different days. */
  attempts: z.number().int().positive().max(10).default(1),
  /** Hours after which an unanswered question is over. */
  expiresAfterHours: z.number().positive().max(8_760).default(72),
  /** Answers up to this score are followed up: they enter the verification queue and these roles are told. Null: none. */
  low: z
    .strictObject({ upTo: z.number().int(), roles: z.array(code).min(1) })
    .nullable()
    .default(null),
  /** Whether a low answer is asked for its reason, once. */
  askWhy: z.boolean().default(true),
  /** `verification`: the state in which a ticket waits for the call, and where it goes when nobody was reached (CON-31, CON-37). */
  verification: z.strictObject({ state: code, closeTo: code, closingCode: code.nullable() }).nullable().default(null),
});

/** A measurement of satisfaction: its method, its sample, its questionnaire, its channels, its readers (CON-44 to CON-48). */
export const studySchema = z.strictObject({
  name: code,
  label,
  /** What is to be known. */
  goal: label,
  /** How, in words: the tool that the team chose. */
  method: label,
  every: every.default('month'),
  /** Cases that are the population: opened in the period, and over. */
  when: when.optional(),
  exclude: when.optional(),
  /** Percent. */
  confidence: z.union([z.literal(90), z.literal(95), z.literal(99)]).default(95),
  margin: z.number().min(1).max(20).default(5),
  /** Where it is asked; what no gateway carries is asked by a pollster. */
  channels: z.array(z.string().min(1)).min(1),
  /** Surveys with `trigger: sample`, in their order. */
  questions: z.array(code).min(1),
  /** Who reads the results, beside the leads. */
  roles: z.array(code).min(1),
});

/** What a review form may show without anybody typing it (ICE-39, ICE-40). */
export const reviewFacts = [
  'folio',
  'receivedAt',
  'identification',
  'answeredAt',
  'within24Hours',
  'timesRegistered',
  'reviewedAt',
  'responsible',
  'request',
  'waitingTime',
  'registered',
] as const;

/**
 * What follows from audits: a report of what was found, passed on for answers, and evaluated (ICE-42..ICE-45). Who writes it may
 * review; who passes it on holds a post of `report`.
 */
export const cycleSchema = z.strictObject({
  name: code,
  label,
  every,
  /** Audits whose cases it is about; empty: every one. */
  audits: z.array(code).default([]),
  /** Marks of five steps up to this one are findings; of yes and no, the no. */
  upTo: z.number().int().min(1).max(4).default(2),
  /** Of `reports`: how it is delivered, and how its copy is. */
  report: code,
  copy: code,
  /** Who answers each finding, and how long they have from the copy on. */
  answers: z.strictObject({ roles: z.array(code).min(1), within: duration }),
  /** Who evaluates findings and answers. */
  evaluates: z.array(code).min(1),
});

/** Quality: what is reviewed before it is sent, what is looked at afterwards, and by which forms (EXS-51, ICE-08, ICE-15, ICE-36..ICE-41). */
export const qaSchema = z.strictObject({
  /** Least share of answers that are reviewed before they are sent; null: none need be. */
  preSendShare: z.number().min(0).max(1).nullable().default(null),
  /** Which answers come to that gate, and how long they may wait there. */
  preSend: z
    .strictObject({
      /** Empty: every channel. */
      channels: z.array(z.string().min(1)).default([]),
      /** Open minutes of the calendar until a reviewer must have decided; then the leads are told. */
      deadlineMinutes: z.number().int().positive().default(240),
      form: code.nullable().default(null),
    })
    .prefault({}),
  /** Conversations and answers drawn for review, per channel. */
  audits: z
    .array(
      z.strictObject({
        name: code,
        label,
        every,
        /** Empty: every channel. */
        channels: z.array(z.string().min(1)).default([]),
        /** Either a share or a number of cases; both null: all of them. */
        share: z.number().min(0).max(1).nullable().default(null),
        count: z.number().int().positive().nullable().default(null),
        form: code.nullable().default(null),
      }),
    )
    .default([]),
  cycles: z.array(cycleSchema).default([]),
  forms: z
    .array(
      z.strictObject({
        code,
        label,
        /** Marks of a criterion: 1 to 5, or yes and no. */
        marks: z.enum(['fiveSteps', 'yesNo']).default('fiveSteps'),
        /** What the gateway fills in by itself (ICE-39, ICE-40). */
        facts: z.array(z.enum(reviewFacts)).default([]),
        criteria: z
          .array(
            z.strictObject({
              code,
              label,
              weight: z.number().nonnegative(),
              /** The lowest mark makes the whole score 0. */
              critical: z.boolean().default(false),
            }),
          )
          .min(1),
      }),
    )
    .default([]),
});

/** Lists that the gateway fills a routine's item with. */
export const routineSources = [
  'lateTickets',
  'areaTickets',
  'ownTickets',
  'unanswered',
  'ownEntries',
  'entriesByAgent',
  'chatsToReview',
  'ownComplexCases',
  'promoLinks',
] as const;

/** Something that a person does again and again; reminded and ticked off (EXS-31..EXS-33, EXS-48..EXS-55, MAS-04). */
export const routineSchema = z.strictObject({
  name: code,
  label,
  every,
  /** Roles that are reminded. */
  roles: z.array(code).min(1),
  /** `person`: everybody with one of the roles has their own; `role`: one for all of them. */
  each: z.enum(['person', 'role']).default('role'),
  /** Part of the day, for those of every day. */
  moment: z.enum(['start', 'during', 'end']).nullable().default(null),
  /** Minutes before its end at which whoever owes it is reminded. */
  remindMinutes: z.number().int().nonnegative().default(60),
  /** What is ticked off. Empty: the routine itself is the only item. */
  items: z
    .array(
      z.strictObject({
        code,
        label,
        /** Filled by the gateway; null: a person checks it. */
        list: z.enum(routineSources).nullable().default(null),
        /** `areaTickets`: whose. */
        area: code.nullable().default(null),
        /** A text, link or file must stand beside the tick. */
        evidence: z.boolean().default(false),
        /** A whole number must stand beside the tick: how many were collected (CON-15). */
        count: z.boolean().default(false),
      }),
    )
    .default([]),
});

/** A report: what it holds, how often, who gets it (EXS-49..EXS-52, MAS-115, MAS-116, ALI-51, ICE-42, ICE-46, ICE-48, ICE-54). */
export const reportSchema = z.strictObject({
  name: code,
  label,
  contents: z.array(label).min(1),
  /** Parts that the product fills. */
  sections: z
    .array(z.enum(['figures', 'agents', 'tickets', 'open', 'overdue', 'knowledge', 'findings']))
    .min(1)
    .default(['figures']),
  /** Only tickets with these facts. */
  when: when.optional(),
  /** Null: on demand. */
  every: every.nullable(),
  /** A lead accepts it, or returns it with remarks, before it is sent (ICE-47). */
  accept: z.boolean().default(false),
  /** Roles, or `requesterCompany`: whom each customer named. */
  to: z.array(z.string().regex(/^[a-z][a-zA-Z0-9_]*$/, 'use the code of a role, or requesterCompany')).min(1),
});

/** Texts and files that people at the desk use as they are (MAS-34, CON-23, ICE-31). */
export const templateSchema = z.strictObject({
  title: label,
  text: label.nullable().default(null),
  url: z.string().url().nullable().default(null),
});

/** The agents' workplace. */
export const deskSchema = z.strictObject({
  /** Tags that are suggested for conversations; others may be typed. */
  tags: z.array(label.max(40)).max(100).default([]),
  /** EXS-03: tools for remote help; which one was used is noted with a conversation that is logged by hand. */
  remoteTools: z.array(label.max(40)).max(10).default([]),
});

/** Links that are offered beside answers (EXS-44..EXS-47). */
export const promoLinkSchema = z.strictObject({
  title: label,
  url: z.string().url(),
  kind: z.enum(['certification', 'course', 'material', 'marketing', 'guide']),
  /** Empty: everybody. */
  userTypes: z.array(z.string().min(1)).default([]),
});
