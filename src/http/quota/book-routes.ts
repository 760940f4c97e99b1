import { z } from 'zod';
import type { QuotaPort, QuotaWriter } from '../../contracts/quota.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentAbsence, presentCorrection, presentVerification } from './presenter.ts';
import * as schema from './schema.ts';

const base = '/api/knowledge/quota';

/** What leads write into the quota's books: absences, corrections, verifications; each with a reason, each audited. */
export function quotaBookRoutes(deps: HttpDeps): Route[] {
  const { quota } = deps;
  if (!quota) return [];
  const redacted = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
  return [...absenceRoutes(quota, redacted), ...correctionRoutes(quota, redacted), verificationRoute(quota, redacted)];
}

type Redact = (text: string) => Redacted;

function absenceRoutes(quota: QuotaPort, redacted: Redact): Route[] {
  return [
    route(
      {
        method: 'get',
        path: `${base}/absences`,
        access: 'quota.manage',
        summary: 'Absences that touch these days',
        query: schema.absenceQuery,
        response: z.object({ items: z.array(schema.absenceBody) }),
      },
      async ({ query: { from, to } }) => {
        const filter = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        return { items: (await quota.absences(filter)).map(presentAbsence) };
      },
    ),
    route(
      {
        method: 'post',
        path: `${base}/absences`,
        access: 'quota.manage',
        summary: 'Enter days on which an agent is away',
        body: schema.newAbsence,
        response: schema.absenceBody,
      },
      async ({ body, principal }) =>
        presentAbsence(await quota.addAbsence({ ...body, reason: redacted(body.reason) }, writerOf(principal))),
    ),
    route(
      {
        method: 'post',
        path: `${base}/absences/:id/withdraw`,
        access: 'quota.manage',
        summary: 'Withdraw an absence that was entered by mistake',
        params: schema.idParams,
        response: schema.absenceBody,
      },
      async ({ params, principal }) => presentAbsence(await quota.withdrawAbsence(params.id, writerOf(principal))),
    ),
  ];
}

function correctionRoutes(quota: QuotaPort, redacted: Redact): Route[] {
  return [
    route(
      {
        method: 'get',
        path: `${base}/corrections`,
        access: 'quota.manage',
        summary: 'Corrections of a month',
        query: schema.monthQuery.required(),
        response: z.object({ items: z.array(schema.correctionBody) }),
      },
      async ({ query }) => ({ items: (await quota.corrections(query.month)).map(presentCorrection) }),
    ),
    route(
      {
        method: 'post',
        path: `${base}/corrections`,
        access: 'quota.manage',
        summary: "Correct an agent's count of a day, with a reason",
        body: schema.newCorrection,
        response: schema.correctionBody,
      },
      async ({ body, principal }) =>
        presentCorrection(await quota.correct({ ...body, reason: redacted(body.reason) }, writerOf(principal))),
    ),
  ];
}

function verificationRoute(quota: QuotaPort, redacted: Redact): Route {
  return route(
    {
      method: 'post',
      path: `${base}/verifications`,
      access: 'quota.manage',
      summary: 'Say whether an entry of the weekly list is verified or rejected',
      body: schema.newVerification,
      response: schema.verificationBody,
    },
    async ({ body, principal }) => {
      const reason = body.reason === null ? null : redacted(body.reason);
      return presentVerification(await quota.verify({ ...body, reason }, writerOf(principal)));
    },
  );
}

function writerOf({ kind, id }: Principal): QuotaWriter {
  return { kind, id };
}
