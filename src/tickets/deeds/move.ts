import type { Policy } from '../../contracts/policy.ts';
import type { TicketDeed } from '../../contracts/ticket-deeds.ts';
import { AppError } from '../../errors/app-error.ts';
import { CLASSIFIED } from '../classification.ts';
import { type ReplayedTicket, replayTicket } from '../replay.ts';
import { lackingOf } from '../requirements.ts';
import { checkMove, isOver, stateOf, type TicketState } from '../state-machine.ts';
import type { Decide, DeedCase } from './deed.ts';
import { refuseUnchecked } from './kinds.ts';

type Move = Extract<TicketDeed, { type: 'move' }>;

const atTheDesk: readonly string[] = ['agent', 'lead', 'admin'];

/** To another state, with all that the state asks for (MAS-66..69, MAS-80, ALI-37..40). */
export const move: Decide<'move'> = (about, deed) => {
  const { doc, doing, rules, events } = about;
  const { policy } = rules;
  const state = checkMove(policy, { from: doc.state, to: deed.to, role: doing.actor.role });
  const closingCode = codeFor(policy, state, deed);
  checkKnown(policy, deed);
  if (!deed.quiet) refuseUnchecked(about, state.code);
  // Whose data are being erased has nothing left to bring.
  const missing = deed.quiet
    ? []
    : [
        ...state.needs.filter((need) => !isMet[need]({ doc, events, deed: { ...deed, closingCode } })),
        ...lackingOf(policy, state, { doc, events }),
        ...(isTemporary(policy, deed) && !(deed.until !== undefined && deed.until > doing.at) ? ['until'] : []),
      ];
  if (missing.length > 0) throw new AppError('TICKET_NEEDS_MISSING', { to: state.code, missing: missing.join(', ') });
  const back = senderOf(policy, { doc, events, to: state.code });
  const solutionType = deed.solutionType ?? (isOver(state.phase) || state.phase === 'solved' ? doc.solutionType : null);
  return {
    set: {
      state: state.code,
      phase: state.phase,
      solutionType,
      closingCode,
      closedAt: isOver(state.phase) ? doing.at : null,
      ...(back !== null && { assignee: back.assignee, area: back.area, subarea: back.subarea }),
    },
    event: {
      type: 'moved',
      from: doc.state,
      to: state.code,
      ...(deed.note !== undefined && { note: deed.note }),
      ...(deed.internal && { internal: true }),
      ...factsOf({
        ...{ solutionType: deed.solutionType ?? null, closingCode, quiet: deed.quiet ? true : null },
        until: isTemporary(policy, deed) ? (deed.until?.toISOString() ?? null) : null,
        ...sentBack(back),
      }),
    },
  };
};

/** ICE-35: who moved it into the state that it leaves, and where it was then; null: it stays where it is. */
function senderOf(
  policy: Policy,
  { doc, events, to }: Pick<DeedCase, 'doc' | 'events'> & { to: string },
): Pick<ReplayedTicket, 'assignee' | 'area' | 'subarea'> | null {
  const step = stateOf(policy, doc.state)?.next.find((one) => one.to === to);
  const sent = events.findLastIndex((event) => event.type === 'moved' && event.to === doc.state);
  const sender = events[sent]?.actor;
  if (!step?.backToSender || sender === undefined || !atTheDesk.includes(sender.role)) return null;
  const { area, subarea } = replayTicket(events.slice(0, sent));
  return { assignee: sender.id, area, subarea };
}

function sentBack(back: ReturnType<typeof senderOf>): Readonly<Record<string, string | null>> {
  return back === null ? {} : { backTo: back.assignee, backArea: back.area, backSubarea: back.subarea };
}

/** The only code of a state needs not be said; a code of another state is refused (AMB-17). */
function codeFor(policy: Policy, state: TicketState, { closingCode }: Move): string | null {
  const codes = policy.tickets.closingCodes.filter(({ states }) => states.includes(state.code)).map(({ code }) => code);
  if (closingCode === undefined)
    return state.needs.includes('closingCode') && codes.length === 1 ? (codes[0] ?? null) : null;
  if (codes.includes(closingCode)) return closingCode;
  throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'closingCode', known: codes.join(', ') || 'none for this state' });
}

function checkKnown(policy: Policy, { solutionType }: Move): void {
  const known = policy.tickets.solutionTypes.map(({ code }) => code);
  if (solutionType !== undefined && !known.includes(solutionType)) {
    throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'solutionType', known: known.join(', ') || 'none' });
  }
}

/** MAS-141: a workaround restores the service for a period, which is recorded with it. */
function isTemporary({ tickets }: Policy, { solutionType }: Move): boolean {
  return tickets.solutionTypes.some(({ code, temporary }) => temporary && code === solutionType);
}

type Proof = Pick<DeedCase, 'doc' | 'events'> & {
  readonly deed: Omit<Move, 'closingCode'> & { closingCode: string | null };
};

/** What meets each of a state's needs. */
const isMet: Readonly<Record<TicketState['needs'][number], (proof: Proof) => boolean>> = {
  reason: ({ deed }) => isText(deed.note),
  // The solution stands in the note of the move, or was written down before (MAS-66).
  solution: ({ deed, events }) => isText(deed.note) || events.some((event) => event.mark === 'solution'),
  solutionType: ({ deed }) => deed.solutionType !== undefined,
  closingCode: ({ deed }) => deed.closingCode !== null,
  evidence: ({ doc }) => doc.attachments.length > 0,
  approval: ({ doc }) => doc.marks.includes('approval'),
  classification: ({ doc }) => doc.marks.includes(CLASSIFIED),
};

function isText(note: string | undefined): boolean {
  return note !== undefined && note.trim() !== '';
}

function factsOf(codes: Readonly<Record<string, string | true | null>>) {
  const facts = Object.fromEntries(Object.entries(codes).filter(([, value]) => value !== null));
  return Object.keys(facts).length === 0 ? {} : { facts };
}
