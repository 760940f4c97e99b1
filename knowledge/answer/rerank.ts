import { z } from 'zod';
import type { AdviceRequest } from '../../src/contracts/advice.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import type { Model } from './model.ts';
import { type CandidateLabel, dataBlock } from './prompts/prompt.ts';
import { rerankPrompt } from './prompts/rerank.ts';

/** A published entry as a model may see it. */
export interface Candidate {
  readonly id: string;
  readonly title: Redacted;
  readonly summary: Redacted;
}

/** What was said, as every prompt gets it. */
export type Said = Pick<AdviceRequest, 'text' | 'topic' | 'recent'>;

const MAX_CHOSEN = 3;
const MAX_TOKENS = 60;
const answer = z.object({ entries: z.array(z.string()).max(50) });

/**
 * The ids of the candidates that answer, best first; empty = none of them. Labels that were not given out count as no
 * answer at all, so that a model that was talked into something says nothing (P8).
 */
export async function rerank(
  model: Model,
  said: Said,
  candidates: readonly Candidate[],
  timeoutMs: number,
): Promise<string[]> {
  const labelled = new Map(candidates.map((candidate, place) => [labelOf(place), candidate]));
  return model.ask({
    ...{ operation: 'rerank', prompt: rerankPrompt, maxTokens: MAX_TOKENS, timeoutMs },
    user: dataBlock({
      ...saidOf(said),
      candidates: [...labelled].map(([id, { title, summary }]) => ({ id, title, summary })),
    }),
    schema: schemaOf([...labelled.keys()]),
    read(found) {
      const { entries } = answer.parse(found);
      const known = entries.flatMap((label) => labelled.get(label as CandidateLabel)?.id ?? []);
      if (entries.length > 0 && known.length === 0) throw new Error('only foreign ids');
      return [...new Set(known)].slice(0, MAX_CHOSEN);
    },
  });
}

/** Message, topic and what was said before, for a data block. */
export function saidOf({ text, topic, recent }: Said) {
  return { message: text, topic, recent: recent.map((one) => one.text) };
}

function labelOf(place: number): CandidateLabel {
  return `c${place + 1}`;
}

function schemaOf(labels: readonly string[]): Record<string, unknown> {
  return {
    type: 'object',
    properties: { entries: { type: 'array', items: { type: 'string', enum: labels } } },
    required: ['entries'],
    additionalProperties: false,
  };
}
