import { z } from 'zod';
import { type AuditEntry, auditProblems } from '../../contracts/audit.ts';
import { organisationOf } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField, pageFields, pageOf } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const entryBody = z.object({
  seq: z.number(),
  at: instantField,
  actor: z.object({ kind: z.enum(['agent', 'contact', 'operator', 'token', 'system']), id: z.string() }),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  reason: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  hash: z.string().describe('SHA-256 that ties the record to all before it'),
});

const reportBody = z.object({
  ok: z.boolean(),
  organisation: z.string(),
  records: z.number(),
  problem: z.object({ kind: z.enum(auditProblems), seq: z.number() }).nullable(),
  head: z.object({ seq: z.number(), hash: z.string() }).nullable(),
  witnessedFrom: z.number().nullable(),
});

/** The audit trail: who did what, and whether the trail is whole. */
export function auditRoutes(deps: HttpDeps): Route[] {
  const { audit } = deps;
  return [
    route(
      {
        method: 'get',
        path: '/api/audit',
        access: 'audit.read',
        summary: 'The audit trail, newest first; of one subject when its id is given',
        query: z.strictObject({
          ...pageFields,
          after: z
            .string()
            .regex(/^\d{1,15}$/)
            .optional(),
          subject: idField.optional(),
        }),
        response: pageOf(entryBody),
      },
      async ({ query, principal }) => {
        const { limit, after, subject } = query;
        const organisation = organisationOf(deps, principal);
        const page = await audit.list({
          ...{ organisation, limit },
          ...(after === undefined ? {} : { after }),
          ...(subject === undefined ? {} : { subject }),
        });
        return { items: page.items.map(presentEntry), next: page.next };
      },
    ),
    route(
      {
        method: 'get',
        path: '/api/audit/verification',
        access: 'audit.read',
        summary: 'Walk the whole trail and say its first broken place',
        response: reportBody,
      },
      async ({ principal }) => audit.verify(organisationOf(deps, principal)),
    ),
  ];
}

function presentEntry(entry: AuditEntry): z.input<typeof entryBody> {
  const { seq, at, actor, action, subject, reason = null, facts = {}, hash } = entry;
  return { seq, at: at.toISOString(), actor, action, subject, reason, facts, hash };
}
