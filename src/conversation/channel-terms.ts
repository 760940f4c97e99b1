import { createHash } from 'node:crypto';
import type { ChannelTerms } from '../contracts/flow.ts';
import type { Policy } from '../contracts/policy.ts';

/**
 * What a person accepts before they use a channel (MAS-29, MAS-30); null: nothing. The version is made from the wording, so that another
 * wording is asked for anew.
 */
export function termsOf({ channels }: Pick<Policy, 'channels'>, channel: string): ChannelTerms | null {
  const rule = channels[channel];
  if (!rule || (!rule.optIn && rule.disclaimer === null)) return null;
  const fact = rule.optIn ? rule.optInFact : null;
  const digest = createHash('sha256')
    .update(rule.disclaimer ?? '')
    .digest('hex')
    .slice(0, 8);
  return { version: `${channel}-${digest}`, text: rule.disclaimer, fact };
}
