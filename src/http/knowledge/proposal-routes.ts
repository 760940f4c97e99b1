import { z } from 'zod';
import { type ExampleProposal, proposalStates } from '../../contracts/example-proposals.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import type { Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { instantField, pageFields } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { doer } from './entry-routes.ts';
import { entryParams } from './entry-schema.ts';

/** A proposal as the API gives it. */
export const proposalBody = z.object({
  id: z.string(),
  entryId: z.string(),
  text: z.string(),
  state: z.enum(proposalStates),
  prompt: z.string(),
  model: z.string(),
  proposedBy: z.string(),
  proposedAt: instantField,
  decidedBy: z.string().nullable(),
  decidedAt: instantField.nullable(),
});

const list = z.object({ items: z.array(proposalBody) });
const base = '/api/knowledge/entries/:id/proposals';

/** Example questions that a language model, or what people said, proposes; a person makes examples of them, or not. */
export function proposalRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'proposals')) return [];
  const proposalsOf = (principal: Principal) => serviceFor(deps, principal, 'proposals');
  return [
    route(
      {
        ...{ method: 'get', path: '/api/knowledge/proposals', access: 'knowledge.read', response: list },
        summary: 'Example questions of all entries that wait for a decision, oldest first',
        query: z.strictObject({ limit: pageFields.limit }),
      },
      async ({ query, principal }) => {
        return { items: (await proposalsOf(principal).pending(query.limit)).map(presentProposal) };
      },
    ),
    route(
      {
        ...{ method: 'get', path: base, access: 'knowledge.read', summary: 'Example questions proposed for an entry' },
        ...{ params: entryParams, query: z.strictObject({ state: z.enum(proposalStates).optional() }), response: list },
      },
      async ({ params, query, principal }) => {
        return { items: (await proposalsOf(principal).list(params.id, query.state)).map(presentProposal) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: base, access: 'knowledge.write', params: entryParams, response: list },
        summary: 'Have the language model propose example questions',
      },
      async ({ params, principal }) => {
        return { items: (await proposalsOf(principal).propose(params.id, doer(principal))).map(presentProposal) };
      },
    ),
    route(
      {
        ...{
          method: 'post',
          path: '/api/knowledge/proposals/:id',
          access: 'knowledge.publish',
          response: proposalBody,
        },
        summary: 'Approve a proposal, which makes it an example of its entry, or reject it',
        params: z.strictObject({ id: z.string().min(1).max(100) }),
        body: z.strictObject({ approve: z.boolean() }),
      },
      async ({ params, body, principal }) => {
        return presentProposal(await proposalsOf(principal).decide(params.id, body.approve, doer(principal)));
      },
    ),
  ];
}

/** Instants as text. */
export function presentProposal(proposal: ExampleProposal): z.input<typeof proposalBody> {
  const { proposedAt, decidedAt } = proposal;
  return { ...proposal, proposedAt: proposedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
}
