import { z } from 'zod';
import { offers, serviceFor } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { typedText } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

/** What the bot would send for a question. In the body, so that no log of addresses keeps what somebody asked (P4). */
export function knowledgeSearchRoute(deps: HttpDeps): Route[] {
  if (!offers(deps, 'answers')) return [];
  return [
    route(
      {
        method: 'post',
        path: '/api/knowledge/search',
        access: 'knowledge.read',
        summary: 'The links that the bot would send for a question',
        body: z.strictObject({ question: typedText(2_000) }),
        response: z.object({
          band: z.enum(['send', 'ask', 'none']),
          links: z.array(z.object({ entryId: z.string(), title: z.string(), url: z.string() })),
        }),
      },
      async ({ body, principal }) => {
        const { band, links } = serviceFor(deps, principal, 'answers').answer(body.question);
        return { band, links: links.map(({ entryId, title, url }) => ({ entryId, title, url })) };
      },
    ),
  ];
}
