import type { TicketRelation, TicketRelationKind } from '../../contracts/ticket.ts';
import { AppError } from '../../errors/app-error.ts';
import type { TicketDoc } from '../../storage/models/tickets.ts';
import { allowedMoves, isOver, stateOf } from '../state-machine.ts';
import type { Decide, DeedCase } from './deed.ts';

/** The relation as the other ticket has it. */
export const inverseOf: Readonly<Record<TicketRelationKind, TicketRelationKind>> = {
  parent: 'child',
  child: 'parent',
  causedBy: 'causes',
  causes: 'causedBy',
  sameIncident: 'sameIncident',
  follows: 'followedBy',
  followedBy: 'follows',
  duplicateOf: 'duplicates',
  duplicates: 'duplicateOf',
};

/** Two tickets belong together. Each side is written by itself; an effect sees to the other one. */
export const relate: Decide<'relate'> = ({ doc, other }, { relation }) => {
  const target = checkOther(doc, other);
  if (doc.relations.some((one) => one.ticket === target._id && one.relation === relation)) return null;
  return {
    set: { relations: [...doc.relations, linkTo(target, relation)] },
    event: { type: 'related', to: target._id, facts: { relation } },
  };
};

/** A duplicate ends in the other ticket (AMB-17): the policy's way to a cancelled or closed state, by whoever may. */
export const merge: Decide<'merge'> = (about) => {
  const { doc, other } = about;
  const target = checkOther(doc, other);
  if (isOver(target.phase)) throw new AppError('TICKET_RELATION_REFUSED', { problem: 'the other ticket is over' });
  const { state, closingCode } = endOf(about);
  return {
    set: {
      state: state.code,
      phase: state.phase,
      closingCode,
      closedAt: about.doing.at,
      relations: [...doc.relations, linkTo(target, 'duplicateOf')],
    },
    event: {
      type: 'merged',
      from: doc.state,
      to: state.code,
      facts: { into: target._id, ...(closingCode !== null && { closingCode }) },
    },
  };
};

function checkOther(doc: TicketDoc, other: TicketDoc | undefined): TicketDoc {
  if (other === undefined) throw new AppError('TICKET_NOT_FOUND');
  if (other._id === doc._id) throw new AppError('TICKET_RELATION_REFUSED', { problem: 'a ticket and itself' });
  // Tickets of two organisations never know of one another.
  if (other.org !== doc.org) throw new AppError('TICKET_NOT_FOUND');
  return other;
}

function linkTo({ _id, folio }: TicketDoc, relation: TicketRelationKind): TicketRelation {
  return { relation, ticket: _id, folio };
}

/** The end that a duplicate may come to from where it is. */
function endOf({ doc, doing, rules }: DeedCase) {
  const ends = allowedMoves(rules.policy, doc.state, doing.actor.role)
    .map((code) => stateOf(rules.policy, code))
    .filter((state) => state !== undefined && isOver(state.phase));
  const state = ends.find((one) => one?.phase === 'cancelled') ?? ends.find((one) => one?.phase === 'closed');
  if (state === undefined) {
    throw new AppError('TICKET_MOVE_REFUSED', {
      from: doc.state,
      to: 'cancelled',
      role: doing.actor.role,
      allowed: 'none',
    });
  }
  const codes = rules.policy.tickets.closingCodes.filter(({ states }) => states.includes(state.code));
  return { state, closingCode: codes[0]?.code ?? null };
}
