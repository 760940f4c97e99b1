import type { TextForgetter } from '../contracts/privacy.ts';
import type { ConversationDoc } from '../storage/models/conversations.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { PrivacyDeps } from './deps.ts';
import { blankMessages } from './eraser.ts';
import { isHeld } from './person.ts';

/**
 * Blanks what a person wrote in one episode who did not agree to the privacy notice. The caller has the conversation to
 * itself. A message that has not been answered yet stays until it is.
 */
export async function forgetTexts(
  deps: PrivacyDeps,
  { conversation, since, answered }: Parameters<TextForgetter['forgetTexts']>[0],
): Promise<void> {
  const doc = await deps.data.one<ConversationDoc>('conversations', conversation);
  if (doc && (await isHeld(deps.data, doc.contact))) return;
  const isOwn = ({ _id, direction, at, purged, pending }: MessageDoc) =>
    direction === 'in' && at >= since && !purged && (!pending || answered.includes(_id));
  let isChanged = false;
  for await (const page of deps.data.messages(conversation)) {
    const own = page.filter(isOwn);
    if (own.length === 0) continue;
    await blankMessages(deps, own, 'retention');
    isChanged = true;
  }
  if (!isChanged) return;
  deps.forget({ conversation });
  await deps.scrub();
}
