import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type * as canned from '../../../src/http/canned-replies/schema.ts';
import type { CannedReply, CannedReplyList, FilledReply } from '../../../web/shared/wire.ts';
import type { Same } from './same.ts';

// The compiler is the test.
const same: {
  reply: Same<z.output<typeof canned.cannedBody>, CannedReply>;
  list: Same<z.output<typeof canned.cannedListBody>, CannedReplyList>;
  filled: Same<z.output<typeof canned.filledBody>, FilledReply>;
} = { reply: true, list: true, filled: true };

describe('the JSON of canned replies that the console reads', () => {
  it('is the JSON that the API writes (checked by the compiler)', () => {
    expect(Object.values(same).every(Boolean)).toBe(true);
  });
});
