import { startEpisode, type TurnDraft } from './draft.ts';
import { botMaySpeak, nextMode } from './modes.ts';
import type { Organisation } from './organisation.ts';
import { freshWorkClock } from './work-clock.ts';

/** Gives a conversation to the desk because the bot cannot go on, and says so. With an agent already, nothing is said (P7). */
export function handToDesk(draft: TurnDraft, { flow, policy, t }: Organisation): void {
  if (draft.mode === 'closed') startEpisode(draft, flow.initial(), freshWorkClock);
  if (!botMaySpeak(draft.mode)) return;
  draft.mode = nextMode(draft.mode, 'requestAgent') ?? draft.mode;
  draft.waitingSince ??= draft.at;
  // The flow's reminder and its polite close are not for somebody who waits for us.
  draft.timers = {};
  draft.replies.push({ role: 'system', name: policy.organisation.name, draft: { text: t('desk.parked') } });
}
