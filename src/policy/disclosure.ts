import type { Policy } from '../contracts/policy.ts';

/** What may be told of a ticket: nothing (not even that it exists), its folio and state, or all that is public of it. */
export type Disclosure = 'nothing' | 'state' | 'full';

/**
 * How sure it is who asks. `none`: a voice, an anonymous visitor. `address`: a number or mail that the channel vouches for.
 * `session`: signed in, or this very conversation was proven by a one-time link.
 */
export type IdentityLevel = 'none' | 'address' | 'session';

/** What the asker has to do with the ticket: it is theirs, it is of the company that they direct (ALI-48), or neither. */
export type TicketRelationship = 'own' | 'company' | 'none';

/** What a channel may tell, and how well it knows people. */
export type DisclosureRule = Pick<Policy['channels'][string], 'identity' | 'disclose'>;

/** Who asks, and where. */
export interface DisclosureAsk {
  readonly channelRule: DisclosureRule;
  readonly identityLevel: IdentityLevel;
  readonly relation: TicketRelationship;
}

/** The product's own page behind a sign-in; a policy may say otherwise under `channels.portal`. */
export const portalRule: DisclosureRule = { identity: 'session', disclose: 'full' };

const order: readonly Disclosure[] = ['nothing', 'state', 'full'];

/**
 * What may be told of a ticket (MAS-05, MAS-22..24, ALI-47, ICE-04). `null`: there is no such ticket, which has the same
 * answer as somebody else's. The channel's `disclose` is never exceeded, however well the person is known: a phone tells
 * nothing. Where nobody knows who asks, at most the state of their own ticket; on a channel that is for people who signed
 * in, nothing before they did. Another's ticket is told to the director of their company alone, and only signed in.
 */
export function disclosable(
  ticket: object | null,
  { channelRule, identityLevel, relation }: DisclosureAsk,
): Disclosure {
  if (ticket === null || relation === 'none') return 'nothing';
  if (channelRule.identity === 'session' && identityLevel !== 'session') return 'nothing';
  if (relation === 'company' && identityLevel !== 'session') return 'nothing';
  return identityLevel === 'none' ? least('state', channelRule.disclose) : channelRule.disclose;
}

/** How sure a channel is of who writes there. `isLinked`: this conversation was proven by a one-time link, or is signed in. */
export function identityLevelOf({ identity }: Pick<DisclosureRule, 'identity'>, isLinked: boolean): IdentityLevel {
  if (isLinked) return 'session';
  // A channel for people who signed in knows nothing of those who did not.
  return identity === 'session' ? 'none' : identity;
}

function least(a: Disclosure, b: Disclosure): Disclosure {
  return order.indexOf(a) < order.indexOf(b) ? a : b;
}
