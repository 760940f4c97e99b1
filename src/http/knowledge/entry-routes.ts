import type { EntryActor, EntryService, SeenVersion } from '../../contracts/knowledge-entries.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import { type Principal, requirePermission } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentEntry, presentVersion } from './entry-presenter.ts';
import * as schema from './entry-schema.ts';

const base = '/api/knowledge/entries';

/** The life of entries: writing, publishing, versions, links, reviews. */
export function entryRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'entries')) return [];
  // People find the entries of their own organisation and no others.
  const entriesOf: EntriesOf = (principal) => serviceFor(deps, principal, 'entries');
  return [
    ...readRoutes(entriesOf),
    ...versionRoutes(entriesOf),
    ...listRoutes(entriesOf),
    ...writeRoutes(deps, entriesOf),
    ...moveRoutes(entriesOf),
  ];
}

type EntriesOf = (principal: Principal) => EntryService;

/** Who does it, for the log. */
export function doer(principal: Principal): EntryActor {
  return { agentId: principal.id, how: principal.kind === 'agent' ? 'console' : 'api' };
}

function readRoutes(entriesOf: EntriesOf): Route[] {
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
        const page = await entriesOf(principal).list({
          limit,
          ...(after ? { after } : {}),
          ...(state ? { state } : {}),
        });
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
        return presentEntry(await entriesOf(principal).get(params.id));
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
        return { items: (await entriesOf(principal).similar(params.id)).map((one) => ({ ...one })) };
      },
    ),
  ];
}

function versionRoutes(entriesOf: EntriesOf): Route[] {
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
        return { items: (await entriesOf(principal).history(params.id)).map(presentVersion) };
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
        return { items: (await entriesOf(principal).diff(params.id, query.from, query.to)).map((one) => ({ ...one })) };
      },
    ),
  ];
}

function listRoutes(entriesOf: EntriesOf): Route[] {
  const listing = (
    path: string,
    summary: string,
    read: (entries: EntryService, limit: number) => ReturnType<EntryService['brokenLinks']>,
  ) =>
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
        return { items: (await read(entriesOf(principal), query.limit)).map(presentEntry) };
      },
    );
  return [
    listing(
      '/api/knowledge/links',
      'Published entries that are not sent because their link does not work',
      (entries, limit) => entries.brokenLinks(limit),
    ),
    listing(
      '/api/knowledge/reviews',
      'Published entries whose review is due, the longest overdue first',
      (entries, limit) => entries.dueForReview(limit),
    ),
  ];
}

function writeRoutes(deps: HttpDeps, entriesOf: EntriesOf): Route[] {
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
        return presentEntry(await entriesOf(principal).create(body, doer(principal)));
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
        const seen = await seenBy(deps, { entries: entriesOf(principal), principal, id, version: body.version });
        return presentEntry(await entriesOf(principal).edit(id, body.change, doer(principal), seen));
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
        const seen = await seenBy(deps, { entries: entriesOf(principal), principal, id, version: body.version });
        return presentEntry(await entriesOf(principal).restore(id, body.to, doer(principal), seen));
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
        return presentEntry(
          await entriesOf(principal).review(id, reviewOn, doer(principal), version ? { version } : {}),
        );
      },
    ),
  ];
}

function moveRoutes(entriesOf: EntriesOf): Route[] {
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
        const options = { confirmDuplicates, ...(version ? { version } : {}) };
        return presentEntry(await entriesOf(principal).publish(id, doer(principal), options));
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
        return presentEntry(await entriesOf(principal).archive(id, doer(principal), version ? { version } : {}));
      },
    ),
  ];
}

/** What changes a published entry is seen by everybody at once: it asks for more, and for the very version looked at. */
async function seenBy(
  deps: HttpDeps,
  about: { entries: EntryService; principal: Principal; id: string; version: number | undefined },
): Promise<SeenVersion> {
  const { state, version } = await about.entries.get(about.id);
  if (state === 'published') requirePermission(deps.desk, about.principal, 'knowledge.publish');
  return { version: about.version ?? version };
}
