import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as notes from '../../../src/http/conversations/note-presenter.ts';
import type * as inbox from '../../../src/http/inbox/schema.ts';
import type {
  BulkAction,
  BulkResult,
  ConversationNote,
  InboxCounts,
  InboxRow,
  Page,
  TagList,
} from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test.
const same: {
  page: Same<z.output<typeof inbox.inboxBody>, Page<InboxRow>>;
  counts: Same<z.output<typeof inbox.countsBody>, InboxCounts>;
  tags: Same<z.output<typeof inbox.tagListBody>, TagList>;
  bulk: Same<z.output<typeof inbox.bulkBody>['action'], BulkAction>;
  result: Same<z.output<typeof inbox.bulkResult>, BulkResult>;
  note: Same<z.output<typeof notes.noteBody>, ConversationNote>;
} = { page: true, counts: true, tags: true, bulk: true, result: true, note: true };

describe('the JSON of the inbox that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
