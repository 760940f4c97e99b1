import { stringify } from 'csv-stringify/sync';
import type { Policy } from '../../contracts/policy.ts';
import type { TicketPort, TicketView } from '../../contracts/ticket.ts';
import type { TicketReference, TicketReferences } from '../../contracts/ticket-references.ts';
import type { TicketTransfer } from '../../contracts/ticket-transfer.ts';
import { escapeCell } from '../../tables/cells.ts';

/** What an export works with. */
export interface ExportDeps {
  readonly tickets: Pick<TicketPort, 'list'>;
  readonly references: TicketReferences;
  readonly policyOf: (organisation: string) => Policy;
}

const PAGE = 200;
const columns = [
  ...['folio', 'state', 'stateLabel', 'phase', 'priority', 'subject', 'description', 'area', 'subarea', 'company'],
  ...['assignee', 'openedAt', 'updatedAt', 'dueAt', 'closedAt', 'solutionType', 'closingCode', 'references'],
] as const;

/** Tickets as a table, page by page: UTF-8 with its mark for Excel, no cell that runs as a formula. */
export async function* exportTickets(
  { tickets, references, policyOf }: ExportDeps,
  filter: Parameters<TicketTransfer['export']>[0],
): AsyncGenerator<string> {
  const fields = policyOf(filter.organisation).intake.fields.map(({ field }) => field);
  yield `\uFEFF${csv([[...columns, ...fields.map((name) => `field.${name}`)]])}`;
  for (let after: string | undefined; ; ) {
    const page = await tickets.list({ ...filter, limit: PAGE, ...(after === undefined ? {} : { after }) });
    const known = await references.ofMany(page.items.map(({ id }) => id));
    yield csv(page.items.map((ticket) => lineOf(ticket, known.get(ticket.id) ?? [], fields)));
    if (page.next === null) return;
    after = page.next;
  }
}

function lineOf(ticket: TicketView, known: readonly TicketReference[], fields: readonly string[]): string[] {
  const { folio, state, agentLabel, phase, priority, subject, description, area, subarea, company } = ticket;
  const numbers = known.map(({ system, id }) => `${system}:${id}`).join('; ');
  return [
    ...[folio, state, agentLabel, phase, priority, subject, description, area, subarea, company, ticket.assignee],
    ...[ticket.openedAt, ticket.updatedAt, ticket.dueAt, ticket.closedAt].map((at) => at?.toISOString() ?? ''),
    ...[ticket.solutionType, ticket.closingCode, numbers],
    ...fields.map((name) => ticket.fields[name] ?? ''),
  ].map((cell) => escapeCell(cell ?? ''));
}

function csv(lines: readonly (readonly string[])[]): string {
  return stringify(
    lines.map((line) => [...line]),
    { record_delimiter: 'windows' },
  );
}
