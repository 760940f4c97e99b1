import type { Consent } from './contact.ts';
import type { PrivacyPolicy } from './policy/privacy.ts';

/** Answers to the privacy notice: who accepted a channel's terms said nothing of their data. */
export function noticeConsents(consents: readonly Consent[] = []): Consent[] {
  return consents.filter(({ kind }) => kind !== 'terms');
}

/**
 * Whether the person still has to be shown the policy's notice, or asked for their yes: once per version. A yes counts
 * for the version that it was given to; that a notice was shown is no yes.
 */
export function isConsentDue(notice: PrivacyPolicy['notice'], consents: readonly Consent[] = []): boolean {
  if (notice === null) return false;
  const own = noticeConsents(consents).filter(({ version }) => version === notice.version);
  return notice.consent === 'implicit' ? own.length === 0 : own.at(-1)?.answer !== 'accepted';
}

/** Whether an explicit yes is asked for and the person has not given it. */
export function lacksConsent(notice: PrivacyPolicy['notice'], consents: readonly Consent[] = []): boolean {
  return notice?.consent === 'explicit' && isConsentDue(notice, consents);
}

/** Whether the newest answer to this version of the notice is a no. */
export function hasRefused(notice: PrivacyPolicy['notice'], consents: readonly Consent[] = []): boolean {
  const newest = noticeConsents(consents)
    .filter(({ version }) => version === notice?.version)
    .at(-1);
  return lacksConsent(notice, consents) && newest?.answer === 'refused';
}
