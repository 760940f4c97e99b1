import type { QualityReviews, ReviewView } from '../../contracts/quality.ts';
import { AppError } from '../../errors/app-error.ts';
import { organisationOf } from '../auth/organisation.ts';
import { actorOf, mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentReview, presentSample } from './presenter.ts';
import * as schema from './schema.ts';

const base = '/api/quality/reviews';
const SAMPLES = 200;

/** Who acts, in which organisation. */
export function actingFor(deps: HttpDeps, principal: Principal) {
  return { ...actorOf(principal), organisation: organisationOf(deps, principal) };
}

/** Audits by lot: the reviewer's queue, the agent's own results, figures, and the draws themselves (ICE-38..ICE-41, EXS-51). */
export function qualityRoutes(deps: HttpDeps): Route[] {
  const { reviews } = deps;
  return reviews ? [...readingRoutes(deps, reviews), ...deedRoutes(deps, reviews), ...sampleRoutes(deps, reviews)] : [];
}

/** Agents see their own results, and only once there is one; whoever reviews sees all. */
async function visible(deps: HttpDeps, reviews: QualityReviews, principal: Principal, id: string): Promise<ReviewView> {
  const found = await reviews.get(organisationOf(deps, principal), id);
  if (mayDo(deps.desk, principal, 'quality.review')) return found;
  if (found.agentId !== principal.id || found.state !== 'done') throw new AppError('REVIEW_NOT_FOUND');
  return found;
}

function readingRoutes(deps: HttpDeps, reviews: QualityReviews): Route[] {
  const read = { method: 'get', access: 'quality.read' } as const;
  return [
    route(
      {
        ...{ ...read, path: base, summary: 'Cases of the audits; own results for agents, all for reviewers' },
        ...{ query: schema.reviewQuery, response: schema.reviewsBody },
      },
      async ({ query: { agent, appealed, state, period, after, limit }, principal }) => {
        const isReviewer = mayDo(deps.desk, principal, 'quality.review');
        const agentId = isReviewer ? agent : principal.id;
        const page = await reviews.list({
          ...{ organisation: organisationOf(deps, principal), limit },
          ...(agentId !== undefined && { agentId }),
          ...(isReviewer ? state !== undefined && { state } : { state: 'done' as const }),
          ...(period !== undefined && { period }),
          ...(appealed === 'true' && { appealed: true }),
          ...(after !== undefined && { after }),
        });
        return { items: page.items.map(presentReview), next: page.next };
      },
    ),
    route(
      {
        ...{ ...read, path: `${base}/:id`, summary: 'A case with what the gateway fills into its form' },
        ...{ params: schema.idParams, response: schema.openReviewBody },
      },
      async ({ params, principal }) => {
        const review = await visible(deps, reviews, principal, params.id);
        return { review: presentReview(review), facts: await reviews.facts(review.organisation, review.id) };
      },
    ),
    route(
      {
        ...{
          ...read,
          path: '/api/quality/figures',
          summary: 'Figures by agent of a span, and the share before sending',
        },
        ...{ query: schema.spanQuery, response: schema.figuresBody },
      },
      async ({ query, principal }) => {
        const organisation = organisationOf(deps, principal);
        const span = { organisation, from: new Date(query.since), to: new Date(query.until) };
        const isReviewer = mayDo(deps.desk, principal, 'quality.review');
        const agents = await reviews.figures({ ...span, ...(!isReviewer && { agentId: principal.id }) });
        const least = deps.organisations.of(organisation)?.policy.qa.preSendShare ?? null;
        const share = isReviewer && least !== null ? await deps.heldAnswers?.reviewedShare(span) : undefined;
        return {
          agents: agents.map((one) => ({ ...one, criteria: { ...one.criteria } })),
          preSend: share ? { ...share, least } : null,
        };
      },
    ),
  ];
}

function deedRoutes(deps: HttpDeps, reviews: QualityReviews): Route[] {
  const deed = { method: 'post', params: schema.idParams, response: schema.reviewBody } as const;
  return [
    route(
      {
        ...{ ...deed, path: `${base}/:id/submit`, access: 'quality.review', body: schema.submitBody },
        summary: 'Fill in the form; a second reviewer calibrates',
      },
      async ({ params, body, principal }) =>
        presentReview(await reviews.submit(params.id, body, actingFor(deps, principal))),
    ),
    route(
      {
        ...{ ...deed, path: `${base}/:id/answer`, access: 'quality.read', body: schema.answerBody },
        summary: 'Say one word about an own result: a reply or an appeal',
      },
      async ({ params, body, principal }) => {
        await visible(deps, reviews, principal, params.id);
        return presentReview(await reviews.answer(params.id, body, actingFor(deps, principal)));
      },
    ),
    route(
      {
        ...{ ...deed, path: `${base}/:id/decide`, access: 'quality.review', body: schema.decideBody },
        summary: 'Decide on an appeal',
      },
      async ({ params, body, principal }) =>
        presentReview(await reviews.decide(params.id, body, actingFor(deps, principal))),
    ),
  ];
}

function sampleRoutes(deps: HttpDeps, reviews: QualityReviews): Route[] {
  const read = { method: 'get', access: 'quality.review' } as const;
  return [
    route(
      {
        ...{ ...read, path: '/api/quality/samples', response: schema.samplesBody },
        summary: 'Draws, newest first, with their seeds',
      },
      async ({ principal }) => {
        const samples = await reviews.samples(organisationOf(deps, principal), SAMPLES);
        return { items: samples.map(presentSample) };
      },
    ),
    route(
      {
        ...{ ...read, path: '/api/quality/samples/:id/check', params: schema.idParams, response: schema.checkBody },
        summary: 'Draw again from the log and compare',
      },
      async ({ params, principal }) => {
        const check = await reviews.check(organisationOf(deps, principal), params.id);
        const { sample, drawn, stored } = check;
        return { ...check, sample: presentSample(sample), drawn: [...drawn], stored: [...stored] };
      },
    ),
  ];
}
