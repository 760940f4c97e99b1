import type { z } from 'zod';
import type { Redacted } from '../../contracts/redacted.ts';
import type { TicketEvent, TicketView } from '../../contracts/ticket.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import type { TicketReferences } from '../../contracts/ticket-references.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import { organisationOf, servicesOf } from '../auth/organisation.ts';
import { actorOf, type Principal } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { presentMoves, presentTicket } from '../tickets/presenter.ts';
import { visibleTicket } from '../tickets/visible-ticket.ts';
import { recordFor } from './administration.ts';
import * as schema from './outside-schema.ts';

const base = '/api/integrations/tickets';
const ofTicket = `${base}/:ticket`;

/** What an outside system does to our tickets: find, move, comment, and give its own number. */
export function outsideRoutes(deps: HttpDeps): Route[] {
  const { references } = deps;
  if (!references) return [];
  return [
    ...findRoutes(deps, references),
    stateRoute(deps, references),
    commentRoute(deps, references),
    referenceRoute(deps, references),
  ];
}

function findRoutes(deps: HttpDeps, references: TicketReferences): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: base, access: 'tickets.read' },
        summary: 'Find tickets by folio, or by their number in an outside system',
        query: schema.findQuery,
        response: schema.foundBody,
      } as const,
      async ({ query, principal }) => {
        const ids = await idsFor(deps, references, { query, organisation: organisationOf(deps, principal) });
        const found = await Promise.all(ids.map((id) => visibleTicket(deps, principal, id)));
        return { items: await Promise.all(found.map((one) => present(deps, references, principal, one))) };
      },
    ),
    route(
      {
        ...{ method: 'get', path: ofTicket, access: 'tickets.read' },
        summary: 'A ticket with its numbers in outside systems, its notes, and the moves that you may make',
        params: schema.ticketParams,
        response: schema.outsideTicketBody,
      } as const,
      async ({ params, principal }) =>
        present(deps, references, principal, await ticketFor(deps, principal, params.ticket)),
    ),
  ];
}

function stateRoute(deps: HttpDeps, references: TicketReferences): Route {
  return route(
    {
      ...{ method: 'post', path: `${ofTicket}/state`, access: 'integrations.write' },
      summary: 'Move a ticket to another state; a refusal says which are allowed',
      ...{ params: schema.ticketParams, headers: schema.repeatHeaders },
      ...{ body: schema.stateBody, response: schema.outsideTicketBody },
    } as const,
    async ({ params, headers, body, principal }) => {
      const { note, internal, ...rest } = body;
      const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const text = note === undefined ? {} : { note: redacted(deps, note), internal };
      const deed = { type: 'move', to: body.to, ...said, ...text } as const;
      const call = { ticket: params.ticket, key: headers['idempotency-key'], asked: JSON.stringify(['state', body]) };
      return act({ deps, references, principal }, deed, call);
    },
  );
}

function commentRoute(deps: HttpDeps, references: TicketReferences): Route {
  return route(
    {
      ...{ method: 'post', path: `${ofTicket}/comments`, access: 'integrations.write' },
      summary: 'Write a comment, for the requester too or for the desk alone',
      ...{ params: schema.ticketParams, headers: schema.repeatHeaders },
      ...{ body: schema.commentBody, response: schema.outsideTicketBody },
    } as const,
    async ({ params, headers, body, principal }) => {
      const deed = { type: 'note', text: redacted(deps, body.text), internal: body.internal } as const;
      const call = { ticket: params.ticket, key: headers['idempotency-key'], asked: JSON.stringify(['note', body]) };
      return act({ deps, references, principal }, deed, call);
    },
  );
}

function referenceRoute(deps: HttpDeps, references: TicketReferences): Route {
  return route(
    {
      ...{ method: 'put', path: `${ofTicket}/reference`, access: 'integrations.write' },
      summary: "Set the ticket's number in an outside system; the same again changes nothing",
      ...{ params: schema.ticketParams, body: schema.referenceBody, response: schema.outsideTicketBody },
    } as const,
    async ({ params, body, principal }) => {
      const found = await ticketFor(deps, principal, params.ticket);
      const { id, organisation } = found.ticket;
      const known = await references.of(id);
      if (!known.some((one) => one.system === body.system && one.id === body.id.trim())) {
        const subject = { kind: 'ticket', id };
        const facts = { system: body.system, replaces: known.some(({ system }) => system === body.system) };
        await recordFor(deps, principal, { organisation, action: 'ticket.reference', subject, facts });
        // A number is a code; what reads like a secret all the same is taken out of it (P4).
        await references.set(found.ticket, { system: body.system, id: redacted(deps, body.id) });
      }
      return present(deps, references, principal, found);
    },
  );
}

interface Caller {
  readonly deps: HttpDeps;
  readonly references: TicketReferences;
  readonly principal: Principal;
}

/** Does a deed; under an idempotency key once, however often it is sent. */
async function act(
  { deps, references, principal }: Caller,
  deed: TicketDeed,
  { ticket, key, asked }: { ticket: string; key: string | undefined; asked: string },
) {
  const found = await ticketFor(deps, principal, ticket);
  const { role, id: actor } = actorOf(principal);
  if (key !== undefined) {
    await deps.repeats?.check({ caller: principal.id, key, asked: JSON.stringify([found.ticket.id, asked]) });
  }
  const doing = { actor: { role, id: actor }, at: deps.clock.now() };
  await deps.tickets.act(
    found.ticket.id,
    deed,
    key === undefined ? doing : { ...doing, key: `${principal.id}:${key}` },
  );
  return present(deps, references, principal, await visibleTicket(deps, principal, found.ticket.id));
}

async function ticketFor(deps: HttpDeps, principal: Principal, idOrFolio: string) {
  try {
    return await visibleTicket(deps, principal, idOrFolio);
  } catch (error) {
    if (!isAppError(error, 'TICKET_NOT_FOUND')) throw error;
  }
  const found = await deps.tickets.byFolio(organisationOf(deps, principal), idOrFolio);
  if (found === null) throw new AppError('TICKET_NOT_FOUND');
  return visibleTicket(deps, principal, found.id);
}

async function idsFor(
  { tickets }: HttpDeps,
  references: TicketReferences,
  { query, organisation }: { query: z.output<typeof schema.findQuery>; organisation: string },
): Promise<string[]> {
  const { folio, reference, system } = query;
  if ((folio === undefined) === (reference === undefined)) {
    throw new AppError('INPUT_INVALID', { path: 'query', problem: 'say either folio or reference' });
  }
  if (reference !== undefined) return references.find(organisation, reference, system);
  const found = await tickets.byFolio(organisation, folio ?? '');
  return found === null ? [] : [found.id];
}

async function present(
  deps: HttpDeps,
  references: TicketReferences,
  principal: Principal,
  { ticket, events }: { ticket: TicketView; events: readonly TicketEvent[] },
): Promise<z.input<typeof schema.outsideTicketBody>> {
  const { policy } = servicesOf(deps, ticket.organisation);
  const notes = events.filter(({ type, note }) => type === 'noted' && note !== undefined);
  return {
    ticket: presentTicket(ticket),
    references: (await references.of(ticket.id)).map(({ system, id }) => ({ system, id })),
    moves: presentMoves(policy, ticket.state, actorOf(principal).role),
    comments: notes.map(({ at, actor, note = '', internal = false }) => {
      return { at: at.toISOString(), by: actor.id, text: note, internal };
    }),
  };
}

function redacted({ redactor }: HttpDeps, text: string): Redacted {
  return redactor.redact(text, { speaker: 'agent' }).text;
}
