import type { TicketView } from '../../contracts/ticket.ts';
import { isAppError } from '../../errors/app-error.ts';
import { whenHolds } from '../../policy/routing.ts';
import type { EditionTableDoc } from '../../storage/models/report-editions.ts';
import { aboutOf } from '../sheets/sheet-file.ts';
import type { TableDeps } from './deps.ts';
import { withFindings } from './finding-table.ts';
import { isOf, type TableScope } from './scope.ts';

const PAGE = 200;
/** Rows of one table; a mailbox takes no book. */
const MOST_ROWS = 5_000;
const columns = ['folio', 'subject', 'state', 'priority', 'area', 'agent', 'company', 'opened', 'due'];
const SUBJECT = columns.indexOf('subject');

/** Tickets that were opened in the period and count as cases of their own, oldest first (MAS-115). */
export async function raisedTickets(deps: TableDeps, { rule, period, company }: TableScope): Promise<TicketView[]> {
  const lines = await deps.figures.between(deps.organisation, period.from, period.to);
  const raised = lines
    .filter(({ merged, openedAt, company: name }) => !merged && openedAt >= period.from && isOf(company, name))
    .sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
  const tickets: TicketView[] = [];
  for (const { _id: id } of raised) {
    const ticket = await ticketOf(deps, id);
    if (ticket !== null && whenHolds(rule.when, factsOf(ticket))) tickets.push(ticket);
  }
  return tickets;
}

/** Tickets that are open when the report is made, oldest first (EXS-49). */
export async function openTickets(deps: TableDeps, { rule, company }: TableScope): Promise<TicketView[]> {
  const found: TicketView[] = [];
  let after: string | undefined;
  do {
    const more = after === undefined ? {} : { after };
    const page = await deps.tickets.list({ organisation: deps.organisation, open: true, limit: PAGE, ...more });
    found.push(...page.items.filter((one) => isOf(company, one.company) && whenHolds(rule.when, factsOf(one))));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found.reverse();
}

/** One line a ticket. What people wrote is left out, and read from the ticket when somebody opens the report (P4). */
export async function ticketTable(
  deps: TableDeps,
  { period }: TableScope,
  name: 'tickets' | 'open' | 'overdue',
  all: readonly TicketView[],
): Promise<EditionTableDoc> {
  const { t, policy } = deps;
  const shown = all.slice(0, MOST_ROWS);
  const people = new Map((await deps.people()).map((person) => [person.id, person.name]));
  const areas = new Map(policy.areas.map(({ code, name: area }) => [code, area]));
  const cut = all.length > shown.length ? [t('reports.cut', { shown: shown.length, of: all.length })] : [];
  return {
    title: t(`reports.${name}.title`),
    about: [...aboutOf(deps, period), ...cut],
    columns: columns.map((column) => t(`reports.column.${column}`)),
    rows: shown.map((ticket) => [
      ...[ticket.folio, '', ticket.agentLabel, ticket.priority, areas.get(ticket.area) ?? ticket.area],
      ...[ticket.assignee === null ? null : (people.get(ticket.assignee) ?? ticket.assignee), ticket.company],
      ...[ticket.openedAt, ticket.dueAt],
    ]),
    subjects: { column: SUBJECT, tickets: shown.map(({ id }) => id) },
  };
}

/** The same table with subjects and findings as they read now; what is gone leaves a blank. */
export async function withSubjects(
  deps: Pick<TableDeps, 'tickets' | 'findings'>,
  { subjects, findings, ...table }: EditionTableDoc,
): Promise<EditionTableDoc> {
  if (findings !== undefined) return withFindings(deps, table, findings);
  if (subjects === undefined) return table;
  const rows = [];
  for (const [at, row] of table.rows.entries()) {
    const ticket = await ticketOf(deps, subjects.tickets[at] ?? '');
    rows.push(row.map((cell, column) => (column === subjects.column ? (ticket?.subject ?? '') : cell)));
  }
  return { ...table, rows };
}

async function ticketOf({ tickets }: Pick<TableDeps, 'tickets'>, id: string): Promise<TicketView | null> {
  try {
    return (await tickets.get(id)).ticket;
  } catch (error) {
    if (isAppError(error, 'TICKET_NOT_FOUND')) return null;
    throw error;
  }
}

function factsOf({ facts, priority, area, subarea }: TicketView) {
  return { ...facts, priority, area, subarea };
}
