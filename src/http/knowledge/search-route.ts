import { z } from 'zod';
import { offers, serviceFor } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { typedText } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const question = z.strictObject({ question: typedText(2_000) });
const answerBody = z.object({
  band: z.enum(['send', 'ask', 'none']),
  links: z.array(z.object({ entryId: z.string(), title: z.string(), url: z.string() })),
});

/** An answer with its reasons. */
export const explainedBody = answerBody.extend({
  confidence: z.number().describe('0..1: how sure the search is that the first one answers'),
  candidates: z.array(
    z.object({
      entryId: z.string(),
      title: z.string(),
      share: z.number().describe('Against the best, 0..1'),
      words: z.array(z.string()).describe('Words of the question that the entry has in some form'),
      example: z.string().nullable().describe('Its example question that has the most of them'),
    }),
  ),
});

/** What the bot would send for a question. In the body, so that no log of addresses keeps what somebody asked (P4). */
export function knowledgeSearchRoute(deps: HttpDeps): Route[] {
  return [...answerRoute(deps), ...explainRoute(deps)];
}

function answerRoute(deps: HttpDeps): Route[] {
  if (!offers(deps, 'answers')) return [];
  return [
    route(
      {
        method: 'post',
        path: '/api/knowledge/search',
        access: 'knowledge.read',
        summary: 'The links that the bot would send for a question',
        body: question,
        response: answerBody,
      },
      async ({ body, principal }) => {
        const { band, links } = serviceFor(deps, principal, 'answers').answer(body.question);
        return { band, links: links.map(({ entryId, title, url }) => ({ entryId, title, url })) };
      },
    ),
  ];
}

function explainRoute(deps: HttpDeps): Route[] {
  if (!offers(deps, 'explainer')) return [];
  return [
    route(
      {
        method: 'post',
        path: '/api/knowledge/explain',
        access: 'knowledge.read',
        summary: 'The same with the reasons, for whoever tries a question out; nothing is recorded',
        body: question,
        response: explainedBody,
      },
      async ({ body, principal }) => {
        const { band, links, confidence, candidates } = serviceFor(deps, principal, 'explainer').explain(body.question);
        return {
          ...{ band, confidence },
          links: links.map(({ entryId, title, url }) => ({ entryId, title, url })),
          candidates: candidates.map(({ words, ...reason }) => ({ ...reason, words: [...words] })),
        };
      },
    ),
  ];
}
