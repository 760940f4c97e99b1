import { z } from 'zod';
import { type OpportunityDesk, opportunityCategories } from '../../contracts/opportunities.ts';
import { organisationOf, servicesOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import { conversationParams, keyField } from '../conversations/schema.ts';
import { visibleConversation } from '../conversations/visible-conversation.ts';
import type { HttpDeps } from '../deps.ts';
import { idField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { demoRoutes } from './demos.ts';
import { labelled, present, termsOf } from './presenter.ts';
import { ofConversationBody, opportunitiesBody, opportunityBody } from './schema.ts';

const category = z.enum(opportunityCategories);
const line = z.string().max(500);
const markBody = z.strictObject({
  id: keyField,
  category,
  module: line.nullable().default(null),
  description: z.string().max(4_000).describe('What the customer wishes; redacted before it is kept'),
  customer: z.strictObject({
    name: line,
    organisation: line.nullable().default(null),
    contact: line.nullable().default(null).describe('How sales reaches them'),
  }),
});
const listQuery = z.strictObject({
  role: idField.optional().describe('Only those that went to this post'),
  after: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** Sales opportunities (EXS-25, EXS-61..EXS-65): marked in a conversation, seen by whoever sells. */
export function opportunityRoutes(deps: HttpDeps): Route[] {
  const { opportunities } = deps;
  if (!opportunities) return [];
  return [
    listRoute(deps, opportunities),
    ...conversationRoutes(deps, opportunities),
    ...demoRoutes(deps, opportunities),
  ];
}

function listRoute(deps: HttpDeps, opportunities: OpportunityDesk): Route {
  return route(
    {
      method: 'get',
      path: '/api/opportunities',
      access: 'opportunities.read',
      summary: 'Sales opportunities, newest first',
      query: listQuery,
      response: opportunitiesBody,
    },
    async ({ query: { role, after, limit }, principal }) => {
      const organisation = organisationOf(deps, principal);
      const page = { limit, ...(role !== undefined && { role }), ...(after !== undefined && { after }) };
      const { items, next } = await opportunities.list(organisation, page);
      return {
        items: items.map((one) => present(deps, organisation, one)),
        next: next === null ? null : String(next),
        demos: termsOf(deps, organisation),
      };
    },
  );
}

function conversationRoutes(deps: HttpDeps, opportunities: OpportunityDesk): Route[] {
  const path = '/api/conversations/:id/opportunities';
  return [
    route(
      {
        ...{ method: 'get', path, access: 'conversations.read', params: conversationParams },
        summary: 'The opportunities of a conversation, and which posts would get another',
        response: ofConversationBody,
      },
      async ({ params, principal }) => {
        const { organisation } = await visibleConversation(deps, principal, params.id);
        const items = await opportunities.ofConversation(organisation, params.id);
        const { salesRoles } = servicesOf(deps, organisation).policy;
        return {
          items: items.map((one) => present(deps, organisation, one)),
          roles: labelled(deps, organisation, salesRoles),
          demos: termsOf(deps, organisation),
        };
      },
    ),
    route(
      {
        ...{ method: 'post', path, access: 'conversations.act', params: conversationParams, body: markBody },
        summary: 'Mark a sales opportunity; the same id again records nothing twice (EXS-25)',
        response: opportunityBody,
      },
      async ({ params, body: { id: key, ...given }, principal }) => {
        const { organisation, contact } = await visibleConversation(deps, principal, params.id);
        const { card } = await deps.conversations.get(params.id);
        const isSuspected = (card?.diagnosis.opportunity ?? null) !== null;
        const about = { organisation, conversationId: params.id, contactId: contact.id, isSuspected };
        const marked = await opportunities.mark({ key, ...given }, about, auditActorOf(principal));
        return present(deps, organisation, marked);
      },
    ),
  ];
}
