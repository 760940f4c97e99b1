import { z } from 'zod';
import { cannedVariables } from '../../contracts/canned-replies.ts';
import { idField, typedText } from '../routing/fields.ts';

/** A text that agents send as it is. */
export const cannedBody = z.object({
  id: z.string(),
  kind: z.enum(['policy', 'shared', 'own']),
  title: z.string(),
  text: z.string(),
  uses: z.number(),
  foreignHosts: z.array(z.string()).describe('Hosts of its links that the policy does not allow'),
});
/** All that the caller may use, the most used first, and what a text may name. */
export const cannedListBody = z.object({ items: z.array(cannedBody), variables: z.array(z.enum(cannedVariables)) });
/** One of them in an address. */
export const cannedParams = z.strictObject({ id: idField });
/** What is written. */
export const cannedDraft = z.strictObject({
  shared: z.boolean().default(false),
  title: typedText(120).refine((text) => text.trim() !== '', 'is empty'),
  text: typedText(4_000).refine((text) => text.trim() !== '', 'is empty'),
});
/** For which conversation it is filled. */
export const fillBody = z.strictObject({ conversation: idField });
/** The text with its variables filled. */
export const filledBody = z.object({
  text: z.string(),
  missing: z.array(z.enum(cannedVariables)).describe('Variables that nothing is known for'),
  foreignHosts: z.array(z.string()),
});
