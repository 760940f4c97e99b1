import { z } from 'zod';
import type { Clock } from '../contracts/clock.ts';
import type { OutsideAnswer, OutsideChange, OutsideTickets } from '../contracts/outside-tickets.ts';
import type { WebhookEndpointDoc } from '../storage/models/webhooks.ts';
import { payloadOf } from './payload.ts';
import { type Post, type PostAnswer, PostFailure } from './post.ts';
import { signedHeaders, validSecrets } from './signing.ts';

/** What a receiver may answer: its own number of the ticket. */
const answerSchema = z.object({ reference: z.string().trim().min(1).max(120) });

/** What signed calls need. */
export interface SignedCallDeps {
  readonly post: Post;
  readonly key: Buffer;
  readonly clock: Clock;
}

/**
 * The outside system that is called by signed webhooks: it is told of everything in one way, and comes back by our API. It
 * cannot be asked.
 */
export function createSignedCalls(endpoint: WebhookEndpointDoc, deps: SignedCallDeps): OutsideTickets {
  const tell = (change: OutsideChange) =>
    callSigned(endpoint, deps, { id: change.id, body: JSON.stringify(payloadOf(change)) });
  return { create: tell, update: tell, comment: tell, fetch: async () => null };
}

/** Signs and sends one body. Never rejects. */
export async function callSigned(
  endpoint: WebhookEndpointDoc,
  { post, key, clock }: SignedCallDeps,
  { id, body }: { id: string; body: string },
): Promise<OutsideAnswer> {
  const now = clock.now();
  const headers = signedHeaders(validSecrets(key, endpoint, now), { id, at: now, body });
  try {
    return readAnswer(await post(endpoint.url, headers, body));
  } catch (error) {
    const problem = error instanceof PostFailure ? error.problem : 'failed';
    return { kind: 'later', status: null, problem, retryAfter: null };
  }
}

/** Any 2xx is a yes, 410 is a goodbye, everything else may pass. */
export function readAnswer({ status, retryAfter, body }: PostAnswer): OutsideAnswer {
  if (status >= 200 && status < 300) return { kind: 'taken', status, reference: referenceIn(body) };
  if (status === 410) return { kind: 'gone', status };
  return { kind: 'later', status, problem: status >= 300 && status < 400 ? 'redirect' : 'status', retryAfter };
}

function referenceIn(body: string): string | null {
  if (body === '') return null;
  try {
    return answerSchema.safeParse(JSON.parse(body)).data?.reference ?? null;
  } catch {
    return null;
  }
}
