import type { ContactDesk } from '../../contracts/contact-desk.ts';
import { organisationOf } from '../auth/organisation.ts';
import { auditActorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentLine, presentMerge } from './presenter.ts';
import * as schema from './schema.ts';

const base = '/api/contact-merges';

/** Contacts that are one person: joined after a look, and split again. */
export function mergeRoutes(deps: HttpDeps, desk: ContactDesk): Route[] {
  return [
    listRoute(deps, desk),
    previewRoute(deps, desk),
    mergeRoute(deps, desk),
    dismissRoute(deps, desk),
    undoRoute(deps, desk),
  ];
}

function listRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'contacts.read',
      summary: 'Merges of contacts, newest first, the undone ones too',
      query: schema.mergesQuery,
      response: schema.mergesBody,
    },
    async ({ query: { contact, after, limit }, principal }) => {
      const filter = { limit, ...(contact && { contact }), ...(after && { after }) };
      const page = await desk.merges(organisationOf(deps, principal), filter);
      return { items: page.items.map(presentMerge), next: page.next };
    },
  );
}

function previewRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/preview`,
      access: 'contacts.merge',
      summary: 'What joining two contacts would do: what they differ in, and what would be shown together',
      body: schema.pairBody,
      response: schema.previewBody,
    },
    async ({ body, principal }) => {
      const preview = await desk.preview(organisationOf(deps, principal), body);
      return {
        ...{ kept: presentLine(preview.kept), joined: presentLine(preview.joined), refused: preview.refused },
        ...{ conflicts: preview.conflicts.map((one) => ({ ...one })), counts: { ...preview.counts } },
      };
    },
  );
}

function mergeRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'post',
      path: base,
      access: 'contacts.merge',
      summary: 'Join two contacts; every field in which they differ must be chosen',
      body: schema.mergeBody,
      response: schema.mergeView,
    },
    async ({ body: { kept, joined, choices, reason }, principal }) => {
      const about = { choices, reason: cleanReason(deps, reason), by: auditActorOf(principal) };
      return presentMerge(await desk.merge(organisationOf(deps, principal), { kept, joined }, about));
    },
  );
}

function dismissRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/dismissals`,
      access: 'contacts.merge',
      summary: 'Say that two contacts are different people: neither is suggested for the other again',
      body: schema.pairBody,
      response: null,
    },
    ({ body, principal }) => desk.dismiss(organisationOf(deps, principal), body, auditActorOf(principal)),
  );
}

function undoRoute(deps: HttpDeps, desk: ContactDesk): Route {
  return route(
    {
      method: 'post',
      path: `${base}/:id/undo`,
      access: 'contacts.merge',
      summary: 'Split exactly what a merge joined; what came since stays with the contact that it came to',
      params: schema.mergeParams,
      body: schema.undoBody,
      response: schema.mergeView,
    },
    async ({ params, body, principal }) => {
      const about = { reason: cleanReason(deps, body.reason), by: auditActorOf(principal) };
      return presentMerge(await desk.undo(organisationOf(deps, principal), params.id, about));
    },
  );
}

/** P4: what is typed as the reason may hold anything. */
function cleanReason({ redactor }: HttpDeps, reason: string) {
  return redactor.redact(reason.trim(), { speaker: 'agent' }).text;
}
