import { describe, expect, it } from '@jest/globals';
import { createProductCatalogue } from '../../src/compose/organisations.ts';
import { chatChoices, chatWords, type WordingCase } from '../../src/notices/wording.ts';
import { buildTicketView, OPEN_AT } from '../builders/flow-context.ts';
import { buildPolicy } from '../builders/policy.ts';

/** A solution that the requester is told of, with the address of their page. */
function solved(url: string | null): WordingCase {
  const ticket = buildTicketView({}, { state: 'solucionado', phase: 'solved' });
  const event = { id: 't1:2', seq: 2, at: OPEN_AT, actor: { role: 'agent', id: 'ana' }, type: 'moved' } as const;
  const policy = buildPolicy({ tickets: { askValidation: true } });
  const t = createProductCatalogue().t('es-MX');
  return { ticket, event, reason: 'solved', recipient: 'requester', policy, t, url };
}

describe('a notice in a conversation', () => {
  it('P4 names the page where the gateway has a name, and never an IP address, which would come out as a broken link', () => {
    expect(chatWords(solved('https://mesa.example/mis-tickets/EXS-1'))).toContain(
      'https://mesa.example/mis-tickets/EXS-1',
    );
    for (const bare of ['http://127.0.0.1:3000/x', 'http://[::1]:3000/x', 'http://192.168.10.25/x'])
      expect(chatWords(solved(bare))).toBe(chatWords(solved(null)));
  });

  it('MAS-77 the solution comes with a button for each answer', () => {
    expect(chatChoices(solved(null)).map(({ value }) => value)).toEqual([
      'ticket:accept:EXS-000001',
      'ticket:reject:EXS-000001',
    ]);
  });
});
