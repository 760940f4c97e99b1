import { once } from 'node:events';
import type { Response } from 'express';
import type { TicketTransfer } from '../../contracts/ticket-transfer.ts';
import { organisationOf } from '../auth/organisation.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { type Route, route } from '../routing/route.ts';
import { recordFor } from './administration.ts';
import * as schema from './transfer-schema.ts';

/** Tickets as tables, streamed both ways: a hundred thousand lines never lie in the memory at once. */
export function transferRoutes(deps: HttpDeps): Route[] {
  const { ticketTransfer } = deps;
  return ticketTransfer ? [exportRoute(deps, ticketTransfer), importRoute(deps, ticketTransfer)] : [];
}

function exportRoute(deps: HttpDeps, transfer: TicketTransfer): Route {
  return route(
    {
      method: 'get',
      path: '/api/integrations/ticket-export',
      access: 'tickets.transfer',
      summary: 'Tickets as CSV, newest first: UTF-8 with its mark, safe to open in a spreadsheet',
      query: schema.exportQuery,
      produces: 'text/csv',
      response: null,
    },
    async ({ query, principal, response }) => {
      const organisation = organisationOf(deps, principal);
      const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
      const subject = { kind: 'organisation', id: organisation };
      await recordFor(deps, principal, { organisation, action: 'ticket.export', subject, facts: given });
      response.type('text/csv; charset=utf-8').attachment('tickets.csv');
      await pour(transfer.export({ ...given, organisation }), response);
    },
  );
}

function importRoute(deps: HttpDeps, transfer: TicketTransfer): Route {
  return route(
    {
      method: 'post',
      path: '/api/integrations/ticket-import',
      access: 'tickets.transfer',
      summary: 'Open tickets from CSV; what was imported from this source before is left alone',
      query: schema.importQuery,
      consumes: 'text/csv',
      response: schema.importReport,
    },
    async ({ query: { source, dryRun }, principal, request }) => {
      const organisation = organisationOf(deps, principal);
      const { role, id } = actorOf(principal);
      if (!dryRun) {
        const subject = { kind: 'organisation', id: organisation };
        await recordFor(deps, principal, { organisation, action: 'ticket.import', subject, facts: { source } });
      }
      const report = await transfer.import(request, { organisation, source, dryRun, actor: { role, id } });
      const problems = report.problems.map((problem) => ({ ...problem }));
      return { ...report, counts: { ...report.counts }, problems, ignoredColumns: [...report.ignoredColumns] };
    },
  );
}

/** As fast as the reader takes it; whoever hangs up ends it. */
async function pour(parts: AsyncIterable<string>, response: Response): Promise<void> {
  for await (const part of parts) {
    if (response.destroyed) return;
    if (!response.write(part)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}
