import type { EntryState } from '../../src/contracts/knowledge-entries.ts';
import type { EntryDeed } from '../../src/contracts/knowledge-events.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** Deeds of people, and from which states they may be done. Who may do them is a permission of the door (HTTP, CLI). */
const from: Readonly<Record<Exclude<EntryDeed, 'create' | 'linkBroken' | 'linkMended'>, readonly EntryState[]>> = {
  edit: ['draft', 'published'],
  publish: ['draft', 'archived'],
  archive: ['draft', 'published'],
  restore: ['draft', 'published', 'archived'],
  review: ['draft', 'published'],
};

/** The state after a deed. Throws ENTRY_MOVE_REFUSED when the deed is not one for this state. */
export function stateAfter(deed: keyof typeof from, state: EntryState): EntryState {
  if (!from[deed].includes(state)) {
    throw new AppError('ENTRY_MOVE_REFUSED', { state, deed, allowed: from[deed].join(', ') });
  }
  if (deed === 'publish') return 'published';
  if (deed === 'archive') return 'archived';
  // What was archived comes back as a draft: somebody publishes it, knowingly.
  return deed === 'restore' && state === 'archived' ? 'draft' : state;
}
