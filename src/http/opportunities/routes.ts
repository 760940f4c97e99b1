import { z } from 'zod';
import {
  type OpportunityDesk,
  opportunityCategories,
  type RecordedOpportunity,
} from '../../contracts/opportunities.ts';
import { organisationOf, servicesOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import { conversationParams, keyField } from '../conversations/schema.ts';
import { visibleConversation } from '../conversations/visible-conversation.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const category = z.enum(opportunityCategories);
const line = z.string().max(500);
/** One opportunity. */
export const opportunityBody = z.object({
  id: z.string(),
  folio: z.string(),
  category,
  module: z.string().nullable(),
  description: z.string(),
  customer: z.object({ name: z.string(), organisation: z.string().nullable(), contact: z.string().nullable() }),
  conversationId: z.string(),
  roles: z.array(z.object({ code: z.string(), label: z.string() })),
  recordedAt: instantField,
});
/** A page of them. */
export const opportunitiesBody = z.object({ items: z.array(opportunityBody), next: z.string().nullable() });
/** Those of one conversation, and who would get another; nobody: the organisation sells nothing by this way. */
export const ofConversationBody = z.object({
  items: z.array(opportunityBody),
  roles: z.array(z.object({ code: z.string(), label: z.string() })),
});
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
  return opportunities ? [listRoute(deps, opportunities), ...conversationRoutes(deps, opportunities)] : [];
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
      return { items: items.map((one) => present(deps, organisation, one)), next: next === null ? null : String(next) };
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

function present(deps: HttpDeps, organisation: string, one: RecordedOpportunity): z.input<typeof opportunityBody> {
  const { id, folio, category: kind, module, description, customer, conversationId, roles, recordedAt } = one;
  return {
    ...{ id, folio, category: kind, module, description, customer: { ...customer }, conversationId },
    ...{ roles: labelled(deps, organisation, roles), recordedAt: recordedAt.toISOString() },
  };
}

function labelled(deps: HttpDeps, organisation: string, codes: readonly string[]) {
  const names = new Map(servicesOf(deps, organisation).policy.roles.map(({ code, label }) => [code, label]));
  return codes.map((code) => ({ code, label: names.get(code) ?? code }));
}
