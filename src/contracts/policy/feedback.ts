import { z } from 'zod';

/** What is learned from "did it solve it?" and from agents' corrections. */
export const feedbackSchema = z.strictObject({
  /** So many people whom one entry solved the same question make it an example without anybody's approval. Null: a person decides. */
  approveFromPeople: z.number().int().min(2).nullable().default(null),
  /** So many people who say no to an entry for the same question: it is not sent for it any more, only asked about. */
  doubtFromPeople: z.number().int().min(1).default(2),
});
