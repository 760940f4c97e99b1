import type { z } from 'zod';
import type { Attachment } from '../../contracts/envelope.ts';
import type { FileStore } from '../../contracts/files.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { AppError } from '../../errors/app-error.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { readBytes } from '../routing/body.ts';
import { type Route, route } from '../routing/route.ts';
import { conditionsOf } from './deed-routes.ts';
import { uploadQuery } from './deed-schema.ts';
import { presentTicket } from './presenter.ts';
import { ticketBody, ticketParams } from './schema.ts';
import { visibleTicket } from './visible-ticket.ts';

const MAX_BYTES = 10 * 1024 * 1024;

/** A file that the desk puts on a ticket: a scan (CON-16), what a step hands in (CON-26, CON-28), or something to show. */
export function uploadRoutes(deps: HttpDeps): Route[] {
  return deps.files === undefined ? [] : [uploadRoute(deps, deps.files)];
}

/** Read and redacted before it is kept, as every file is (P4). */
function uploadRoute(deps: HttpDeps, files: FileStore): Route {
  return route(
    {
      ...{ method: 'post', path: '/api/tickets/:id/files', access: 'tickets.move' },
      summary: 'Put a file of at most 10 MB on a ticket; with `mark`, it is what that step hands in',
      ...{ params: ticketParams, query: uploadQuery, consumes: 'application/octet-stream', response: ticketBody },
    } as const,
    async ({ params, query, principal, request }) => {
      const { ticket } = await visibleTicket(deps, principal, params.id);
      const content = await readBytes(request, MAX_BYTES);
      if (content.length === 0) throw new AppError('INPUT_INVALID', { path: 'body', problem: 'the file is empty' });
      const name = redacted(deps, query.name);
      const stored = await files.put(content, { name, mediaType: query.type ?? 'application/octet-stream' });
      const { role, id } = actorOf(principal);
      const doing = { actor: { role, id }, at: deps.clock.now(), ...conditionsOf(query) };
      return presentTicket(await deps.tickets.act(ticket.id, deedOf(deps, query, stored), doing));
    },
  );
}

function deedOf(deps: HttpDeps, query: z.output<typeof uploadQuery>, stored: Attachment): TicketDeed {
  const attachments = [stored];
  const internal = query.internal === 'true';
  const said = query.note === undefined ? {} : { note: redacted(deps, query.note) };
  if (query.mark !== undefined) return { type: 'mark', mark: query.mark, ...said, attachments };
  if (said.note === undefined) return { type: 'attach', attachments, internal };
  return { type: 'note', text: said.note, internal, attachments };
}

function redacted({ redactor }: HttpDeps, text: string) {
  return redactor.redact(text, { speaker: 'agent' }).text;
}
