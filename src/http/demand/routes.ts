import type { z } from 'zod';
import type { DemandCluster, DemandPort } from '../../contracts/demand.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import type { Principal } from '../auth/principal.ts';
import { visibleConversation } from '../conversations/visible-conversation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './schema.ts';

const base = '/api/knowledge/demand';

/** Unmet demand (EXS-42): what people asked in vain, and the way from there to an entry. */
export function demandRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'demand')) return [];
  const demandOf: DemandOf = (principal) => serviceFor(deps, principal, 'demand');
  return [
    ...clusterRoutes(demandOf),
    ...draftRoutes(deps, demandOf),
    ...entryRoutes(demandOf),
    correctionRoute(deps, demandOf),
  ];
}

type DemandOf = (principal: Principal) => DemandPort;

function clusterRoutes(demandOf: DemandOf): Route[] {
  return [
    route(
      {
        method: 'get',
        path: base,
        access: 'knowledge.read',
        summary: 'Badly served questions, clustered, by people and agent time',
        query: schema.demandQuery,
        response: schema.clustersBody,
      },
      async ({ query: { days, limit, state }, principal }) => {
        const found = await demandOf(principal).clusters({ days, limit, ...(state === undefined ? {} : { state }) });
        return { items: found.map(presentCluster) };
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/:id/dismiss`,
        access: 'knowledge.write',
        summary: 'Say that a cluster needs no entry',
        params: schema.clusterParams,
        response: null,
      },
      async ({ params, principal }) => demandOf(principal).dismiss(params.id),
    ),
  ];
}

function draftRoutes(deps: HttpDeps, demandOf: DemandOf): Route[] {
  return [
    route(
      {
        method: 'post',
        path: `${base}/:id/draft`,
        access: 'knowledge.write',
        summary: 'Draft an entry from a cluster, with its example questions',
        params: schema.clusterParams,
        body: schema.draftOfCluster,
        response: schema.draftBody,
      },
      async ({ params, body, principal }) =>
        presentDraft(await demandOf(principal).draft({ clusterId: params.id }, wantedOf(body), writerOf(principal))),
    ),
    route(
      {
        method: 'post',
        path: `${base}/drafts`,
        access: 'knowledge.write',
        summary: 'Draft an entry from the last question of a conversation',
        body: schema.draftOfConversation,
        response: schema.draftBody,
      },
      async ({ body: { conversationId, ...entry }, principal }) => {
        await visibleConversation(deps, principal, conversationId);
        return presentDraft(await demandOf(principal).draft({ conversationId }, wantedOf(entry), writerOf(principal)));
      },
    ),
  ];
}

function entryRoutes(demandOf: DemandOf): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/knowledge/entries/:id/replay',
        access: 'knowledge.read',
        summary: 'What the last questions would have got with this entry, and what without',
        params: schema.entryParams,
        query: schema.replayQuery,
        response: schema.replayBody,
      },
      async ({ params, query, principal }) => {
        const replay = await demandOf(principal).replay(params.id, query.questions);
        return { ...replay, changes: [...replay.changes] };
      },
    ),
    route(
      {
        method: 'get',
        path: '/api/knowledge/entries/:id/effect',
        access: 'knowledge.read',
        summary: 'How often an entry was asked for, sent, solved it, or was followed by an agent, by week',
        params: schema.entryParams,
        query: schema.effectQuery,
        response: schema.effectBody,
      },
      async ({ params, query, principal }) => ({
        weeks: [...(await demandOf(principal).effect(params.id, query.weeks))],
      }),
    ),
  ];
}

function correctionRoute(deps: HttpDeps, demandOf: DemandOf): Route {
  return route(
    {
      method: 'post',
      path: `${base}/corrections`,
      access: 'knowledge.write',
      summary: 'Say which entry should have answered the last question of a conversation',
      body: schema.correctionBody,
      response: null,
    },
    async ({ body: { conversationId, entryId }, principal }) => {
      await visibleConversation(deps, principal, conversationId);
      await demandOf(principal).correct(conversationId, entryId);
    },
  );
}

/** A cluster as JSON. */
export function presentCluster(cluster: DemandCluster): z.input<typeof schema.clusterBody> {
  const { firstAt, lastAt, examples, ...rest } = cluster;
  return { ...rest, examples: [...examples], firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() };
}

function presentDraft({ entryId, examples }: Awaited<ReturnType<DemandPort['draft']>>) {
  return { entryId, examples: [...examples] };
}

function wantedOf({ title, audience, type, module }: z.output<typeof schema.draftOfCluster>) {
  return { audience, type, ...(title === undefined ? {} : { title }), ...(module === undefined ? {} : { module }) };
}

function writerOf({ id, kind }: Principal): Parameters<DemandPort['draft']>[2] {
  return { agentId: id, how: kind === 'operator' ? 'api' : 'console' };
}
