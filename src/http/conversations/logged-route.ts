import { z } from 'zod';
import { loggedOutcomes } from '../../contracts/logged-conversations.ts';
import { organisationOf } from '../auth/organisation.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField, typedText } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'write a code of the policy, see /api/policy');
const said = (max: number) => typedText(max).refine((text) => text.trim() !== '', 'is empty');

/** A conversation by phone or in person, written down. */
export const loggedBody = z.strictObject({
  key: z.string().min(8).max(100).describe('Idempotency key: the same again finds the same conversation'),
  channel: code,
  contact: z.union([
    z.strictObject({ id: idField }),
    z.strictObject({
      name: said(200),
      phone: typedText(40).nullable().default(null),
      email: z.email().max(200).nullable().default(null),
    }),
  ]),
  at: instantField.describe('When it began'),
  minutes: z.number().int().min(1).max(600),
  asked: said(8_000),
  answered: typedText(8_000).default(''),
  outcome: z.enum(loggedOutcomes).describe('`escalated`: a ticket for another area'),
  area: code.nullable().default(null),
  remoteTool: typedText(60).nullable().default(null),
});
/** What was made of it. */
export const loggedResult = z.object({ id: z.string(), contactId: z.string(), folio: z.string().nullable() });

/** Conversations that no channel carried. */
export function loggedRoutes(deps: HttpDeps): Route[] {
  const { loggedConversations: logged } = deps;
  if (logged === undefined) return [];
  return [
    route(
      {
        method: 'post',
        path: '/api/conversations/logged',
        access: 'conversations.act',
        summary: 'Write down a conversation by phone or in person; the same key again finds it',
        body: loggedBody,
        response: loggedResult,
      },
      async ({ body: { key, at, ...draft }, principal }) => {
        const about = { organisation: organisationOf(deps, principal), agent: actorOf(principal) };
        const { id, contactId, folio } = await logged.log(key, { ...draft, at: new Date(at) }, about);
        return { id, contactId, folio };
      },
    ),
  ];
}
