import type { ReportRule } from '../../contracts/report-editions.ts';
import type { EditionTableDoc } from '../../storage/models/report-editions.ts';
import { aboutOf } from '../sheets/sheet-file.ts';
import type { TableDeps } from './deps.ts';
import { entryTable } from './entry-table.ts';
import { findingTable } from './finding-table.ts';
import { isOf, type TableScope } from './scope.ts';
import { summaryTable } from './summary-table.ts';
import { openTickets, raisedTickets, ticketTable } from './ticket-tables.ts';

type Section = ReportRule['sections'][number];
type Maker = (deps: TableDeps, scope: TableScope) => Promise<readonly EditionTableDoc[]>;

const makers: Readonly<Record<Section, Maker>> = {
  figures: async (deps, scope) =>
    scope.company === null ? figures(deps, scope, 'figures') : [await summary(deps, scope)],
  // What single people at the desk did is nothing for a customer.
  agents: async (deps, scope) => (scope.company === null ? figures(deps, scope, 'agents') : []),
  tickets: async (deps, scope) => [await ticketTable(deps, scope, 'tickets', await raisedTickets(deps, scope))],
  open: async (deps, scope) => [await ticketTable(deps, scope, 'open', await openTickets(deps, scope))],
  async overdue(deps, scope) {
    const now = deps.clock.now();
    const late = (await openTickets(deps, scope)).filter(
      ({ dueAt, clocks }) => (dueAt !== null && dueAt < now) || clocks.some(({ status }) => status === 'breached'),
    );
    return [await ticketTable(deps, scope, 'overdue', late)];
  },
  findings: async (deps, scope) => (scope.company === null ? [await findingTable(deps, scope)] : []),
  knowledge: async (deps, scope) => (scope.company === null ? [await entryTable(deps, scope)] : []),
};

/** The tables of a report, in the order of its sections (EXS-49, EXS-50, EXS-52, MAS-115, ICE-46, ICE-54). */
export async function tablesOf(deps: TableDeps, scope: TableScope): Promise<EditionTableDoc[]> {
  const tables: EditionTableDoc[] = [];
  for (const section of new Set(scope.rule.sections)) tables.push(...(await makers[section](deps, scope)));
  return tables;
}

function figures({ exports }: TableDeps, { period }: TableScope, what: 'figures' | 'agents') {
  return exports.sheets({ what, period: { kind: 'custom', from: period.firstDay, to: period.lastDay } });
}

async function summary(deps: TableDeps, scope: TableScope): Promise<EditionTableDoc> {
  const { period, company } = scope;
  const all = await deps.figures.between(deps.organisation, period.from, period.to);
  const own = all.filter(({ company: name }) => isOf(company, name));
  return { ...summaryTable(deps, own, period), about: aboutOf(deps, period) };
}
