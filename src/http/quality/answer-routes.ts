import { AppError } from '../../errors/app-error.ts';
import { organisationOf } from '../auth/organisation.ts';
import { mayDo } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentForm, presentHeld } from './presenter.ts';
import { actingFor } from './routes.ts';
import * as schema from './schema.ts';

const base = '/api/quality/answers';

/** Answers that wait for a reviewer before they are sent (ICE-08, ICE-36). */
export function answerRoutes(deps: HttpDeps): Route[] {
  const { heldAnswers } = deps;
  if (!heldAnswers) return [];
  return [
    route(
      {
        ...{
          method: 'get',
          path: base,
          access: 'quality.read',
          query: schema.heldQuery,
          response: schema.heldListBody,
        },
        summary: 'Answers that wait or came back; own ones for agents, all for reviewers',
      },
      async ({ query, principal }) => {
        const organisation = organisationOf(deps, principal);
        const isReviewer = mayDo(deps.desk, principal, 'quality.review');
        const { items, next } = await heldAnswers.list({
          ...{ organisation, open: query.all !== 'true', limit: query.limit },
          ...(query.after !== undefined && { after: query.after }),
          ...(query.conversation !== undefined && { conversationId: query.conversation }),
          ...(!isReviewer && { agentId: principal.id }),
        });
        const { forms = [], preSend } = deps.organisations.of(organisation)?.policy.qa ?? {};
        const form = forms.find(({ code }) => code === preSend?.form) ?? null;
        return { items: items.map(presentHeld), next, form: form && presentForm(form) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${base}/:id/decide`, access: 'quality.review', params: schema.idParams },
        ...{ body: schema.verdictBody, response: schema.heldBody },
        summary: 'Let an answer go, or return it with the reason',
      },
      async ({ params, body, principal }) =>
        presentHeld(await heldAnswers.decide(params.id, body, actingFor(deps, principal))),
    ),
    route(
      {
        ...{ method: 'post', path: `${base}/:id/resend`, access: 'quality.read', params: schema.idParams },
        ...{ response: schema.heldBody, summary: 'Try again to send an approved answer that could not leave' },
      },
      async ({ params, principal }) => {
        const by = actingFor(deps, principal);
        // Like the list: own ones for agents, all for reviewers.
        const { agentId } = await heldAnswers.get(by.organisation, params.id);
        if (agentId !== principal.id && !mayDo(deps.desk, principal, 'quality.review'))
          throw new AppError('REVIEW_NOT_FOUND');
        return presentHeld(await heldAnswers.resend(params.id, by));
      },
    ),
  ];
}
