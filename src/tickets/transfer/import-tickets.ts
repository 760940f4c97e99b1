import type { Policy } from '../../contracts/policy.ts';
import type { Actor, TicketPort } from '../../contracts/ticket.ts';
import type { TicketReferences } from '../../contracts/ticket-references.ts';
import type {
  ImportFate,
  ImportProblem,
  RedactText,
  TicketImportOptions,
  TicketImportReport,
} from '../../contracts/ticket-transfer.ts';
import { isAppError } from '../../errors/app-error.ts';
import { planRow, type RowPlan, wayTo } from './plan-row.ts';
import { readRows } from './read-rows.ts';

/** What an import works with. */
export interface ImportDeps {
  readonly tickets: Pick<TicketPort, 'open' | 'act'>;
  readonly references: TicketReferences;
  readonly policyOf: (organisation: string) => Policy;
  readonly redact: RedactText;
  readonly now: () => Date;
}

/** Lines under way at once: the store flushes them together. */
const AT_ONCE = 32;
const KEPT_PROBLEMS = 1_000;

/**
 * Opens a ticket for each line, under a key of organisation, source and row id: what was imported before is found and left
 * alone, so an import that broke off is simply begun again.
 */
export async function importTickets(
  deps: ImportDeps,
  bytes: AsyncIterable<Uint8Array>,
  options: TicketImportOptions,
): Promise<TicketImportReport> {
  const { headings, rows } = await readRows(bytes);
  const { organisation, source, dryRun, actor } = options;
  const policy = deps.policyOf(organisation);
  const tally = new Tally();
  const seen = new Map<string, number>();
  let batch: Promise<void>[] = [];
  for await (const row of rows) {
    const plan = planRow(row, { policy, source, role: actor.role, redact: deps.redact, now: deps.now() });
    if ('problem' in plan) {
      tally.refused(plan);
      continue;
    }
    const key = plan.row.toLowerCase();
    const before = seen.get(key);
    if (before !== undefined) {
      tally.refused({ line: row.line, column: 'row', problem: `stands on line ${before} already` });
      continue;
    }
    seen.set(key, row.line);
    batch.push(takeLine(deps, plan, { ...options, line: row.line }).then((fate) => tally.note(fate)));
    if (batch.length < AT_ONCE) continue;
    await Promise.all(batch);
    batch = [];
  }
  await Promise.all(batch);
  return { dryRun, ...tally.report(), ignoredColumns: headings.ignored };
}

async function takeLine(
  deps: ImportDeps,
  plan: RowPlan,
  options: TicketImportOptions & { line: number },
): Promise<ImportFate | ImportProblem> {
  const { organisation, source, dryRun, line } = options;
  if ((await deps.references.find(organisation, plan.row, source)).length > 0) return 'same';
  if (dryRun) return 'create';
  try {
    await openLine(deps, plan, options);
    return 'create';
  } catch (error) {
    // Begun again it goes on where it stopped: the key finds what was opened.
    if (isAppError(error) && !error.retryable)
      return { line, column: null, problem: `${error.code}: ${error.message}` };
    throw error;
  }
}

async function openLine(deps: ImportDeps, plan: RowPlan, options: TicketImportOptions): Promise<void> {
  const { organisation, source, actor } = options;
  const key = `import:${source}:${plan.row.toLowerCase()}`;
  const about = { organisation, conversationId: null, contactId: null, actor, at: plan.openedAt };
  const ticket = await deps.tickets.open(key, plan.draft, about);
  if (plan.state !== null) await moveThere(deps, { ticket, plan, actor, key });
  // Last: a line counts as imported only when all of it is.
  await deps.references.set(ticket, { system: source, id: plan.row });
}

async function moveThere(
  { tickets, policyOf, now }: ImportDeps,
  about: { ticket: { id: string; organisation: string; state: string }; plan: RowPlan; actor: Actor; key: string },
): Promise<void> {
  const { ticket, plan, actor, key } = about;
  const { state, closing } = plan;
  if (state === null) return;
  const way = wayTo(policyOf(ticket.organisation), { from: ticket.state, to: state, role: actor.role }) ?? [state];
  for (const to of way) {
    const isLast = to === state;
    const deed = {
      ...{ type: 'move' as const, to },
      ...(closing.note === null ? {} : { note: closing.note }),
      ...(closing.solutionType === null ? {} : { solutionType: closing.solutionType }),
      ...(isLast && closing.closingCode !== null ? { closingCode: closing.closingCode } : {}),
    };
    await tickets.act(ticket.id, deed, { actor, at: closing.at ?? now(), key: `${key}:${to}` });
  }
}

class Tally {
  readonly #counts: Record<ImportFate, number> = { create: 0, same: 0, refused: 0 };
  readonly #problems: ImportProblem[] = [];

  note(fate: ImportFate | ImportProblem): void {
    if (typeof fate === 'string') this.#counts[fate] += 1;
    else this.refused(fate);
  }

  refused(problem: ImportProblem): void {
    this.#counts.refused += 1;
    if (this.#problems.length < KEPT_PROBLEMS) this.#problems.push(problem);
  }

  report(): Pick<TicketImportReport, 'counts' | 'problems' | 'moreProblems'> {
    const problems = [...this.#problems].sort((one, other) => one.line - other.line);
    return { counts: this.#counts, problems, moreProblems: this.#counts.refused - problems.length };
  }
}
