import type { ConversationStep, StepType } from '../contracts/episodes.ts';
import type { TurnDraft } from './draft.ts';
import { TELEPHONE } from './ownership.ts';

/** The log of the episode as the turn leaves it; the very same array when nothing changed hands (EXS-66, ICE-46). */
export function stepsOf(draft: TurnDraft): readonly ConversationStep[] {
  const { read, at } = draft;
  const isNew = read.version === 0 || read.episode !== draft.episode;
  const known = isNew ? [] : (read.steps ?? []);
  const steps: ConversationStep[] = [...known];
  const add = (type: StepType) => steps.push({ type, at, by: draft.assignee });
  if (isNew) add('opened');
  const changed = changeOf(isNew ? { mode: 'bot', assignee: null } : read, draft);
  if (changed !== null) add(changed);
  const speaks = draft.replies.some(({ role }) => role === 'agent') || draft.assignee === TELEPHONE;
  if (draft.mode === 'agent' && speaks && steps.at(-1)?.type === 'taken') add('answered');
  return steps.length === known.length && !isNew ? known : steps;
}

type Owned = Pick<TurnDraft, 'mode' | 'assignee'>;

function changeOf(before: Owned, after: Owned): StepType | null {
  if (before.mode === after.mode) return after.mode === 'agent' && before.assignee !== after.assignee ? 'taken' : null;
  if (after.mode === 'waiting') return 'asked';
  if (after.mode === 'agent') return 'taken';
  return after.mode === 'closed' ? 'closed' : 'returned';
}
