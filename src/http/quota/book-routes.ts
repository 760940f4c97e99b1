import { z } from 'zod';
import type { QuotaPort, QuotaWriter } from '../../contracts/quota.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import { offers, serviceFor } from '../auth/organisation.ts';
import type { Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentAbsence, presentCorrection, presentVerification } from './presenter.ts';
import * as schema from './schema.ts';

const base = '/api/knowledge/quota';

/** What leads write into the quota's books: absences, corrections, verifications; each with a reason, each audited. */
export function quotaBookRoutes(deps: HttpDeps): Route[] {
  if (!offers(deps, 'quota')) return [];
  const quotaOf: QuotaOf = (principal) => serviceFor(deps, principal, 'quota');
  const redacted = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
  return [
    ...absenceRoutes(quotaOf, redacted),
    ...correctionRoutes(quotaOf, redacted),
    verificationRoute(quotaOf, redacted),
  ];
}

type QuotaOf = (principal: Principal) => QuotaPort;
type Redact = (text: string) => Redacted;

function absenceRoutes(quotaOf: QuotaOf, redacted: Redact): Route[] {
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
      async ({ query: { from, to }, principal }) => {
        const filter = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        return { items: (await quotaOf(principal).absences(filter)).map(presentAbsence) };
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
        presentAbsence(
          await quotaOf(principal).addAbsence({ ...body, reason: redacted(body.reason) }, writerOf(principal)),
        ),
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
      async ({ params, principal }) =>
        presentAbsence(await quotaOf(principal).withdrawAbsence(params.id, writerOf(principal))),
    ),
  ];
}

function correctionRoutes(quotaOf: QuotaOf, redacted: Redact): Route[] {
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
      async ({ query, principal }) => ({
        items: (await quotaOf(principal).corrections(query.month)).map(presentCorrection),
      }),
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
        presentCorrection(
          await quotaOf(principal).correct({ ...body, reason: redacted(body.reason) }, writerOf(principal)),
        ),
    ),
  ];
}

function verificationRoute(quotaOf: QuotaOf, redacted: Redact): Route {
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
      return presentVerification(await quotaOf(principal).verify({ ...body, reason }, writerOf(principal)));
    },
  );
}

function writerOf({ kind, id }: Principal): QuotaWriter {
  return { kind, id };
}
