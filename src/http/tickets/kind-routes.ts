import { z } from 'zod';
import type { TicketKindsPort, TicketKindView } from '../../contracts/ticket-kinds.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { conditionsOf } from './deed-routes.ts';
import { deliverBody } from './deed-schema.ts';
import { presentTicket } from './presenter.ts';
import { ticketBody, ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

const reader = { may: z.boolean(), posts: z.string().describe('Who may, where not everybody may') };
const labelled = z.array(z.object({ code: z.string(), label: z.string() }));

/** What the kind of a ticket asks for, as it stands. */
export const kindBody = z.object({
  code: z.string(),
  label: z.string(),
  checks: z.array(
    z.object({
      ...{ code: z.string(), label: z.string(), needs: z.enum(['file', 'fact', 'mark']), isDone: z.boolean() },
      before: z.array(z.string()).describe('States that it keeps the ticket from'),
      ...{ beforeDelivery: z.boolean(), formats: z.array(z.string()), fact: z.string().nullable() },
      choices: z.array(z.object({ value: z.string(), label: z.string() })),
      ...reader,
    }),
  ),
  actions: z.array(
    z.object({
      ...{ code: z.string(), label: z.string(), tells: z.enum(['desk', 'requester']), text: z.string().nullable() },
      ...{ isDue: z.boolean(), isDone: z.boolean(), ...reader },
    }),
  ),
  delivery: z
    .object({
      ...reader,
      ...{ formats: z.array(z.string()), disclaimer: z.string().nullable(), confirm: labelled },
      missing: z.array(z.string()),
    })
    .nullable(),
  services: z.array(z.string()),
  fixedScope: z.boolean(),
});
/** Null: an ordinary ticket. */
export const kindLookBody = z.object({ kind: kindBody.nullable() });

/** The path of a kind of ticket: what is missing, and the handing over of evidence (MAS-91..109). */
export function kindRoutes(deps: HttpDeps): Route[] {
  const { ticketKinds } = deps;
  return ticketKinds === undefined ? [] : [lookRoute(deps, ticketKinds), deliverRoute(deps, ticketKinds)];
}

function lookRoute(deps: HttpDeps, kinds: TicketKindsPort): Route {
  return route(
    {
      ...{ method: 'get', path: '/api/tickets/:id/kind', access: 'tickets.read' },
      summary: 'What the kind of a ticket asks for, what is missing, and what you may do',
      ...{ params: ticketParams, response: kindLookBody },
    } as const,
    async ({ params, principal }) => {
      const { ticket, events } = await visibleTicket(deps, principal, params.id);
      return { kind: present(await kinds.look(ticket, events, principal.id)) };
    },
  );
}

function deliverRoute(deps: HttpDeps, kinds: TicketKindsPort): Route {
  return route(
    {
      ...{ method: 'post', path: '/api/tickets/:id/evidence', access: 'tickets.move' },
      summary: 'Hand files of the ticket over to its requester as evidence; by the posts that the policy names alone',
      ...{ params: ticketParams, body: deliverBody, response: ticketBody },
    } as const,
    async ({ params, body, principal }) => {
      const { ticket, events } = await visibleTicket(deps, principal, params.id);
      const { role, id } = actorOf(principal);
      const redact = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
      const terms = body.disclaimer ? (await kinds.look(ticket, events, principal.id))?.delivery?.disclaimer : null;
      const deed = {
        type: 'deliver',
        ...{ files: body.files, text: redact(body.text), confirmed: body.confirmed },
        disclaimer: terms ? redact(terms) : null,
      } as const;
      const doing = { actor: { role, id }, at: deps.clock.now(), ...conditionsOf(body) };
      return presentTicket(await deps.tickets.act(ticket.id, deed, doing));
    },
  );
}

function present(kind: TicketKindView | null): z.input<typeof kindLookBody>['kind'] {
  if (kind === null) return null;
  const { code, label, checks, actions, delivery, services, fixedScope } = kind;
  return {
    ...{ code, label, fixedScope, services: [...services], actions: actions.map((action) => ({ ...action })) },
    checks: checks.map(({ before, formats, choices, ...check }) => ({
      ...check,
      ...{ before: [...before], formats: [...formats], choices: choices.map((choice) => ({ ...choice })) },
    })),
    delivery: delivery && {
      ...delivery,
      formats: [...delivery.formats],
      confirm: delivery.confirm.map((one) => ({ ...one })),
      missing: [...delivery.missing],
    },
  };
}
