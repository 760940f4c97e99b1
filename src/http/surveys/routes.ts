import type { SurveyReader } from '../../contracts/surveys.ts';
import { organisationOf, servicesFor } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { surveyFigures } from './figures.ts';
import * as schema from './schema.ts';

/** Results of surveys (EXS-68, MAS-122, CON-48). */
export function surveyRoutes(deps: HttpDeps): Route[] {
  return deps.surveys ? [resultsRoute(deps, deps.surveys), commentsRoute(deps, deps.surveys)] : [];
}

function resultsRoute(deps: HttpDeps, surveys: SurveyReader): Route {
  return route(
    {
      ...{ method: 'get', path: '/api/surveys', access: 'surveys.read', query: schema.spanQuery },
      ...{ summary: 'Results of every survey in a span, with how many answered', response: schema.surveysBody },
    },
    async ({ query, principal }) => {
      const span = {
        organisation: organisationOf(deps, principal),
        from: new Date(query.since),
        to: new Date(query.until),
      };
      const rules = servicesFor(deps, principal).policy.surveys.filter(({ kind }) => kind !== 'verification');
      const results = rules.map(async (rule) => {
        const about = { ...span, survey: rule.name };
        const [answers, response] = await Promise.all([surveys.answers(about), surveys.response(about)]);
        return surveyFigures(rule, answers, { response, ...span });
      });
      return { surveys: await Promise.all(results) };
    },
  );
}

function commentsRoute(deps: HttpDeps, surveys: SurveyReader): Route {
  return route(
    {
      ...{ method: 'get', path: '/api/surveys/comments', access: 'surveys.read', query: schema.commentQuery },
      ...{ summary: 'What people wrote beside their answers, newest first', response: schema.commentsBody },
    },
    async ({ query: { since, until, survey, limit }, principal }) => {
      const organisation = organisationOf(deps, principal);
      const span = {
        organisation,
        from: new Date(since),
        to: new Date(until),
        ...(survey !== undefined && { survey }),
      };
      const items = await surveys.comments(span, limit);
      return { items: items.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })) };
    },
  );
}
