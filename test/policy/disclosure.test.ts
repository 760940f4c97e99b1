import { describe, expect, it } from '@jest/globals';
import {
  type Disclosure,
  type DisclosureRule,
  disclosable,
  type IdentityLevel,
  identityLevelOf,
  portalRule,
  type TicketRelationship,
} from '../../src/policy/disclosure.ts';
import { loadPolicy } from '../../src/policy/load.ts';

const ticket = { folio: 'X-1' };
const levels: readonly IdentityLevel[] = ['none', 'address', 'session'];
const relations: readonly TicketRelationship[] = ['own', 'company', 'none'];

/** The rule of a channel of a profile that comes with the product. */
function ruleOf(policy: string, channel: string): DisclosureRule {
  const rule = loadPolicy(policy).channels[channel];
  if (rule === undefined) throw new Error(`${policy} has no ${channel}`);
  return rule;
}

describe('what may be told of a ticket', () => {
  const rows: [
    DisclosureRule['disclose'],
    DisclosureRule['identity'],
    IdentityLevel,
    TicketRelationship,
    Disclosure,
  ][] = [
    ['full', 'address', 'address', 'own', 'full'],
    ['full', 'address', 'none', 'own', 'state'],
    ['full', 'none', 'none', 'own', 'state'],
    ['state', 'none', 'none', 'own', 'state'],
    ['state', 'address', 'address', 'own', 'state'],
    ['state', 'none', 'session', 'own', 'state'],
    ['nothing', 'none', 'none', 'own', 'nothing'],
    ['nothing', 'address', 'session', 'own', 'nothing'],
    ['full', 'session', 'none', 'own', 'nothing'],
    ['full', 'session', 'address', 'own', 'nothing'],
    ['full', 'session', 'session', 'own', 'full'],
    ['full', 'session', 'session', 'company', 'full'],
    ['full', 'address', 'address', 'company', 'nothing'],
    ['full', 'none', 'none', 'company', 'nothing'],
    ['state', 'address', 'session', 'company', 'state'],
    ['full', 'session', 'session', 'none', 'nothing'],
  ];
  it.each(rows)('MAS-05 a channel that tells %s and knows people by %s: %s, %s → %s', (...row) => {
    const [disclose, identity, identityLevel, relation, told] = row;
    expect(disclosable(ticket, { channelRule: { disclose, identity }, identityLevel, relation })).toBe(told);
  });

  it.each(['masnegocio', 'alianza'])(
    'MAS-22, MAS-23, MAS-24 the phone of %s tells nobody anything of a case',
    (policy) => {
      const channelRule = ruleOf(policy, 'phone');
      for (const identityLevel of levels)
        for (const relation of relations)
          expect(disclosable(ticket, { channelRule, identityLevel, relation })).toBe('nothing');
    },
  );

  it('MAS-05 an anonymous visitor of the web chat hears the state of their own case and no comment', () => {
    const channelRule = ruleOf('masnegocio', 'webchat');
    const identityLevel = identityLevelOf(channelRule, false);
    expect(disclosable(ticket, { channelRule, identityLevel, relation: 'own' })).toBe('state');
    expect(disclosable(ticket, { channelRule, identityLevel, relation: 'none' })).toBe('nothing');
  });

  it('ALI-47 no ticket and another’s ticket have the same answer everywhere', () => {
    for (const channelRule of [...Object.values(loadPolicy('alianza').channels), portalRule])
      for (const identityLevel of levels)
        expect(disclosable(null, { channelRule, identityLevel, relation: 'own' })).toBe(
          disclosable(ticket, { channelRule, identityLevel, relation: 'none' }),
        );
  });

  it('ICE-04 where people sign in, nothing is told before they did, and afterwards only of their own', () => {
    const channelRule = ruleOf('icetex', 'webchat');
    const told = (isLinked: boolean, relation: TicketRelationship) =>
      disclosable(ticket, { channelRule, identityLevel: identityLevelOf(channelRule, isLinked), relation });
    expect([told(false, 'own'), told(true, 'own'), told(true, 'none')]).toEqual(['nothing', 'full', 'nothing']);
  });
});
