import type { Policy } from '../contracts/policy.ts';
import type { RequesterPort, RequesterStanding } from '../contracts/requesters.ts';
import type { TurnDraft } from './draft.ts';

/** Where anybody may ask and no customer has rules of its own, nothing has to be looked up. */
const anybody: RequesterStanding = { status: 'open', company: null, contract: null, facts: {} };

/** What is known of who writes, for one turn (MAS-02). */
export function standingOf(
  { read, contact, at }: TurnDraft,
  { requesters: rule, contracts }: Policy,
  { requesters }: { readonly requesters: RequesterPort },
): Promise<RequesterStanding> | RequesterStanding {
  if (rule.rule === 'open' && contracts.length === 0) return anybody;
  return requesters.standing(read.org, contact, at);
}
