import type { z } from 'zod';
import type { EntryFilter } from '../../contracts/knowledge-entries.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentEntry } from './entry-presenter.ts';
import * as schema from './entry-schema.ts';

const base = '/api/knowledge/entries';

/** What whoever writes at the console asks while typing. */
export function entryDeskRoutes(deps: HttpDeps): Route[] {
  return [...writingRoutes(deps), ...probeRoute(deps)];
}

function writingRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'entries')) return [];
  return [
    route(
      {
        method: 'post',
        path: `${base}/search`,
        access: 'knowledge.read',
        summary: 'Entries by words of the title, state, author and module, newest change first',
        body: schema.entrySearchBody,
        response: schema.entryPage,
      },
      async ({ body, principal }) => {
        const { items, next } = await serviceFor(deps, principal, 'entries').list(given(body));
        return { items: items.map(presentEntry), next };
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/similar`,
        access: 'knowledge.read',
        summary: 'Published entries that say nearly the same as what is being written',
        body: schema.likenessBody,
        response: schema.similarBody,
      },
      async ({ body: { id, ...draft }, principal }) => {
        const found = serviceFor(deps, principal, 'entries').alike({ ...draft, ...(id === undefined ? {} : { id }) });
        return { items: found.map((one) => ({ ...one })) };
      },
    ),
  ];
}

/** Without what was left out. */
function given({ limit, ...rest }: z.output<typeof schema.entrySearchBody>) {
  const set = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '');
  return { limit, ...(Object.fromEntries(set) as EntryFilter & { after?: string }) };
}

function probeRoute(deps: HttpDeps): Route[] {
  if (!offers(deps, 'probe')) return [];
  return [
    route(
      {
        method: 'post',
        path: '/api/knowledge/links/check',
        access: 'knowledge.write',
        summary: 'Look at a link that an entry is going to have',
        body: schema.probeQuestion,
        response: schema.probeBody,
      },
      async ({ body, principal }) => ({ ...(await serviceFor(deps, principal, 'probe')(body.url)) }),
    ),
  ];
}
