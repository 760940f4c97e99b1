import type { EditionTableDoc } from '../../storage/models/report-editions.ts';
import { aboutOf } from '../sheets/sheet-file.ts';
import type { TableDeps } from './deps.ts';
import type { TableScope } from './scope.ts';

const columns = ['number', 'case', 'criterion', 'mark', 'finding'];
const WORDS = columns.indexOf('finding');

/** What the audits of the period found, one line each (ICE-42). The words are read when somebody opens the report (P4). */
export async function findingTable(deps: TableDeps, { rule, period }: TableScope): Promise<EditionTableDoc> {
  const { t, findings } = deps;
  const lines = await findings.lines({ report: rule.name, from: period.from, to: period.to });
  return {
    title: t('reports.findings.title'),
    about: aboutOf(deps, period),
    columns: columns.map((column) => t(`reports.column.${column}`)),
    rows: lines.map(({ label, caseNumber, criterion, mark }, at) => [
      ...[at + 1, caseNumber === null ? label : t('reports.findings.case', { label, number: caseNumber })],
      ...[criterion, mark, ''],
    ]),
    findings: { column: WORDS, ids: lines.map(({ id }) => id) },
  };
}

/** The same table with what is said of its findings now. */
export async function withFindings(
  { findings }: Pick<TableDeps, 'findings'>,
  table: EditionTableDoc,
  { column: place, ids }: NonNullable<EditionTableDoc['findings']>,
): Promise<EditionTableDoc> {
  const words = await findings.words(ids);
  const rows = table.rows.map((row, at) =>
    row.map((cell, column) => (column === place ? (words.get(ids[at] ?? '') ?? '') : cell)),
  );
  return { ...table, rows };
}
