import type { Policies } from '../contracts/policies.ts';

/** The chat page of the default organisation; those of the others are called by their codes. */
export const DEFAULT_SITE = 'web';

/** Which organisation an account belongs to, null = its channel is not enabled there. */
export type OrganisationFinder = (channel: string, account: string) => string | null;

/** The site of an organisation's web chat: the account of its conversations. */
export function siteOf({ codes }: Pick<Policies, 'codes'>, organisation: string): string {
  return organisation === codes[0] ? DEFAULT_SITE : organisation;
}

/**
 * An account called by an organisation's code is that organisation's, one that a policy lists in `channels.*.accounts` or
 * `channels.*.mailboxes` is of that policy; any other belongs to the default.
 */
export function organisationFinder(policies: Pick<Policies, 'codes' | 'policyOf'>): OrganisationFinder {
  const ownerOf = (channel: string, account: string) => {
    if (policies.codes.includes(account)) return account;
    const lists = (code: string) => {
      const rule = policies.policyOf(code).channels[channel];
      return rule !== undefined && (rule.accounts.includes(account) || Object.hasOwn(rule.mailboxes, account));
    };
    return policies.codes.find(lists) ?? policies.codes[0];
  };
  return (channel, account) => {
    const owner = ownerOf(channel, account);
    return owner !== undefined && policies.policyOf(owner).channels[channel]?.enabled ? owner : null;
  };
}
