import { z } from 'zod';
import { privacyRequestKinds } from '../../contracts/policy/privacy.ts';
import type { PrivacyAsk, PrivacyRequestView, Rectification } from '../../contracts/privacy.ts';
import { organisationOf, servicesFor } from '../auth/organisation.ts';
import { auditActorOf, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField, instantField, typedText } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';

const contactParams = z.strictObject({ id: idField });
const askBody = z.strictObject({
  reason: typedText(500).min(1).describe('Recorded in the audit trail and in the register'),
  kind: z.enum(privacyRequestKinds).optional().describe('Which request of the policy; the first that fits if absent'),
});
const counts = z.record(z.string(), z.number());
const requestBody = z.object({
  id: z.string(),
  kind: z.enum(privacyRequestKinds),
  contactId: z.string(),
  state: z.enum(['open', 'running', 'done']),
  reason: z.string(),
  by: z.string(),
  receivedAt: instantField,
  dueAt: instantField,
  doneAt: instantField.nullable(),
  counts,
});
const anyDocument = z.record(z.string(), z.unknown());
const reportBody = z.object({
  requestId: z.string().nullable().describe('Null: nothing was erased, this is what would be'),
  counts,
  open: z.object({ conversations: z.number(), tickets: z.number() }),
});

/** A person's data on their request: given out, erased, held; and the register of it all. */
export function privacyRoutes(deps: HttpDeps): Route[] {
  return [requestsRoute(deps), exportRoute(deps), rectifyRoute(deps), eraseRoute(deps), holdRoute(deps)];
}

function requestsRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'get',
      path: '/api/privacy/requests',
      access: 'privacy.manage',
      summary: 'The register of requests about personal data, newest first',
      query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      response: z.object({ items: z.array(requestBody) }),
    },
    async ({ query, principal }) => {
      const { privacy } = servicesFor(deps, principal);
      const found = await privacy.requests(organisationOf(deps, principal), query.limit);
      return { items: found.map(presentRequest) };
    },
  );
}

function exportRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: '/api/privacy/contacts/:id/export',
      access: 'privacy.manage',
      summary: 'Everything that is kept about a person; files are named and fetched one by one',
      params: contactParams,
      body: askBody,
      response: z.object({
        contactId: z.string(),
        exportedAt: instantField,
        collections: z.record(z.string(), z.array(anyDocument)),
        files: z.array(
          z.object({ fileId: z.string(), name: z.string(), mediaType: z.string(), conversationId: z.string() }),
        ),
        audit: z.array(anyDocument),
      }),
    },
    async ({ params, body, principal, response }) => {
      const data = await servicesFor(deps, principal).privacy.export(askOf(deps, principal, params.id, body));
      response.setHeader('Cache-Control', 'no-store');
      return {
        contactId: data.contactId,
        exportedAt: data.exportedAt.toISOString(),
        collections: Object.fromEntries(Object.entries(data.collections).map(([name, docs]) => [name, [...docs]])),
        files: data.files.map((file) => ({ ...file })),
        audit: [...data.audit],
      };
    },
  );
}

function rectifyRoute(deps: HttpDeps): Route {
  const value = typedText(200).nullable().optional().describe('Null takes it out; absent leaves it as it is');
  return route(
    {
      method: 'post',
      path: '/api/privacy/contacts/:id/rectify',
      access: 'privacy.manage',
      summary: 'Correct what is known of a person',
      params: contactParams,
      body: askBody
        .extend({ name: value, organisation: value, email: value, phone: value })
        .refine(
          ({ name, organisation, email, phone }) => [name, organisation, email, phone].some((v) => v !== undefined),
          {
            error: 'name at least one field to correct',
          },
        ),
      response: requestBody,
    },
    async ({ params, body, principal }) => {
      const { reason, kind, ...given } = body;
      const ask = askOf(deps, principal, params.id, { reason, kind });
      return presentRequest(await servicesFor(deps, principal).privacy.rectify(ask, rightOf(deps, given)));
    },
  );
}

/** P4: what is typed as the right value is redacted like anything else that is typed. */
function rightOf({ redactor }: HttpDeps, given: Readonly<Record<string, string | null | undefined>>): Rectification {
  const entries = Object.entries(given).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, value === null ? null : redactor.redact(value, { speaker: 'agent' }).text]],
  );
  return Object.fromEntries(entries);
}

function eraseRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'post',
      path: '/api/privacy/contacts/:id/erase',
      access: 'privacy.manage',
      summary: 'Erase a person; without confirm it says what would go',
      params: contactParams,
      body: askBody.extend({
        confirm: z.string().optional().describe("The contact's id once more: without it nothing is erased"),
        closeOpen: z.boolean().default(false).describe('Close open conversations and tickets first'),
      }),
      response: reportBody,
    },
    async ({ params, body, principal }) => {
      const ask = askOf(deps, principal, params.id, body);
      const { privacy } = servicesFor(deps, principal);
      const report =
        body.confirm === params.id
          ? await privacy.erase({ ...ask, closeOpen: body.closeOpen })
          : await privacy.preview(ask.organisation, params.id);
      return { requestId: report.requestId, counts: { ...report.counts }, open: { ...report.open } };
    },
  );
}

function holdRoute(deps: HttpDeps): Route {
  return route(
    {
      method: 'put',
      path: '/api/privacy/contacts/:id/hold',
      access: 'privacy.manage',
      summary: 'Legal hold: while it is set, nothing of the person is erased',
      params: contactParams,
      body: z.strictObject({ reason: askBody.shape.reason, held: z.boolean() }),
      response: null,
    },
    async ({ params, body, principal }) =>
      servicesFor(deps, principal).privacy.hold(askOf(deps, principal, params.id, { reason: body.reason }), body.held),
  );
}

function askOf(
  deps: HttpDeps,
  principal: Principal,
  contactId: string,
  { reason, kind }: { reason: string; kind?: PrivacyAsk['kind'] | undefined },
): PrivacyAsk {
  return {
    organisation: organisationOf(deps, principal),
    contactId,
    actor: auditActorOf(principal),
    // P4: what is typed as the reason may hold anything.
    reason: deps.redactor.redact(reason, { speaker: 'agent' }).text,
    ...(kind === undefined ? {} : { kind }),
  };
}

function presentRequest(request: PrivacyRequestView): z.input<typeof requestBody> {
  const { id, kind, contactId, state, reason, by, counts: done } = request;
  return {
    ...{ id, kind, contactId, state, reason, by, counts: { ...done } },
    receivedAt: request.receivedAt.toISOString(),
    dueAt: request.dueAt.toISOString(),
    doneAt: request.doneAt?.toISOString() ?? null,
  };
}
