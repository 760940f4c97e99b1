import { AppError } from '../../errors/app-error.ts';
import { entersState } from '../replay.ts';
import { allowedMoves, isOver, stateOf, type TicketState } from '../state-machine.ts';
import type { Decide, DeedCase } from './deed.ts';
import { refuseLooseFiles } from './kinds.ts';

/** A word on the ticket, for the desk alone or for the requester too. */
export const note: Decide<'note'> = (about, deed) => {
  refuseLooseFiles(about, deed);
  const { text, internal, attachments = [], mentions = [] } = deed;
  return {
    set: attachments.length === 0 ? {} : { attachments: [...about.doc.attachments, ...attachments] },
    event: {
      ...{ type: 'noted', note: text, internal },
      ...(attachments.length > 0 && { attachments }),
      // Who is named before the requester is named to nobody.
      ...(internal && mentions.length > 0 && { facts: { mentions: mentions.join(' ') } }),
    },
  };
};

/** Most files of one ticket: more are kept elsewhere. */
const MAX_FILES = 50;

/** Files of the desk. The same file again changes nothing. Throws TICKET_FILES_TOO_MANY. */
export const attach: Decide<'attach'> = (about, { attachments, internal }) => {
  const { doc } = about;
  refuseLooseFiles(about, { internal, attachments });
  const known = new Set(doc.attachments.map(({ fileId }) => fileId));
  const news = attachments.filter(({ fileId }) => !known.has(fileId));
  if (news.length === 0) return null;
  const all = [...doc.attachments, ...news];
  if (all.length > MAX_FILES) throw new AppError('TICKET_FILES_TOO_MANY', { max: MAX_FILES });
  return { set: { attachments: all }, event: { type: 'attached', internal, attachments: news } };
};

/**
 * The requester said something. A ticket that waited for it goes back to where it was worked on; one that is closed is
 * opened again where the policy says so. What becomes of the rest (a new ticket, AMB-58) is the service's business.
 */
export const requesterReply: Decide<'requesterReply'> = (about, { text, attachments = [] }) => {
  const { doc, rules } = about;
  const target = isOver(doc.phase) ? reopening(about) : returning(about);
  const state = target === null ? null : (stateOf(rules.policy, target) ?? null);
  return {
    set: {
      ...(attachments.length > 0 && { attachments: [...doc.attachments, ...attachments] }),
      ...(state !== null && { state: state.code, phase: state.phase, closedAt: null, closingCode: null }),
    },
    event: {
      type: 'requesterReplied',
      note: text,
      ...(state !== null && { from: doc.state, to: state.code }),
      ...(attachments.length > 0 && { attachments }),
    },
  };
};

/** Where a waiting ticket goes on: the state in which it was worked on before, else the first that the policy allows. */
function returning({ doc, rules, events }: DeedCase): string | null {
  if (doc.phase !== 'waiting_user') return null;
  const allowed = allowedMoves(rules.policy, doc.state, 'requester');
  const before = events
    .filter((event) => entersState(event) && event.to !== doc.state)
    .map(({ to }) => to ?? '')
    .findLast((state) => allowed.includes(state));
  return before ?? allowed.find((state) => isWorked(stateOf(rules.policy, state))) ?? null;
}

function isWorked(state: TicketState | undefined): boolean {
  return state !== undefined && !isOver(state.phase) && state.phase !== 'solved';
}

/** A closed ticket is opened again only where `afterClose` says so; rejected and cancelled ones never are. */
function reopening({ doc, rules }: DeedCase): string | null {
  const { afterClose, unsatisfiedTo, initial } = rules.policy.tickets;
  if (afterClose !== 'reopen' || doc.phase !== 'closed') return null;
  const target = unsatisfiedTo ?? initial;
  if (stateOf(rules.policy, target) === undefined)
    throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'state', known: initial });
  return target;
}
