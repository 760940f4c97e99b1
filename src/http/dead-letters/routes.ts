import { z } from 'zod';
import type { AuditRecord } from '../../contracts/audit.ts';
import type { DeadLetter } from '../../contracts/conversation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const deadLetterBody = z.object({
  id: z.string(),
  conversationId: z.string(),
  channel: z.string(),
  text: z.string(),
  attempts: z.number(),
  failedAt: instantField,
  code: z.string().describe('Code of the last error'),
});

/** Replies that gave up (P3): seen, and sent again. */
export function deadLetterRoutes({ deadLetters, audit, clock, policy }: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/dead-letters',
        access: 'deadLetters.read',
        summary: 'Replies that could not be delivered',
        query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: z.object({ items: z.array(deadLetterBody) }),
      },
      async ({ query }) => ({ items: (await deadLetters.list(query.limit)).map(presentDeadLetter) }),
    ),
    route(
      {
        method: 'post',
        path: '/api/dead-letters/:id/replay',
        access: 'deadLetters.replay',
        summary: 'Send a reply again, under the same id',
        params: z.strictObject({ id: idField }),
        response: null,
      },
      async ({ params, principal }) => {
        const deed: AuditRecord = {
          organisation: principal.organisation ?? policy.organisation.code,
          at: clock.now(),
          actor: auditActorOf(principal),
          action: 'deadLetter.replay',
          subject: { kind: 'deadLetter', id: params.id },
        };
        await deadLetters.replay(params.id, () => audit.record(deed));
      },
    ),
  ];
}

function presentDeadLetter(letter: DeadLetter): z.input<typeof deadLetterBody> {
  const { id, conversationId, channel, text, attempts, code } = letter;
  return { id, conversationId, channel, text, attempts, code, failedAt: letter.failedAt.toISOString() };
}
