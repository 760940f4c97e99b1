import { z } from 'zod';
import { systemField } from './webhook-schema.ts';

/** Which tickets are exported. */
export const exportQuery = z.strictObject({
  state: z.string().max(64).optional(),
  area: z.string().max(64).optional(),
  open: z.stringbool().optional().describe('Only tickets that are not over, or only those that are'),
});
/** Where the lines come from, and whether they are only looked at. */
export const importQuery = z.strictObject({
  source: systemField,
  dryRun: z.stringbool().default(false).describe('Change nothing, say what would become of each line'),
});
/** What an import did, or would do. */
export const importReport = z.object({
  dryRun: z.boolean(),
  counts: z.object({ create: z.number().int(), same: z.number().int(), refused: z.number().int() }),
  problems: z
    .array(z.object({ line: z.number().int(), column: z.string().nullable(), problem: z.string() }))
    .describe('The first thousand'),
  moreProblems: z.number().int(),
  ignoredColumns: z.array(z.string()),
});
