import type { TicketDeed, TicketDeedType } from '../../contracts/ticket-deeds.ts';
import { classify, prioritise, setFacts, setFields } from './classify.ts';
import type { Decide, DeedCase, DeedChange } from './deed.ts';
import { deliver } from './kinds.ts';
import { move } from './move.ts';
import { assign, route, watch } from './ownership.ts';
import { agreeDate, escalate, evaluate, mark, ring } from './progress.ts';
import { merge, relate } from './relate.ts';
import { tag } from './tag.ts';
import { attach, note, requesterReply } from './talk.ts';

const deciders: { readonly [T in TicketDeedType]: Decide<T> } = {
  ...{ move, assign, route, watch, prioritise, setFacts, setFields, mark, ring, agreeDate, escalate, evaluate },
  ...{ classify, note, attach, tag, requesterReply, relate, merge, deliver },
};

/** What a deed changes on a ticket as it is stored now; null: nothing. Throws what the policy refuses. */
export function decideDeed(about: DeedCase, deed: TicketDeed): DeedChange | null {
  const decide = deciders[deed.type] as Decide<TicketDeedType>;
  return decide(about, deed);
}
