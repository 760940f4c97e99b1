import { z } from 'zod';
import { servicesFor } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { instantField, pageFields, pageOf } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const pageQuery = z.strictObject(pageFields);

const entryBody = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string().nullable().describe('Null while a draft has none'),
  audience: z.enum(['support', 'sales']),
  module: z.string().nullable(),
  updatedAt: instantField,
});

const unansweredBody = z.object({ id: z.string(), question: z.string(), times: z.number(), lastAt: instantField });

/** The knowledge base at any time (EXS-34), and the questions that it had no link for (EXS-42). */
export function knowledgeRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/knowledge',
        access: 'knowledge.read',
        summary: 'Entries of the knowledge base',
        query: pageQuery,
        response: pageOf(entryBody),
      },
      async ({ query, principal }) => {
        const page = await servicesFor(deps, principal).knowledge.list(pageFilter(query));
        const items = page.items.map(({ id, title, url, audience, module, updatedAt }) => {
          return { id, title, url, audience, module, updatedAt: updatedAt.toISOString() };
        });
        return { items, next: page.next };
      },
    ),
    route(
      {
        method: 'get',
        path: '/api/knowledge/unanswered',
        access: 'knowledge.read',
        summary: 'Questions without a link, newest first',
        query: pageQuery,
        response: pageOf(unansweredBody),
      },
      async ({ query, principal }) => {
        const page = await servicesFor(deps, principal).knowledge.unanswered(pageFilter(query));
        const items = page.items.map(({ id, question, times, lastAt }) => {
          return { id, question, times, lastAt: lastAt.toISOString() };
        });
        return { items, next: page.next };
      },
    ),
  ];
}

function pageFilter({ limit, after }: z.output<typeof pageQuery>): { limit: number; after?: string } {
  return after === undefined ? { limit } : { limit, after };
}
