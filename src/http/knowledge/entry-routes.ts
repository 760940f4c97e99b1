import type { EntryActor, EntryService, SeenVersion } from '../../contracts/knowledge-entries.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Principal, requirePermission, seesOrganisation } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentEntry, presentVersion } from './entry-presenter.ts';
import * as schema from './entry-schema.ts';

const base = '/api/knowledge/entries';

/** The life of entries: writing, publishing, versions, links, reviews. */
export function entryRoutes(deps: HttpDeps): Route[] {
  const { entries } = deps;
  if (!entries) return [];
  return [
    ...readRoutes(deps, entries),
    ...versionRoutes(deps, entries),
    ...listRoutes(deps, entries),
    ...writeRoutes(deps, entries),
    ...moveRoutes(deps, entries),
  ];
}

/** Entries belong to the organisation of the policy: people of another one find none. */
export function refuseStranger({ policy }: HttpDeps, principal: Principal): void {
  if (!seesOrganisation(principal, policy.organisation.code)) throw new AppError('ENTRY_NOT_FOUND');
}

/** Who does it, for the log. */
export function doer(principal: Principal): EntryActor {
  return { agentId: principal.id, how: principal.kind === 'agent' ? 'console' : 'api' };
}

function readRoutes(deps: HttpDeps, entries: EntryService): Route[] {
  return [
    route(
      {
        method: 'get',
        path: base,
        access: 'knowledge.read',
        summary: 'Entries with all they say, newest change first',
        query: schema.entryListQuery,
        response: schema.entryPage,
      },
      async ({ query: { limit, after, state }, principal }) => {
        refuseStranger(deps, principal);
        const page = await entries.list({ limit, ...(after ? { after } : {}), ...(state ? { state } : {}) });
        return { items: page.items.map(presentEntry), next: page.next };
      },
    ),
    route(
      {
        method: 'get',
        path: `${base}/:id`,
        access: 'knowledge.read',
        summary: 'One entry',
        params: schema.entryParams,
        response: schema.entryBody,
      },
      async ({ params, principal }) => {
        refuseStranger(deps, principal);
        return presentEntry(await entries.get(params.id));
      },
    ),
    route(
      {
        method: 'get',
        path: `${base}/:id/similar`,
        access: 'knowledge.read',
        summary: 'Published entries that say nearly the same, likeliest first',
        params: schema.entryParams,
        response: schema.similarBody,
      },
      async ({ params, principal }) => {
        refuseStranger(deps, principal);
        return { items: (await entries.similar(params.id)).map((one) => ({ ...one })) };
      },
    ),
  ];
}

function versionRoutes(deps: HttpDeps, entries: EntryService): Route[] {
  return [
    route(
      {
        method: 'get',
        path: `${base}/:id/history`,
        access: 'knowledge.read',
        summary: 'Every version of an entry with who made it, oldest first',
        params: schema.entryParams,
        response: schema.historyBody,
      },
      async ({ params, principal }) => {
        refuseStranger(deps, principal);
        return { items: (await entries.history(params.id)).map(presentVersion) };
      },
    ),
    route(
      {
        method: 'get',
        path: `${base}/:id/diff`,
        access: 'knowledge.read',
        summary: 'What changed between two versions',
        params: schema.entryParams,
        query: schema.diffQuery,
        response: schema.diffBody,
      },
      async ({ params, query, principal }) => {
        refuseStranger(deps, principal);
        return { items: (await entries.diff(params.id, query.from, query.to)).map((one) => ({ ...one })) };
      },
    ),
  ];
}

function listRoutes(deps: HttpDeps, entries: EntryService): Route[] {
  const listing = (path: string, summary: string, read: (limit: number) => ReturnType<EntryService['brokenLinks']>) =>
    route(
      {
        method: 'get',
        path,
        access: 'knowledge.read',
        summary,
        query: schema.limitQuery,
        response: schema.entryList,
      },
      async ({ query, principal }) => {
        refuseStranger(deps, principal);
        return { items: (await read(query.limit)).map(presentEntry) };
      },
    );
  return [
    listing('/api/knowledge/links', 'Published entries that are not sent because their link does not work', (limit) =>
      entries.brokenLinks(limit),
    ),
    listing('/api/knowledge/reviews', 'Published entries whose review is due, the longest overdue first', (limit) =>
      entries.dueForReview(limit),
    ),
  ];
}

function writeRoutes(deps: HttpDeps, entries: EntryService): Route[] {
  const params = schema.entryParams;
  return [
    route(
      {
        method: 'post',
        path: base,
        access: 'knowledge.write',
        summary: 'Write a new draft',
        body: schema.createBody,
        response: schema.entryBody,
      },
      async ({ body, principal }) => {
        refuseStranger(deps, principal);
        return presentEntry(await entries.create(body, doer(principal)));
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/:id/edit`,
        access: 'knowledge.write',
        summary: 'Change an entry; a published one is live at once and asks for knowledge.publish',
        params,
        body: schema.editBody,
        response: schema.entryBody,
      },
      async ({ params: { id }, body, principal }) => {
        const seen = await seenBy(deps, { entries, principal, id, version: body.version });
        return presentEntry(await entries.edit(id, body.change, doer(principal), seen));
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/:id/restore`,
        access: 'knowledge.write',
        summary: 'Bring an older version back as a new one; an archived entry becomes a draft',
        params,
        body: schema.restoreBody,
        response: schema.entryBody,
      },
      async ({ params: { id }, body, principal }) => {
        const seen = await seenBy(deps, { entries, principal, id, version: body.version });
        return presentEntry(await entries.restore(id, body.to, doer(principal), seen));
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/:id/review`,
        access: 'knowledge.write',
        summary: 'Say that an entry still holds, and when to look again',
        params,
        body: schema.reviewBody,
        response: schema.entryBody,
      },
      async ({ params: { id }, body: { reviewOn, version }, principal }) => {
        refuseStranger(deps, principal);
        return presentEntry(await entries.review(id, reviewOn, doer(principal), version ? { version } : {}));
      },
    ),
  ];
}

function moveRoutes(deps: HttpDeps, entries: EntryService): Route[] {
  return [
    route(
      {
        method: 'post',
        path: `${base}/:id/publish`,
        access: 'knowledge.publish',
        summary: 'Publish; refused with the list when others say nearly the same, unless confirmed',
        params: schema.entryParams,
        body: schema.publishBody,
        response: schema.entryBody,
      },
      async ({ params: { id }, body: { version, confirmDuplicates }, principal }) => {
        refuseStranger(deps, principal);
        const options = { confirmDuplicates, ...(version ? { version } : {}) };
        return presentEntry(await entries.publish(id, doer(principal), options));
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/:id/archive`,
        access: 'knowledge.publish',
        summary: 'Take an entry out of answers for good; it can be restored',
        params: schema.entryParams,
        body: schema.moveBody,
        response: schema.entryBody,
      },
      async ({ params: { id }, body: { version }, principal }) => {
        refuseStranger(deps, principal);
        return presentEntry(await entries.archive(id, doer(principal), version ? { version } : {}));
      },
    ),
  ];
}

/** What changes a published entry is seen by everybody at once: it asks for more, and for the very version looked at. */
async function seenBy(
  deps: HttpDeps,
  about: { entries: EntryService; principal: Principal; id: string; version: number | undefined },
): Promise<SeenVersion> {
  refuseStranger(deps, about.principal);
  const { state, version } = await about.entries.get(about.id);
  if (state === 'published') requirePermission(deps.desk, about.principal, 'knowledge.publish');
  return { version: about.version ?? version };
}
