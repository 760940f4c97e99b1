import { z } from 'zod';
import { doer, fact, label } from './words.ts';

const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'use letters, digits and _');
const values = z.array(z.strictObject({ code, label })).min(1);

/** How a ticket gets its priority (MAS-36..55, ALI-22..26). Corrected only with a reason, by `correctBy` (AMB-19). */
export const prioritySchema = z
  .discriminatedUnion('strategy', [
    z.strictObject({ strategy: z.literal('none') }),
    z.strictObject({
      strategy: z.literal('matrix'),
      values,
      /** Fact of the rows and of the columns, e.g. urgency and impact. */
      rows: fact,
      columns: fact,
      /** Row value → column value → priority code. */
      cells: z.record(z.string(), z.record(z.string(), code)),
      correctBy: z.array(doer).default(['agent', 'lead', 'admin']),
    }),
    z.strictObject({
      strategy: z.literal('singleQuestion'),
      values,
      /** Fact that decides, and the priority of each of its values. */
      field: fact,
      map: z.record(z.string(), code),
      /** When the fact is not known. Null: the ticket has no priority until somebody sets it. */
      otherwise: code.nullable().default(null),
      correctBy: z.array(doer).default(['agent', 'lead', 'admin']),
    }),
  ])
  .default({ strategy: 'none' });
