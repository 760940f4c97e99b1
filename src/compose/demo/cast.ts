import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';

const text = z.string().min(1);
const texts = z.array(text).min(1);
const pattern = text.transform((source) => new RegExp(source, 'i'));

/** Who and what a demonstration is made of: `policies/demo/CODE.yaml`, data of one organisation. */
const castSchema = z.strictObject({
  agents: z
    .array(
      z.strictObject({
        id: text,
        name: text,
        roles: z.array(z.enum(['agent', 'lead', 'admin'])).min(1),
        /** Share of the working days on which an entry is written, 0..1. */
        diligence: z.number().min(0).max(1),
      }),
    )
    .min(1),
  people: z.strictObject({ given: texts, family: texts, companies: texts }),
  /** Weights by channel. */
  channels: z.record(text, z.number().positive()),
  greetings: texts,
  answers: z.array(z.strictObject({ asked: pattern, says: text })),
  cases: z
    .array(
      z.strictObject({
        wants: z.enum(['link', 'agent', 'ticket', 'opportunity', 'nothing']),
        weight: z.number().positive(),
        says: text,
      }),
    )
    .min(1),
  agentLines: z.array(texts).min(1),
  customerLines: texts,
  ticketNotes: texts,
  cannedReplies: z.array(z.strictObject({ title: text, text })),
  entries: z.strictObject({
    topics: texts,
    modules: z.record(text, text),
    url: z.url(),
    title: text,
    summary: text,
    examples: texts,
  }),
});

/** The cast of a demonstration. */
export type Cast = z.output<typeof castSchema>;
/** One of its cases. */
export type DemoCase = Cast['cases'][number];

/** Reads a cast. Throws DEMO_UNKNOWN when the organisation has none; a faulty file is a defect and throws a ZodError. */
export function readCast(file: string, organisation: string): Cast {
  if (!existsSync(file)) throw new AppError('DEMO_UNKNOWN', { organisation });
  return castSchema.parse(parse(readFileSync(file, 'utf8')));
}

/** Fills the blanks `{{name}}` of a line; a blank that nobody knows stays, so that it is seen. */
export function fillBlanks(line: string, values: Readonly<Record<string, string>>): string {
  return line.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
}
