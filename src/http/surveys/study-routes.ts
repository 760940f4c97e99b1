import type { z } from 'zod';
import type { Studies, StudyDraw, StudyReader } from '../../contracts/studies.ts';
import { organisationOf, servicesFor } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { contactOf } from './check-routes.ts';
import * as schema from './study-schema.ts';

const base = '/api/surveys/studies';

/** Measurement of satisfaction by representative samples (CON-44 to CON-48). */
export function studyRoutes(deps: HttpDeps): Route[] {
  return deps.studies ? [...readingRoutes(deps, deps.studies), ...workRoutes(deps, deps.studies)] : [];
}

function readingRoutes(deps: HttpDeps, studies: Studies): Route[] {
  const access = 'surveys.verify';
  return [
    route(
      {
        ...{ method: 'get', path: base, access, response: schema.studiesBody },
        summary: 'Studies with their goal, method, questionnaire, channels and draws',
      },
      async ({ principal }) => {
        const { surveys } = servicesFor(deps, principal).policy;
        const found = await studies.list(organisationOf(deps, principal));
        return {
          items: found.map(({ rule, draws }) => ({
            ...{ name: rule.name, label: rule.label, goal: rule.goal, method: rule.method, every: rule.every },
            ...{
              confidence: rule.confidence,
              margin: rule.margin,
              channels: [...rule.channels],
              roles: [...rule.roles],
            },
            questions: rule.questions.map((name) => {
              const { question = name, scale = null } = surveys.find((one) => one.name === name) ?? {};
              return { name, question, scale };
            }),
            draws: draws.map(presentDraw),
          })),
        };
      },
    ),
    route(
      {
        ...{ method: 'get', path: `${base}/draws/:id/check`, access, response: schema.checkBody },
        ...{ summary: 'Draw again from what is stored now', params: schema.drawParams },
      },
      async ({ params, principal }) => studies.check(organisationOf(deps, principal), params.id),
    ),
    route(
      {
        ...{ method: 'get', path: `${base}/draws/:id/results`, access, response: schema.resultsBody },
        ...{ summary: 'Results for the roles that the study names, and for leads', params: schema.drawParams },
      },
      async ({ params, principal }) => {
        const items = await studies.results(readerOf(deps, principal), params.id);
        return { items: items.map((one) => ({ ...one, counts: { ...one.counts } })) };
      },
    ),
  ];
}

function workRoutes(deps: HttpDeps, studies: Studies): Route[] {
  const access = 'surveys.verify';
  return [
    route(
      {
        ...{ method: 'post', path: `${base}/:name/draw`, access, response: schema.drawBody },
        ...{ summary: 'Draw the sample of the last whole period, once', params: schema.studyParams },
      },
      async ({ params, principal }) => presentDraw(await studies.draw(readerOf(deps, principal), params.name)),
    ),
    route(
      {
        ...{ method: 'get', path: `${base}/draws/:id/cases`, access, response: schema.casesBody },
        ...{ summary: 'Drawn cases with whom to ask and what was answered', params: schema.drawParams },
      },
      async ({ params, principal }) => {
        const organisation = organisationOf(deps, principal);
        const cases = await studies.cases(organisation, params.id);
        const items = cases.map(async ({ ticketId, folio, contactId, scores }) => {
          const person = await contactOf(deps, { organisation, contactId });
          return { ticketId, folio, scores: { ...scores }, person };
        });
        return { items: await Promise.all(items) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${base}/draws/:id/answers`, access, body: schema.answerBody, response: null },
        ...{ summary: 'Record what a pollster heard; the first answer to a question stays', params: schema.drawParams },
      },
      async ({ params, body, principal }) => studies.record(readerOf(deps, principal), params.id, body),
    ),
  ];
}

function readerOf(deps: HttpDeps, principal: Principal): StudyReader {
  const organisation = organisationOf(deps, principal);
  return { organisation, id: principal.id, leads: mayDo(deps.desk, principal, 'surveys.read') };
}

function presentDraw({ from, to, at, cases, ...draw }: StudyDraw): z.input<typeof schema.drawBody> {
  const instants = { from: from.toISOString(), to: to.toISOString(), at: at.toISOString() };
  return { ...draw, ...instants, cases: [...cases] };
}
