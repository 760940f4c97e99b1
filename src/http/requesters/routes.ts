import type { z } from 'zod';
import type { RequesterDesk, RequesterDraft, RequesterFilter } from '../../contracts/requester-desk.ts';
import { organisationOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentImport, presentRequester } from './presenter.ts';
import * as schema from './schema.ts';

const base = '/api/requesters';

/** The list of people who may open tickets. Texts are redacted where the list takes them in (P4). */
export function requesterRoutes(deps: HttpDeps): Route[] {
  const { requesterDesk: desk } = deps;
  if (!desk) return [];
  return [
    listRoute(deps, desk),
    lookUpRoute(deps, desk),
    addRoute(deps, desk),
    reviewRoute(deps, desk),
    inviteRoute(deps, desk),
    importRoute(deps, desk),
  ];
}

/** What was typed, without what was left out. */
export function draftOf<T extends object>(body: T): T {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as T;
}

function filterOf(query: z.output<typeof schema.listQuery>, organisation: string): RequesterFilter {
  return { ...draftOf(query), organisation } as RequesterFilter;
}

function listRoute(deps: HttpDeps, desk: RequesterDesk): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'requesters.read',
      summary: 'People who may open tickets, in the order of their ids',
      query: schema.listQuery,
      response: schema.listBody,
    },
    async ({ query, principal }) => {
      const page = await desk.list(filterOf(query, organisationOf(deps, principal)));
      return { items: page.items.map(presentRequester), next: page.next };
    },
  );
}

function lookUpRoute(deps: HttpDeps, desk: RequesterDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/look-up`,
      access: 'requesters.read',
      summary: 'Who has an identification number, recorded; a post, so that no number is in an address (ICE-27)',
      body: schema.lookUpBody,
      response: schema.foundBody,
    },
    async ({ body, principal }) => {
      const organisation = organisationOf(deps, principal);
      const found = await desk.lookUp(organisation, body.identification, auditActorOf(principal));
      return { items: found.map(presentRequester) };
    },
  );
}

function addRoute(deps: HttpDeps, desk: RequesterDesk): Route {
  return route(
    {
      method: 'post',
      path: base,
      access: 'requesters.manage',
      summary: 'Put a person on the list; where a form designates people, an activation mail goes out (ALI-08)',
      body: schema.personBody,
      response: schema.requesterBody,
    },
    async ({ body, principal }) => {
      const draft = draftOf(body) as RequesterDraft;
      return presentRequester(await desk.add(organisationOf(deps, principal), draft, auditActorOf(principal)));
    },
  );
}

function reviewRoute(deps: HttpDeps, desk: RequesterDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/review`,
      access: 'requesters.manage',
      summary: 'Say that a person still may open tickets, or take them off the list (MAS-04)',
      params: schema.idParams,
      body: schema.reviewBody,
      response: schema.requesterBody,
    },
    async ({ params, body, principal }) => {
      const organisation = organisationOf(deps, principal);
      return presentRequester(await desk.review(organisation, params.id, body.valid, auditActorOf(principal)));
    },
  );
}

function inviteRoute(deps: HttpDeps, desk: RequesterDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/invite`,
      access: 'requesters.manage',
      summary: 'Send the activation mail again; the link of an earlier one ends',
      params: schema.idParams,
      response: schema.requesterBody,
    },
    async ({ params, principal }) =>
      presentRequester(await desk.invite(organisationOf(deps, principal), params.id, auditActorOf(principal))),
  );
}

function importRoute(deps: HttpDeps, desk: RequesterDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/import`,
      access: 'requesters.manage',
      summary: 'Take people in from a table; what is wrong in a line stops that line alone',
      body: schema.importBody,
      response: schema.importReport,
    },
    async ({ body, principal }) => {
      const about = { by: auditActorOf(principal), dryRun: body.dryRun };
      return presentImport(await desk.importPeople(organisationOf(deps, principal), body.csv, about));
    },
  );
}
