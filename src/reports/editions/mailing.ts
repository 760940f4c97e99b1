import type { OutgoingMail } from '../../contracts/mail.ts';
import type { Sheet } from '../../contracts/sheets.ts';
import { AppError } from '../../errors/app-error.ts';
import { effectIdOf } from '../../storage/ids.ts';
import type { EditionDeliveryDoc, ReportEditionDoc } from '../../storage/models/report-editions.ts';
import { sheetFile } from '../sheets/sheet-file.ts';
import type { EditionDeps } from './deps.ts';
import { type ReportRecipient, recipientsOf } from './recipients.ts';
import { tell, tellLeads } from './telling.ts';
import { withSubjects } from './ticket-tables.ts';

const MINUTE = 60_000;
/** Waits before each further try, ms; then it is given up and the leads are told. */
const WAITS = [5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 720 * MINUTE];
/** Lines of a table that stand in the mail itself; all are in its files. */
const LINES_SHOWN = 12;

/** Sends what waits. Whoever was sent it already is not sent it again; a repeat after a crash has the same Message-ID (P3). */
export async function sendDue(deps: EditionDeps): Promise<Date | null> {
  const now = deps.clock.now();
  const { docs, next } = await deps.repository.due(deps.organisation, now);
  const later = next === null ? [] : [next.getTime()];
  for (const doc of docs) {
    const left = await sendOne(deps, doc, now);
    if (left !== null) later.push(left.getTime());
  }
  return later.length === 0 ? null : new Date(Math.min(...later));
}

async function sendOne(deps: EditionDeps, doc: ReportEditionDoc, now: Date): Promise<Date | null> {
  const recipients = await recipientsNow(deps, doc);
  const letter = memo(() => letterOf(deps, doc));
  let kept = doc;
  for (const delivery of doc.deliveries.filter(({ state }) => state === 'waiting')) {
    const recipient = recipients.find(({ to }) => to === delivery.to) ?? null;
    const done = await deliver(deps, { doc, delivery, recipient, letter });
    const written = await writeDown(deps, kept, done);
    // Made again or withdrawn meanwhile: what is there now is looked at at once.
    if (written === null) return now;
    kept = written;
  }
  const { deliveries } = kept;
  const tries = Math.max(0, ...deliveries.filter(({ state }) => state === 'waiting').map(({ tries: made }) => made));
  const nextAt = deliveries.some(({ state }) => state === 'waiting')
    ? new Date(now.getTime() + (WAITS[Math.min(tries, WAITS.length) - 1] ?? MINUTE))
    : null;
  if ((await deps.repository.change(kept, { nextAt })) === null) return now;
  if (nextAt === null && deliveries.some(isLost)) await tellLeads(deps, doc, 'report.undelivered');
  return nextAt;
}

/**
 * Right after each mail: a crash then repeats one mail at most. Null: this issue waits for that recipient no more.
 * Whoever else changed the edition loses nothing by it.
 */
async function writeDown(
  { repository }: EditionDeps,
  doc: ReportEditionDoc,
  done: EditionDeliveryDoc,
): Promise<ReportEditionDoc | null> {
  for (let now: ReportEditionDoc | null = doc; now !== null; now = await repository.find(doc._id)) {
    if (now.issue !== doc.issue || !now.deliveries.some(({ to }) => to === done.to)) return null;
    const deliveries = now.deliveries.map((one) => (one.to === done.to ? done : one));
    const kept = await repository.change(now, { deliveries });
    if (kept !== null) return kept;
  }
  return null;
}

/** People at the desk read it in the console all the same; a customer has the mail alone. */
function isLost({ to, state }: EditionDeliveryDoc): boolean {
  return state === 'failed' || (state === 'left' && to.startsWith('company:'));
}

interface Delivering {
  readonly doc: ReportEditionDoc;
  readonly delivery: EditionDeliveryDoc;
  readonly recipient: ReportRecipient | null;
  readonly letter: () => Promise<Omit<OutgoingMail, 'id' | 'to'>>;
}

async function deliver(
  deps: EditionDeps,
  { doc, delivery, recipient, letter }: Delivering,
): Promise<EditionDeliveryDoc> {
  const at = deps.clock.now();
  if (recipient === null) return { ...delivery, state: 'left', at };
  if (recipient.to.startsWith('agent:')) await tell(deps, doc, recipient.to.slice('agent:'.length), 'report.ready');
  if (recipient.email === null || deps.mail === null) return { ...delivery, state: 'left', at };
  const tries = delivery.tries + 1;
  try {
    const id = `report-${effectIdOf('edition', doc.org, `${doc._id}:${doc.issue}:${delivery.to}`)}`;
    await deps.mail.send({ id, to: recipient.email, ...(await letter()) });
    return { ...delivery, state: 'sent', tries, at, code: null };
  } catch (error) {
    // A defect in the making of one letter holds up no other report.
    const { code, retryable } = error instanceof AppError ? error : new AppError('INTERNAL', {}, { cause: error });
    const isOver = !retryable || tries > WAITS.length;
    deps.logger.warn({ err: error, organisation: doc.org, edition: doc._id, code, tries }, 'a report was not mailed');
    return { ...delivery, state: isOver ? 'failed' : 'waiting', tries, at: isOver ? at : null, code };
  }
}

/** Those whom the policy means now: who lost the post meanwhile gets nothing (MAS-116). */
async function recipientsNow(deps: EditionDeps, doc: ReportEditionDoc): Promise<ReportRecipient[]> {
  const rule = deps.policy.reports.find(({ name }) => name === doc.report);
  if (rule === undefined) return [];
  const company = (await deps.companies()).find(({ id }) => id === doc.company) ?? null;
  return recipientsOf(rule, company, await deps.people());
}

async function letterOf(deps: EditionDeps, doc: ReportEditionDoc): Promise<Omit<OutgoingMail, 'id' | 'to'>> {
  const { t, policy } = deps;
  const sheets: Sheet[] = [];
  for (const table of doc.tables) sheets.push(await withSubjects(deps, table));
  const about = { report: doc.label, from: doc.firstDay, to: doc.lastDay };
  const name = fileNameOf(doc);
  const files = await Promise.all((['pdf', 'xlsx'] as const).map((format) => sheetFile(deps, name, sheets, format)));
  return {
    organisation: doc.org,
    subject: t('reports.mail.subject', { ...about, desk: policy.organisation.name }),
    text: [t('reports.mail.intro', about), ...sheets.map((sheet) => linesOf(deps, sheet))].join('\n\n'),
    files: files.map(({ name: file, mediaType, body }) => ({ name: file, mediaType, body })),
  };
}

/** Name of an edition's files, without ending. */
export function fileNameOf({ report, period, companyName }: ReportEditionDoc): string {
  return [report, period.replace('/', '_'), ...(companyName === null ? [] : [companyName])].join('-');
}

function linesOf({ t, place }: EditionDeps, { title, columns, rows }: Sheet): string {
  const { locale, timeZone } = place();
  const cell = (value: Sheet['rows'][number][number]) => {
    if (value instanceof Date) return value.toLocaleDateString(locale, { timeZone });
    return typeof value === 'number' ? value.toLocaleString(locale, { maximumFractionDigits: 2 }) : (value ?? '–');
  };
  const shown = rows.slice(0, LINES_SHOWN).map((row) => `- ${row.map(cell).join(' · ')}`);
  const more = rows.length > LINES_SHOWN ? [t('reports.mail.more', { more: rows.length - LINES_SHOWN })] : [];
  const none = rows.length === 0 ? [t('reports.mail.none')] : [];
  return [title, ...(rows.length === 0 ? [] : [columns.join(' · ')]), ...shown, ...more, ...none].join('\n');
}

function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
