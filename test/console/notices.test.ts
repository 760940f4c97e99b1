import { describe, expect, it } from '@jest/globals';
import { noticeKinds } from '../../src/contracts/notifications.ts';
import { noticeAddress } from '../../web/console/src/attention/notice-address.ts';
import { es } from '../../web/console/src/texts/es.ts';

/** Ids as each kind carries them (src/quality/notices.ts and its neighbours). */
const factsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  conversation: { conversation: 'c1' },
  ticket: { ticket: 't1', folio: 'EXS-1' },
  quota: {},
  requesters: {},
  desk: { agent: 'ana' },
  survey: { check: 'k1' },
  verification: { check: 'k1' },
  routine: { run: 'r1' },
  opportunity: { folio: 'EXS-OP-1' },
  report: { edition: 'e1', label: 'Informe' },
};
const answer = { answer: 'a1', conversation: 'c1' };
const review = { review: 'v1', audit: 'chats' };

const addresses: Readonly<Record<string, string>> = {
  'quality.held': noticeAddress({ kind: 'quality.held', facts: answer }),
  'quality.overdue': noticeAddress({ kind: 'quality.overdue', facts: answer }),
  'quality.returned': noticeAddress({ kind: 'quality.returned', facts: answer }),
  'quality.reviewed': noticeAddress({ kind: 'quality.reviewed', facts: review }),
  'quality.appealed': noticeAddress({ kind: 'quality.appealed', facts: review }),
  'quality.decided': noticeAddress({ kind: 'quality.decided', facts: review }),
  'quality.drawn': noticeAddress({ kind: 'quality.drawn', facts: { sample: 's1', audit: 'chats' } }),
};

describe('notices in the console', () => {
  it('every kind has its words', () => {
    expect(Object.keys(es.noticeKind).sort()).toEqual(noticeKinds.map((kind) => kind.replaceAll('.', '_')).sort());
  });

  it('every kind leads to what it is about, and none to the inbox for want of a better place', () => {
    const found = noticeKinds.map((kind) => {
      return addresses[kind] ?? noticeAddress({ kind, facts: factsOf[kind.split('.')[0] ?? ''] ?? {} });
    });
    expect(found).not.toContain('/inbox');
    expect(addresses).toEqual({
      'quality.held': '/quality?tab=answers&id=a1',
      'quality.overdue': '/quality?tab=answers&id=a1',
      'quality.returned': '/inbox/c1',
      'quality.reviewed': '/quality/v1',
      'quality.appealed': '/quality/v1',
      'quality.decided': '/quality/v1',
      'quality.drawn': '/quality',
    });
    expect(noticeAddress({ kind: 'routine.overdue', facts: { run: 'r1' } })).toBe('/routines?id=r1');
    expect(noticeAddress({ kind: 'survey.low', facts: { check: 'k1' } })).toBe('/surveys?tab=checks&id=k1');
  });
});
