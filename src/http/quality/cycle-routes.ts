import type { z } from 'zod';
import type { AuditCycles, CycleSummary, CycleView, CycleViewer } from '../../contracts/audit-cycles.ts';
import { organisationOf } from '../auth/organisation.ts';
import { mayDo, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import * as schema from './cycle-schema.ts';

const base = '/api/quality/cycles';

/**
 * Audit reports: written by who reviews, passed on, answered and evaluated by the posts that the policy names (ICE-42..ICE-45). The
 * permission opens the door; the posts decide what is seen and done behind it.
 */
export function cycleRoutes(deps: HttpDeps): Route[] {
  const { auditCycles } = deps;
  return auditCycles
    ? [...readingRoutes(deps, auditCycles), ...writingRoutes(deps, auditCycles), ...partyRoutes(deps, auditCycles)]
    : [];
}

function viewerOf(deps: HttpDeps, principal: Principal): CycleViewer {
  const mayReview = mayDo(deps.desk, principal, 'quality.review');
  return { id: principal.id, organisation: organisationOf(deps, principal), mayReview };
}

function readingRoutes(deps: HttpDeps, cycles: AuditCycles): Route[] {
  return [
    route(
      {
        ...{
          method: 'get',
          path: base,
          access: 'quality.read',
          query: schema.cyclesQuery,
          response: schema.cyclesBody,
        },
        summary: 'Audit reports that the viewer takes part in, newest first',
      },
      async ({ query: { after, limit }, principal }) => {
        const page = { limit, ...(after !== undefined && { after }) };
        const { items, next, takesPart } = await cycles.list(viewerOf(deps, principal), page);
        return { items: items.map(presentSummary), next, takesPart };
      },
    ),
    route(
      {
        ...{ method: 'get', path: `${base}/:id`, access: 'quality.read', params: schema.cycleParams },
        ...{ response: schema.cycleBody, summary: 'An audit report with its findings, answers and evaluation' },
      },
      async ({ params, principal }) => presentCycle(await cycles.get(viewerOf(deps, principal), params.id)),
    ),
  ];
}

function writingRoutes(deps: HttpDeps, cycles: AuditCycles): Route[] {
  const deed = { method: 'post', access: 'quality.review', response: schema.cycleBody } as const;
  return [
    route(
      {
        ...{ ...deed, path: `${base}/:id/findings`, params: schema.cycleParams, body: schema.addBody },
        summary: 'Add a finding that no mark shows',
      },
      async ({ params, body: { id: key, text }, principal }) =>
        presentCycle(await cycles.add(viewerOf(deps, principal), params.id, { key, text })),
    ),
    route(
      {
        ...{ ...deed, path: `${base}/:id/findings/:finding/word`, params: schema.findingParams, body: schema.wordBody },
        summary: 'Say what was found, or leave a finding out of the report',
      },
      async ({ params, body, principal }) =>
        presentCycle(await cycles.word(viewerOf(deps, principal), params.id, params.finding, body)),
    ),
    route(
      {
        ...{ ...deed, path: `${base}/:id/deliver`, params: schema.cycleParams, body: schema.deliverBody },
        summary: 'Deliver the report to who passes it on (ICE-42)',
      },
      async ({ params, body, principal }) =>
        presentCycle(await cycles.deliver(viewerOf(deps, principal), params.id, body)),
    ),
  ];
}

function partyRoutes(deps: HttpDeps, cycles: AuditCycles): Route[] {
  const deed = { method: 'post', access: 'quality.read', response: schema.cycleBody } as const;
  return [
    route(
      {
        ...{ ...deed, path: `${base}/:id/copy`, params: schema.cycleParams },
        summary: 'Send a copy to who answers (ICE-43)',
      },
      async ({ params, principal }) => presentCycle(await cycles.copy(viewerOf(deps, principal), params.id)),
    ),
    route(
      {
        ...{
          ...deed,
          path: `${base}/:id/findings/:finding/answer`,
          params: schema.findingParams,
          body: schema.replyBody,
        },
        summary: 'Record the action and the answer to a finding (ICE-44)',
      },
      async ({ params, body, principal }) =>
        presentCycle(await cycles.answer(viewerOf(deps, principal), params.id, params.finding, body)),
    ),
    route(
      {
        ...{ ...deed, path: `${base}/:id/findings/:finding/evaluate`, params: schema.findingParams },
        ...{ body: schema.evaluateBody, summary: 'Record the evaluation of a finding and its answer (ICE-45)' },
      },
      async ({ params, body, principal }) =>
        presentCycle(await cycles.evaluate(viewerOf(deps, principal), params.id, params.finding, body)),
    ),
    route(
      {
        ...{ ...deed, path: `${base}/:id/conclude`, params: schema.cycleParams, body: schema.concludeBody },
        summary: 'Record the evaluation as a whole and end it (ICE-45)',
      },
      async ({ params, body, principal }) =>
        presentCycle(await cycles.conclude(viewerOf(deps, principal), params.id, body)),
    ),
  ];
}

function presentSummary({ organisation: _organisation, from, to, dueAt, may, ...rest }: CycleSummary) {
  return {
    ...{ ...rest, may: { ...may } },
    ...{ from: from.toISOString(), to: to.toISOString(), dueAt: dueAt?.toISOString() ?? null },
  };
}

function presentCycle(cycle: CycleView): z.input<typeof schema.cycleBody> {
  const { deliveredAt, copiedAt, conclusion, turn, items, ...rest } = cycle;
  return {
    ...presentSummary(rest),
    ...{ reviewed: rest.reviewed, unreviewed: rest.unreviewed, summary: rest.summary },
    ...{ deliveredAt: deliveredAt?.toISOString() ?? null, copiedAt: copiedAt?.toISOString() ?? null },
    conclusion: timed(conclusion),
    turn: turn && { posts: [...turn.posts], people: [...turn.people] },
    items: items.map(({ review, answer, evaluation, ...one }) => ({
      ...{ ...one, review: review && { ...review }, answer: timed(answer), evaluation: timed(evaluation) },
    })),
  };
}

function timed<T extends { readonly at: Date }>(said: T | null): (Omit<T, 'at'> & { at: string }) | null {
  return said && { ...said, at: said.at.toISOString() };
}
