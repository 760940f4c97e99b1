import type { TicketKind } from '../../contracts/policy/kinds.ts';
import { DELIVERY } from '../../contracts/policy/kinds.ts';
import { joinRedacted } from '../../contracts/redacted-text.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { AppError } from '../../errors/app-error.ts';
import { checksOf, hasFormat, holdsPost, kindOfTicket, missingFor, postNames } from '../../policy/ticket-kinds.ts';
import type { DeedCase, DeedChange } from './deed.ts';

type Deed<T extends TicketDeed['type']> = Extract<TicketDeed, { type: T }>;

const desk: readonly string[] = ['agent', 'lead', 'admin'];

/** MAS-92: nobody of the desk takes a ticket to a state before what its kind asks for is there. Throws TICKET_CHECKS_MISSING. */
export function refuseUnchecked({ doc, doing, rules, events }: DeedCase, step: string): void {
  const kind = kindOfTicket(rules.policy, doc);
  if (kind === null || !desk.includes(doing.actor.role)) return;
  const missing = missingFor(step, checksOf(kind, doc, events));
  if (missing.length === 0) return;
  throw new AppError('TICKET_CHECKS_MISSING', { to: step, missing: missing.map(({ label }) => label).join('; ') });
}

/** MAS-98: what goes out with files to the requester of such a ticket is evidence, and a note is no way for it. */
export function refuseLooseFiles(
  { doc, doing, rules }: DeedCase,
  { internal, attachments = [] }: Pick<Deed<'note'>, 'internal' | 'attachments'>,
): void {
  if (internal || attachments.length === 0 || !desk.includes(doing.actor.role)) return;
  if (kindOfTicket(rules.policy, doc)?.delivery == null) return;
  throw new AppError('TICKET_DELIVERY_REFUSED', {
    problem: 'files go out by the delivery of evidence alone',
  });
}

/** What a mark of the ticket's kind changes beside the mark itself; null: the kind knows no such mark. */
export function kindMark(about: DeedCase, deed: Deed<'mark'>): DeedChange | null {
  const { doc, rules } = about;
  const kind = kindOfTicket(rules.policy, doc);
  if (kind === null) return null;
  if (kind.delivery?.mark === deed.mark)
    throw new AppError('TICKET_DELIVERY_REFUSED', {
      problem: 'it is noted by the delivery itself',
    });
  const check = kind.checks.find(({ code }) => code === deed.mark);
  if (check !== undefined) return checkDone(about, check, deed);
  const action = kind.actions.find(({ code }) => code === deed.mark);
  return action === undefined ? null : actionDone(about, action, deed);
}

function checkDone(about: DeedCase, check: TicketKind['checks'][number], deed: Deed<'mark'>): DeedChange {
  const { doc } = about;
  requirePost(about, check.by);
  if (check.needs === 'fact')
    throw new AppError('TICKET_CHECKS_MISSING', { to: check.code, missing: `${check.label} (${check.fact})` });
  const { file, note, attachments = [] } = deed;
  const held = new Set(doc.attachments.map(({ fileId }) => fileId));
  const fresh = attachments.filter(({ fileId }) => !held.has(fileId));
  if (check.needs === 'file' && !isNamed(about, check, deed))
    throw new AppError('TICKET_CHECKS_MISSING', { to: check.code, missing: check.label });
  return {
    set: {
      marks: [...new Set([...doc.marks, check.code])],
      ...(fresh.length > 0 && { attachments: [...doc.attachments, ...fresh] }),
    },
    event: {
      ...{ type: 'marked', mark: check.code },
      ...(file !== undefined && { facts: { file } }),
      ...(note !== undefined && { note, internal: true }),
      ...(attachments.length > 0 && { attachments, internal: true }),
    },
  };
}

/** A file of the ticket; or, where the ticket follows another one, a word on which earlier document holds. */
function isNamed(
  { doc }: DeedCase,
  { formats }: TicketKind['checks'][number],
  { file, note, attachments = [] }: Deed<'mark'>,
): boolean {
  if (attachments.some((one) => hasFormat(one, formats))) return true;
  const named = doc.attachments.find(({ fileId }) => fileId === file);
  if (file !== undefined) return named !== undefined && hasFormat(named, formats);
  return isText(note) && doc.relations.some(({ relation }) => relation === 'follows');
}

/** May be done again: what was said each time stands in the log. */
function actionDone(about: DeedCase, action: TicketKind['actions'][number], { note }: Deed<'mark'>): DeedChange {
  requirePost(about, action.by);
  if (!isText(note)) throw new AppError('TICKET_NEEDS_MISSING', { to: action.code, missing: 'reason' });
  return {
    set: { marks: [...new Set([...about.doc.marks, action.code])] },
    event: { type: 'marked', mark: action.code, note, internal: action.tells === 'desk' },
  };
}

/** Hands evidence over (MAS-96..98, MAS-101, MAS-103): by who may, in the form agreed, each rule confirmed, recorded with it. */
export function deliver(about: DeedCase, deed: Deed<'deliver'>): DeedChange {
  const { doc, rules } = about;
  const delivery = kindOfTicket(rules.policy, doc)?.delivery ?? null;
  if (delivery === null)
    throw new AppError('TICKET_DELIVERY_REFUSED', {
      problem: 'nothing is delivered on this kind of ticket',
    });
  requirePost(about, delivery.by);
  refuseUnchecked(about, DELIVERY);
  const attachments = doc.attachments.filter(({ fileId }) => deed.files.includes(fileId));
  if (attachments.length === 0 || attachments.length < new Set(deed.files).size)
    throw new AppError('TICKET_DELIVERY_REFUSED', {
      problem: 'choose files that are on the ticket',
    });
  const open = delivery.confirm.filter(({ code }) => !deed.confirmed.includes(code));
  if (open.length > 0)
    throw new AppError('TICKET_CHECKS_MISSING', { to: DELIVERY, missing: open.map(({ label }) => label).join('; ') });
  const isEditable = attachments.some((file) => !hasFormat(file, delivery.formats));
  const terms = isEditable ? deed.disclaimer : null;
  if (isEditable && (terms === null || (terms as string) !== delivery.disclaimer)) {
    const formats = delivery.formats.join(', ');
    const asked = delivery.disclaimer === null ? '' : ', or record the disclaimer';
    throw new AppError('TICKET_DELIVERY_REFUSED', {
      ...{ formats },
      problem: `send ${formats} alone${asked}`,
    });
  }
  const confirmed = Object.fromEntries(delivery.confirm.map(({ code }) => [code, true]));
  return {
    set: { marks: [...new Set([...doc.marks, delivery.mark])] },
    event: {
      ...{
        type: 'delivered',
        mark: delivery.mark,
        note: joinRedacted([deed.text, ...(terms === null ? [] : [terms])], '\n'),
        attachments,
      },
      facts: { ...confirmed, ...(isEditable && { disclaimer: true }) },
    },
  };
}

/** Throws TICKET_POST_REFUSED; the gateway itself fills every post. */
function requirePost({ doing, rules, posts }: DeedCase, by: readonly string[]): void {
  if (!desk.includes(doing.actor.role) || holdsPost(rules.policy, posts, by)) return;
  throw new AppError('TICKET_POST_REFUSED', { allowed: postNames(rules.policy, by) });
}

function isText(note: string | undefined): note is NonNullable<Deed<'mark'>['note']> {
  return note !== undefined && note.trim() !== '';
}
