import { hasRefused, lacksConsent, noticeConsents } from '../contracts/consent.ts';
import type { ContactView } from '../contracts/contact.ts';
import type { Policy } from '../contracts/policy.ts';
import type { TextForgetter } from '../contracts/privacy.ts';
import { pieceOf } from '../contracts/redacted-text.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { ContactRepository } from '../storage/repositories/contacts.ts';
import type { TurnDraft } from './draft.ts';

/**
 * Whether what a person wrote is not to be kept: the policy asks for a yes, and they said no to the bot, or the
 * conversation ended without one. While a person of the desk has the conversation, they need its words.
 */
function isToForget(
  { mode, contact }: Pick<ConversationDoc, 'mode'> & { readonly contact: Pick<ContactView, 'consents'> },
  { privacy }: Pick<Policy, 'privacy'>,
): boolean {
  if (!lacksConsent(privacy.notice, contact.consents)) return false;
  return mode === 'closed' || (mode === 'bot' && hasRefused(privacy.notice, contact.consents));
}

/** Takes what must not be kept out of what a turn is about to write. */
export function forgetInDraft(draft: TurnDraft, policy: Pick<Policy, 'privacy'>): void {
  if (!isToForget(draft, policy)) return;
  if (draft.lastText) draft.lastText = pieceOf(draft.lastText, 0, 0);
  if (draft.mode === 'closed') Object.assign(draft, { flow: {}, card: null });
}

/**
 * After a commit: blanks what must not be kept of this episode, and the name that the channel gave, unless the person
 * agreed to an earlier version. Doing it twice changes nothing, so a crash after the commit costs nothing.
 */
export async function forgetUnconsented(
  doc: ConversationDoc,
  needs: { contacts: ContactRepository; forgetter: TextForgetter; policy: Policy },
): Promise<void> {
  const { contacts, forgetter, policy } = needs;
  if (policy.privacy.notice?.consent !== 'explicit') return;
  const contact = await contacts.get(doc.contact);
  if (!isToForget({ mode: doc.mode, contact }, policy)) return;
  const agreedBefore = noticeConsents(contact.consents).some(({ answer }) => answer !== 'refused');
  if (!agreedBefore && contact.name !== null) await contacts.update(doc.contact, { name: null });
  await forgetter.forgetTexts({ conversation: doc._id, since: doc.openedAt, answered: doc.handled });
}
