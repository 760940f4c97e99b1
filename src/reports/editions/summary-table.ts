import type { EditionTableDoc } from '../../storage/models/report-editions.ts';
import type { TicketFigureDoc } from '../../storage/models/ticket-figures.ts';
import type { TableDeps } from './deps.ts';

/** What one customer sees of the service that it got: counts, and how its times were kept (MAS-115). Open are those at its end, or now. */
export function summaryTable(
  { t, policy, clock }: Pick<TableDeps, 't' | 'policy' | 'clock'>,
  figures: readonly TicketFigureDoc[],
  { from, to }: { readonly from: Date; readonly to: Date },
): Omit<EditionTableDoc, 'about'> {
  const own = figures.filter(({ merged }) => !merged);
  const isIn = (at: Date | null) => at !== null && at >= from && at < to;
  const opened = own.filter(({ openedAt }) => isIn(openedAt));
  const solved = own.filter(({ solvedAt }) => isIn(solvedAt));
  const now = clock.now();
  const end = to < now ? to : now;
  const isOpen = (stretch: { from: Date; to: Date | null }) =>
    stretch.from <= end && (stretch.to === null || stretch.to > end);
  // What is solved and not closed yet waits for nobody at the desk.
  const isSolved = (at: Date | null) => at !== null && at <= end;
  const open = own.filter((one) => one.open.some(isOpen) && !isSolved(one.solvedAt));
  const count = (name: string, of: readonly unknown[]) => [t(`reports.summary.${name}`), of.length, of.length];
  const clocks = policy.clocks.map(({ name }) => {
    const decided = opened.flatMap((one) =>
      one.clocks.filter((clock) => clock.name === name && clock.stoppedAt !== null),
    );
    const met = decided.filter(({ dueAt, stoppedAt }) => dueAt === null || (stoppedAt !== null && stoppedAt <= dueAt));
    const share = decided.length === 0 ? null : Math.round((met.length / decided.length) * 1000) / 10;
    return [t('reports.summary.clock', { clock: name }), share, decided.length];
  });
  return {
    title: t('reports.summary.title'),
    columns: ['figure', 'value', 'cases'].map((column) => t(`reports.column.${column}`)),
    rows: [count('opened', opened), count('solved', solved), count('open', open), ...clocks],
  };
}
