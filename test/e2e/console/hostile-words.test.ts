import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TicketView } from '../../../src/contracts/ticket.ts';
import type { ConversationDoc } from '../../../src/storage/models/conversations.ts';
import type { DeadLetterDoc } from '../../../src/storage/models/dead-letters.ts';
import { buildClock } from '../../builders/clock.ts';
import { redacted } from '../../http/world/redacted.ts';
import { seedConversations } from './harness/seed-conversations.ts';
import { seedTickets } from './harness/seed-tickets.ts';
import { consoleSuite } from './harness/suite.ts';

const attack =
  '<img src=x onerror="document.title=\'hacked\'"><script>document.title="hacked"</script>[x](javascript:alert(1))';
const clock = buildClock();
let ticket: TicketView | undefined;
const card = {
  ...{ summary: redacted(attack), diagnosis: { kind: attack }, reasons: { kind: attack } },
  ...{ missing: [attack], path: null },
} as unknown as ConversationDoc['card'];
const letter: DeadLetterDoc = {
  ...{ _id: 'd1', org: 'exsim', conversation: 'lena', channel: 'webchat', attempts: 8, code: 'DELIVERY_FAILED' },
  ...{ failedAt: clock.now() },
  entry: { id: 'd1', at: clock.now(), role: 'agent', name: redacted(attack), text: redacted(attack) },
};

consoleSuite(
  'what customers write (the "Lena" incident)',
  {
    clock,
    seed: async (gateway) => {
      await seedConversations(gateway, [
        {
          id: 'lena',
          name: attack,
          about: { mode: 'agent', assignee: 'ana', waitingSince: null, card },
          contact: { organisation: redacted(attack) },
          messages: [
            {
              text: attack,
              name: redacted(attack),
              links: [{ entryId: 'e', title: attack, url: 'javascript:document.title="hacked"' }],
              attachments: [{ fileId: 'a'.repeat(64), name: attack, mediaType: 'text/html', size: 1 }],
              choices: [{ value: 'a', title: attack }],
            },
          ],
        },
      ]);
      await gateway.store.connection.model<DeadLetterDoc>('deadLetters').create(letter);
      [ticket] = await seedTickets(gateway, 'exsim', [{ subject: attack, requester: attack, minutesAgo: 5 }]);
    },
  },
  (desk) => {
    const made = (page: Page) =>
      page.evaluate(`({
        images: document.querySelectorAll('main img[src="x"], aside img[src="x"]').length,
        scripts: document.querySelectorAll('body script:not([src])').length,
        bad: document.querySelectorAll('a[href^="javascript:"]').length,
        isTitle: document.title.includes('hacked'),
      })`);
    const nothing = { images: 0, scripts: 0, bad: 0, isTitle: false };

    it.each([
      ['a conversation', '/inbox/lena'],
      ['the tickets', '/tickets'],
      ['a ticket', 'the ticket'],
      ['the contacts', '/contacts'],
      ['what was not delivered', '/letters'],
    ])('stays text in %s', async (_name, path) => {
      const { page, ...luis } = await desk.signIn('luis');
      await luis.open(path === 'the ticket' ? `/tickets/${ticket?.id}` : path, 'document.title="hacked"');
      expect(await made(page)).toEqual(nothing);
      if (path === '/letters') await luis.look('letters');
    });

    it('stays text in the card, the files and the dialog of a conversation', async () => {
      const { page, ...ana } = await desk.signIn('ana');
      await ana.open('/inbox/lena', 'document.title="hacked"');
      await page.getByRole('button', { name: 'Cerrar', exact: true }).click();
      await page.getByRole('dialog').getByText('Cómo terminó', { exact: true }).waitFor();
      expect(await made(page)).toEqual(nothing);
      await ana.look('conversation-close');
    });
  },
);
