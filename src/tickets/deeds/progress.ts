import type { Policy } from '../../contracts/policy.ts';
import type { TicketEvent } from '../../contracts/ticket.ts';
import { AppError } from '../../errors/app-error.ts';
import { whenHolds } from '../../policy/routing.ts';
import type { TicketDoc } from '../../storage/models/tickets.ts';
import { CLASSIFIED } from '../classification.ts';
import { ruleFacts } from '../facts.ts';
import { isOver } from '../state-machine.ts';
import type { Decide } from './deed.ts';
import { kindMark } from './kinds.ts';

/** Something done that clocks and protocols wait for. The first time counts (MAS-56, MAS-87). */
export const mark: Decide<'mark'> = (about, deed) => {
  const { doc, rules } = about;
  const ofKind = kindMark(about, deed);
  if (ofKind !== null) return ofKind;
  if (doc.marks.includes(deed.mark)) return null;
  const missing = stepsBefore(deed.mark, doc, rules.policy).filter((step) => !doc.marks.includes(step));
  // Confirming is a deed of its own: it says what is confirmed.
  if (deed.mark === CLASSIFIED) missing.push('classification');
  if (missing.length > 0) throw new AppError('TICKET_STEPS_MISSING', { mark: deed.mark, missing: missing.join(', ') });
  const files = deed.attachments ?? [];
  checkBrought(rules.policy, deed, files.length > 0);
  const held = new Set(doc.attachments.map(({ fileId }) => fileId));
  const fresh = files.filter(({ fileId }) => !held.has(fileId));
  return {
    set: {
      marks: [...doc.marks, deed.mark],
      ...(fresh.length > 0 && { attachments: [...doc.attachments, ...fresh] }),
    },
    event: {
      type: 'marked',
      mark: deed.mark,
      ...(deed.note !== undefined && { note: deed.note, internal: true }),
      ...(files.length > 0 && { attachments: files, internal: true }),
    },
  };
};

/** CON-26, CON-28: a step that hands something in is not done without it. */
function checkBrought(
  { protocols }: Policy,
  { mark: code, note }: { mark: string; note?: string },
  hasFile: boolean,
): void {
  const step = protocols.flatMap(({ steps }) => steps).find((one) => one.mark === code);
  const hasWords = note !== undefined && note.trim() !== '';
  const isBrought = hasFile || step?.brings !== 'file';
  const isSaid = hasFile || hasWords || step?.brings !== 'words';
  if (!isBrought || !isSaid)
    throw new AppError('TICKET_NEEDS_MISSING', { to: step?.label ?? code, missing: isBrought ? 'note, file' : 'file' });
}

/** Steps of the protocol that the ticket is on which come before this one, in order (MAS-86). */
function stepsBefore(mark: string, doc: TicketDoc, { protocols }: Policy): string[] {
  const facts = ruleFacts(doc);
  const isOn = (one: Policy['protocols'][number]) =>
    one.name === doc.protocol || (one.when !== undefined && whenHolds(one.when, facts));
  const steps = protocols.filter(isOn).map((one) => one.steps.map((step) => step.mark));
  const path = steps.find((marks) => marks.includes(mark)) ?? [];
  return path.slice(0, Math.max(path.indexOf(mark), 0));
}

/** A clock rang: once for each instant that it may ring at. On a ticket that is over, only a clock that still runs (MAS-87). */
export const ring: Decide<'ring'> = ({ doc, events }, { clock, bell, dueAt, reminder }) => {
  const type = bell === 'warning' ? 'warned' : 'breached';
  const facts = { clock, dueAt: dueAt.toISOString(), ...(reminder !== undefined && { reminder }) };
  const isSame = (told: TicketEvent['facts']) =>
    told?.clock === clock && told.dueAt === facts.dueAt && (told.reminder ?? undefined) === reminder;
  if (events.some((event) => event.type === type && isSame(event.facts))) return null;
  const runs = doc.clocks.some(({ name, status }) => name === clock && (status === 'running' || status === 'breached'));
  if (isOver(doc.phase) && !runs) return null;
  return { set: {}, event: { type, facts } };
};

/** The date agreed with the requester; another one later only with its reason (ALI-27, ALI-28). */
export const agreeDate: Decide<'agreeDate'> = ({ doc, doing, rules }, { dueAt, reason }) => {
  if (doc.agreedAt?.getTime() === dueAt.getTime()) return null;
  if (dueAt <= doing.at) throw new AppError('INPUT_INVALID', { path: 'dueAt', problem: 'the date must lie ahead' });
  const within = rules.policy.tickets.agreedWithin;
  const last = within === null ? null : rules.calendars.get('default').add(doc.openedAt, within, 'endOfDay');
  if (last !== null && dueAt > last) {
    throw new AppError('INPUT_INVALID', { path: 'dueAt', problem: `the last date allowed is ${last.toISOString()}` });
  }
  if (doc.agreedAt !== null && (reason === undefined || reason.trim() === '')) {
    throw new AppError('TICKET_NEEDS_MISSING', { to: dueAt.toISOString(), missing: 'reason' });
  }
  return {
    set: { agreedAt: dueAt },
    event: {
      type: 'dateAgreed',
      ...(doc.agreedAt !== null && { from: doc.agreedAt.toISOString() }),
      facts: { dueAt: dueAt.toISOString() },
      ...(reason !== undefined && { note: reason }),
    },
  };
};

/** To the next level of a ladder, or to a named one; never down (MAS-75, MAS-120). */
export const escalate: Decide<'escalate'> = ({ doc, doing, rules }, { ladder: name, level, reason }) => {
  // A row of the matrix is for the cases that it names, whichever way they came (ICE-10).
  const fitting = rules.policy.escalations.filter(({ when }) => whenHolds(when, ruleFacts(doc)));
  const ladder = fitting.find((one) => one.name === name);
  if (ladder === undefined) {
    const known = fitting.map((one) => one.name).join(', ') || 'none';
    throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'ladder', known });
  }
  const current = doc.escalation?.ladder === name ? doc.escalation.level : -1;
  const next = level ?? current + 1;
  if (next <= current) return null;
  const step = ladder.levels[next];
  if (step === undefined) throw new AppError('TICKET_LADDER_ENDED', { ladder: name, levels: ladder.levels.length });
  return {
    set: { escalation: { ladder: name, level: next, since: doing.at } },
    event: {
      type: 'escalated',
      ...(current >= 0 && { from: String(current) }),
      to: String(next),
      facts: { ladder: name, level: next, role: step.role },
      ...(reason !== undefined && { note: reason, internal: true }),
    },
  };
};

/** The requester's score, once the answer was given; a later one replaces it until the ticket is closed (ALI-50). */
export const evaluate: Decide<'evaluate'> = ({ doc, doing, rules }, { score, comment }) => {
  const scale = rules.policy.tickets.evaluation;
  if (scale === null) throw new AppError('TICKET_EVALUATION_REFUSED', { problem: 'this desk asks for none' });
  if (!Number.isInteger(score) || score < scale.min || score > scale.max) {
    throw new AppError('TICKET_EVALUATION_REFUSED', { problem: `the scale goes from ${scale.min} to ${scale.max}` });
  }
  if (doc.phase !== 'solved' && !isOver(doc.phase)) {
    throw new AppError('TICKET_EVALUATION_REFUSED', { problem: 'there is no answer to evaluate yet' });
  }
  if (doc.evaluation !== null && isOver(doc.phase)) {
    throw new AppError('TICKET_EVALUATION_REFUSED', { problem: 'the ticket is closed and was evaluated' });
  }
  if (doc.evaluation?.score === score && comment === undefined) return null;
  return {
    set: { evaluation: { score, at: doing.at } },
    event: { type: 'evaluated', facts: { score }, ...(comment !== undefined && { note: comment }) },
  };
};
