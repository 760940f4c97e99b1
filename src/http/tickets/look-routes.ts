import type { z } from 'zod';
import type { PortalEvent, PortalTicketDetail, RequesterEyes } from '../../contracts/portal.ts';
import type { Redacted } from '../../contracts/redacted.ts';
import type { TicketForesight, TicketView } from '../../contracts/ticket.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { AppError } from '../../errors/app-error.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { codesOf } from './deed-routes.ts';
import { foreseeBody } from './deed-schema.ts';
import * as schema from './look-schema.ts';
import { presentClock } from './presenter.ts';
import { ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

type Redactor = (text: string) => Redacted;

/** Looking at a ticket in other ways: as it would be, as its requester sees it, and its files. */
export function lookRoutes(deps: HttpDeps): Route[] {
  const { ticketForesight: foresight, requesterEyes: eyes } = deps;
  return [
    ...(foresight ? [foreseeRoute(deps, foresight)] : []),
    ...(eyes ? [seenRoute(deps, eyes)] : []),
    fileRoute(deps),
  ];
}

function foreseeRoute(deps: HttpDeps, foresight: TicketForesight): Route {
  return route(
    {
      ...{ method: 'post', path: '/api/tickets/:id/foresee', access: 'tickets.move' },
      summary:
        'What priority and limits a ticket would have with other facts, priority or agreed date; changes nothing',
      ...{ params: ticketParams, body: foreseeBody, response: schema.foreseenBody },
    } as const,
    async ({ params, body, principal }) => {
      await visibleTicket(deps, principal, params.id);
      const { role, id } = actorOf(principal);
      const redact = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
      const deed = weighed(body, redact);
      const doing = { actor: { role, id }, at: deps.clock.now() };
      const { priority, dueAt, clocks } = await foresight.foresee(params.id, deed, doing);
      return { priority, dueAt: dueAt?.toISOString() ?? null, clocks: clocks.map(presentClock) };
    },
  );
}

function weighed({ facts = {}, priority, dueAt }: z.output<typeof foreseeBody>, redact: Redactor): TicketDeed {
  const reason = redact('-');
  if (dueAt !== undefined) return { type: 'agreeDate', dueAt: new Date(dueAt), reason };
  if (priority !== undefined) return { type: 'prioritise', priority, reason };
  return { type: 'setFacts', facts: codesOf(facts, redact) };
}

function seenRoute(deps: HttpDeps, eyes: RequesterEyes): Route {
  return route(
    {
      ...{ method: 'get', path: '/api/tickets/:id/requester-view', access: 'tickets.read' },
      summary: 'The ticket as “Mis tickets” shows it to its requester: what they read and what they can do',
      ...{ params: ticketParams, response: schema.seenBody },
    } as const,
    async ({ params, principal }) => {
      const { ticket, events } = await visibleTicket(deps, principal, params.id);
      return presentSeen(ticket, eyes.seen(ticket, events));
    },
  );
}

function presentSeen(ticket: TicketView, seen: PortalTicketDetail | null): z.input<typeof schema.seenBody> {
  const { folio, subject, requesterLabel: label, openedAt } = ticket;
  if (seen === null) {
    const nothing = { agreedAt: null, score: null, history: [], may: [] };
    return { isTold: false, folio, subject, label, tone: 'open', openedAt: openedAt.toISOString(), ...nothing };
  }
  const { may } = seen;
  const possible = [may.reply && 'reply', may.close && 'close', may.reject && 'reject', may.evaluate && 'evaluate'];
  return {
    ...{ isTold: true, folio: seen.folio, subject: seen.subject, label: seen.label, tone: seen.tone },
    openedAt: seen.openedAt.toISOString(),
    agreedAt: seen.agreedAt?.toISOString() ?? null,
    score: seen.score,
    history: seen.history.map(presentLine),
    may: possible.filter((one) => typeof one === 'string') as z.input<typeof schema.seenBody>['may'],
  };
}

function presentLine({ id, at, who, kind, value, text, files }: PortalEvent) {
  return {
    ...{ id, at: at.toISOString(), who, kind, value, text },
    files: files.map(({ name, size, review }) => ({ name, size, held: review === 'held' })),
  };
}

/** Always a download and never a page: a file that a customer sent must not run in the desk. */
function fileRoute(deps: HttpDeps): Route {
  return route(
    {
      ...{ method: 'get', path: '/api/tickets/:id/files/:fileId', access: 'tickets.read' },
      summary: 'Download an attachment of a ticket',
      ...{ params: schema.ticketFileParams, produces: 'application/octet-stream', response: null },
    } as const,
    async ({ params, principal, response }) => {
      const { ticket, events } = await visibleTicket(deps, principal, params.id);
      const all = [...ticket.attachments, ...events.flatMap(({ attachments }) => attachments ?? [])];
      const file = all.find(({ fileId }) => fileId === params.fileId);
      const bytes = file && (await deps.files?.get(file.fileId));
      if (!file || !bytes) throw new AppError('FILE_NOT_FOUND');
      response.attachment(file.name).type('application/octet-stream');
      response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
      response.end(Buffer.from(bytes));
    },
  );
}
