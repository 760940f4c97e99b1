import { z } from 'zod';

const sentence = z.string().min(1);

/** A labelled example of an organisation's list (ALI-12): what it reads as, and how people put it. */
export const scenarioSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'use letters, digits, - and _'),
  /** As the organisation's own list words it. */
  text: sentence,
  /** The same as people say it. */
  said: z.array(sentence).default([]),
  area: z.string().optional(),
  /** Name of one of the area's sub-areas (ALI-62). */
  subarea: z.string().optional(),
  needs: z.enum(['ticket', 'consulta']).optional(),
  line: z.string().optional(),
  recordKind: z.string().optional(),
  type: z.string().optional(),
  /** What the desk must mind: `approval` (ALI-15), `thirdParty` (ALI-16). */
  flags: z.array(z.string()).default([]),
});

/** `policies/scenarios/<name>.yaml`. */
export const scenariosSchema = z.strictObject({
  scenarios: z
    .array(scenarioSchema)
    .min(1)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'an id is there twice'),
});

/** A labelled example, as validated. */
export type Scenario = z.infer<typeof scenarioSchema>;

/** Fields of a diagnosis that a scenario can label. */
export const scenarioFields = ['area', 'needs', 'line', 'recordKind', 'type'] as const;
