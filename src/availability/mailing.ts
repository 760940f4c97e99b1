import { AppError } from '../errors/app-error.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { MaintenanceDeliveryDoc, ServiceNoticeDoc } from '../storage/models/availability.ts';
import type { MaintenanceDeps } from './deps.ts';
import { letterOf } from './letters.ts';
import { type NoticeRecipient, recipientsOf } from './recipients.ts';

const MINUTE = 60_000;
/** Waits before each further try, ms; then it is given up and shown. */
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE];
/** Mails between two writes: so many may go out twice after a crash, under the same Message-ID (P3). */
const BATCH = 20;

/** Sends what waits; gives the instant of the next try. */
export async function sendDue(deps: MaintenanceDeps): Promise<Date | null> {
  const now = deps.clock.now();
  const { docs, next } = await deps.repository.due(deps.organisation, now);
  const later = next === null ? [] : [next.getTime()];
  for (const doc of docs) {
    const left = await sendOne(deps, doc);
    if (left !== null) later.push(left.getTime());
  }
  return later.length === 0 ? null : new Date(Math.min(...later));
}

async function sendOne(deps: MaintenanceDeps, first: ServiceNoticeDoc): Promise<Date | null> {
  // Who is told was decided with the sending; who left the list meanwhile is told nothing.
  const { recipients } = await recipientsOf(deps, first.companies);
  const byId = new Map(recipients.map((one) => [one.to, one]));
  let doc = first;
  for (let from = 0; from < doc.deliveries.length; from += BATCH) {
    const deliveries = [...doc.deliveries];
    for (let at = from; at < Math.min(from + BATCH, deliveries.length); at++) {
      const delivery = deliveries[at] as MaintenanceDeliveryDoc;
      if (delivery.state === 'waiting') deliveries[at] = await deliver(deps, doc, delivery, byId.get(delivery.to));
    }
    const isLast = from + BATCH >= deliveries.length;
    const kept = await deps.repository.change(doc, {
      deliveries,
      ...(isLast && { nextAt: nextTry(deps, deliveries) }),
    });
    // Somebody changed it meanwhile: what they wrote is looked at again at once.
    if (kept === null) return deps.clock.now();
    doc = kept;
  }
  return doc.nextAt;
}

function nextTry({ clock }: MaintenanceDeps, deliveries: readonly MaintenanceDeliveryDoc[]): Date | null {
  const waiting = deliveries.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return null;
  const tries = Math.max(...waiting.map((one) => one.tries));
  return new Date(clock.now().getTime() + (WAITS[Math.min(tries, WAITS.length) - 1] ?? MINUTE));
}

async function deliver(
  deps: MaintenanceDeps,
  doc: ServiceNoticeDoc,
  delivery: MaintenanceDeliveryDoc,
  recipient: NoticeRecipient | undefined,
): Promise<MaintenanceDeliveryDoc> {
  const at = deps.clock.now();
  if (recipient === undefined || deps.mail === null) return { ...delivery, state: 'left', at };
  const tries = delivery.tries + 1;
  try {
    const id = `aviso-${effectIdOf('serviceNotice', doc.org, `${doc._id}:${doc.issue}:${delivery.to}`)}`;
    await deps.mail.send({ id, to: recipient.mail, ...letterOf(deps, doc) });
    return { ...delivery, state: 'sent', tries, at, code: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isOver = !error.retryable || tries > WAITS.length;
    deps.logger.warn({ organisation: doc.org, notice: doc._id, code: error.code, tries }, 'a notice was not mailed');
    return { ...delivery, state: isOver ? 'failed' : 'waiting', tries, at: isOver ? at : null, code: error.code };
  }
}
