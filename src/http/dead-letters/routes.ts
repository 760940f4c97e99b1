import { z } from 'zod';
import type { DeadLetter } from '../../contracts/conversation.ts';
import { AppError } from '../../errors/app-error.ts';
import { auditActorOf, seesOrganisation } from '../auth/principal.ts';
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
export function deadLetterRoutes(deps: HttpDeps): Route[] {
  const { deadLetters, audit, clock } = deps;
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
      async ({ query, principal }) => {
        const letters = await deadLetters.list(query.limit, principal.organisation ?? undefined);
        return { items: letters.map(presentDeadLetter) };
      },
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
        await deadLetters.replay(params.id, async ({ organisation }) => {
          // A letter of another organisation is none here.
          if (!seesOrganisation(principal, organisation)) throw new AppError('DEAD_LETTER_NOT_FOUND');
          await audit.record({
            organisation,
            at: clock.now(),
            actor: auditActorOf(principal),
            action: 'deadLetter.replay',
            subject: { kind: 'deadLetter', id: params.id },
          });
        });
      },
    ),
  ];
}

function presentDeadLetter(letter: DeadLetter): z.input<typeof deadLetterBody> {
  const { id, conversationId, channel, text, attempts, code } = letter;
  return { id, conversationId, channel, text, attempts, code, failedAt: letter.failedAt.toISOString() };
}
