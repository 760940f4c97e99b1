import { limitedBody } from '../../contracts/limited-body.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { AppError } from '../../errors/app-error.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { uploadQuery } from './deed-schema.ts';
import { presentTicket } from './presenter.ts';
import { ticketBody, ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

const MAX_BYTES = 10 * 1024 * 1024;

/** A file that the desk puts on a ticket: a scan (CON-16), or what a step hands in (CON-26, CON-28). */
export function uploadRoutes(deps: HttpDeps): Route[] {
  const { files } = deps;
  if (!files) return [];
  return [
    route(
      {
        ...{ method: 'post', path: '/api/tickets/:id/files', access: 'tickets.move' },
        summary: 'Put a file on a ticket, for the desk alone; with `mark`, it is what that step hands in',
        ...{ params: ticketParams, query: uploadQuery, consumes: 'application/octet-stream', response: ticketBody },
      } as const,
      async ({ params, query, principal, request }) => {
        const { ticket } = await visibleTicket(deps, principal, params.id);
        const content = await limitedBody(request, MAX_BYTES);
        if (content === null) throw new AppError('FILE_TOO_LARGE', { limit: MAX_BYTES });
        const redact = (text: string) => deps.redactor.redact(text, { speaker: 'agent' }).text;
        const mediaType = query.type ?? 'application/octet-stream';
        const stored = await files.put(content, { name: redact(query.name), mediaType });
        const attachments = [stored];
        const text = redact(query.note ?? '');
        const deed: TicketDeed =
          query.mark === undefined
            ? { type: 'note', text, internal: true, attachments }
            : { type: 'mark', mark: query.mark, ...(query.note !== undefined && { note: text }), attachments };
        const { role, id } = actorOf(principal);
        const doing = { actor: { role, id }, at: deps.clock.now(), key: query.key };
        return presentTicket(await deps.tickets.act(ticket.id, deed, doing));
      },
    ),
  ];
}
