import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { buildClock, MONDAY_10AM } from '../../builders/clock.ts';
import { Customer } from '../gateway/customer.ts';
import { seedConversations } from './harness/seed-conversations.ts';
import { consoleSuite } from './harness/suite.ts';

const minutesAgo = (minutes: number) => new Date(MONDAY_10AM.getTime() - minutes * 60_000);

consoleSuite(
  'the inbox',
  {
    clock: buildClock(),
    seed: (gateway) =>
      seedConversations(gateway, [
        { id: 'w1', name: 'Elena Espera', about: { minutes: 5 }, messages: [{ text: 'No timbra', at: minutesAgo(3) }] },
        { id: 'w2', name: 'Pablo Paciente', messages: [{ text: 'Pregunta larga', at: minutesAgo(12) }] },
        { id: 'w3', name: 'Julia Junta', messages: [{ text: 'Otra cosa', at: minutesAgo(20) }] },
        { id: 'w4', name: 'Tomás Toma', messages: [{ text: 'Una sola persona', at: minutesAgo(1) }] },
        {
          id: 'm1',
          name: 'Mía Mensaje',
          about: { mode: 'agent', assignee: 'ana', channel: 'whatsapp', waitingSince: null },
          messages: [{ text: 'Sigo aquí', at: minutesAgo(2) }],
        },
        {
          id: 'c1',
          name: 'César Cerrado',
          about: { mode: 'closed', closedAt: minutesAgo(60), waitingSince: null, tickets: ['EXS-000042'] },
          messages: [{ text: 'Gracias', at: minutesAgo(60) }],
        },
      ]),
  },
  (desk) => {
    const rows = (page: Page) => page.locator('.inbox-name').allTextContents();

    it('EXS-27 lists who waits, the quick case first, with how long they have waited', async () => {
      const ana = await desk.signIn('ana');
      await ana.page.getByText('Elena Espera').waitFor();
      expect((await rows(ana.page))[0]).toBe('Elena Espera');
      await ana.page.getByText('Espera 12:00').waitFor();
      await ana.look('inbox');
    });

    it('P4 keeps list and filters in the address, what is typed in none, and says when nothing fits', async () => {
      const { page } = await desk.signIn('ana');
      const addresses: string[] = [];
      page.on('request', (sent) => void addresses.push(sent.url()));
      await page.getByText('Cerradas', { exact: true }).click();
      await page.getByText('César Cerrado').waitFor();
      await page.reload();
      await page.getByText('César Cerrado').waitFor();
      await page.getByText('Abiertas', { exact: true }).click();
      await page.getByRole('searchbox', { name: 'Buscar persona, texto o folio' }).fill('mia');
      await page.getByText('Mía Mensaje').waitFor();
      await page.getByText('Elena Espera').waitFor({ state: 'detached' });
      await page.reload();
      await page.getByText('Mía Mensaje').waitFor();
      expect(await rows(page)).toEqual(['Mía Mensaje']);
      expect([...addresses, page.url()].filter((one) => /\bmia\b/.test(one))).toEqual([]);
      await page.getByRole('searchbox', { name: 'Buscar persona, texto o folio' }).fill('zzz');
      await page.getByText('Ninguna conversación coincide').waitFor();
      await page.getByRole('button', { name: 'Limpiar filtros' }).click();
      await page.getByRole('button', { name: 'Filtros', exact: true }).click();
      await page.getByRole('combobox', { name: 'Canal' }).click();
      await page.getByRole('option', { name: 'WhatsApp' }).click();
      await page.getByText('Elena Espera').waitFor({ state: 'detached' });
      expect(await rows(page)).toEqual(['Mía Mensaje']);
    });

    it('takes one conversation for one of two agents who press at once, and tells the other', async () => {
      const [ana, beto] = await Promise.all([desk.signIn('ana'), desk.signIn('beto')]);
      await Promise.all([ana, beto].map((one) => one.open('/inbox/w4', 'Una sola persona')));
      const take = (one: typeof ana) => one.page.getByRole('button', { name: 'Tomar', exact: true }).first().click();
      const held = await hold(beto.page, '**/api/conversations/w4/take');
      await take(beto);
      await held.come;
      await take(ana);
      await ana.page.getByRole('textbox', { name: 'Su respuesta' }).waitFor();
      held.letGo();
      await beto.page.getByText('Ana Agente ya atiende esta conversación.').waitFor();
      await beto.page.getByText('La atiende Ana Agente.').waitFor();
      expect(await beto.page.getByRole('textbox', { name: 'Su respuesta' }).count()).toBe(0);
      expect((await desk.gateway.pipeline.conversations.get('w4')).assignee).toBe('ana');
    });

    it('does one thing to several conversations and says what was refused', async () => {
      const { page } = await desk.signIn('luis');
      await page.getByRole('checkbox', { name: 'Seleccionar a Pablo Paciente' }).check();
      await page.getByRole('checkbox', { name: 'Seleccionar a Julia Junta' }).check();
      await page.getByText('2 seleccionadas').waitFor();
      const held = await hold(page, '**/api/inbox/bulk');
      await page.getByRole('toolbar').getByRole('button', { name: 'Tomar' }).click();
      await held.come;
      // Meanwhile somebody else takes one of the two.
      const { conversations } = desk.gateway.pipeline;
      await conversations.act('w3', { type: 'take' }, { role: 'agent', id: 'beto', name: 'Beto Agente' });
      held.letGo();
      await page.getByText('Se hicieron 1 de 2').waitFor();
      await page.getByText('Beto Agente ya atiende esta conversación.').waitFor();
      await page.getByText('Pablo Paciente').waitFor({ state: 'detached' });
      expect((await conversations.get('w2')).assignee).toBe('luis');
      expect((await conversations.get('w3')).assignee).toBe('beto');
    });

    it('is worked by keyboard: down the list, help, the palette by folio', async () => {
      const ana = await desk.signIn('ana');
      await ana.page.getByText('Elena Espera').waitFor();
      await ana.page.keyboard.press('j');
      await ana.page.waitForURL('**/inbox/w1**');
      await ana.page.keyboard.press('?');
      const help = ana.page.getByRole('dialog', { name: 'Teclas rápidas' });
      await help.getByText('Siguiente conversación').waitFor();
      await ana.look('help');
      await ana.page.keyboard.press('Escape');
      await help.waitFor({ state: 'detached' });
      await ana.page.keyboard.press('Control+k');
      const search = ana.page.getByRole('combobox', { name: 'Buscar o ir a…' });
      await search.waitFor();
      await search.fill('EXS-000042');
      await ana.page.getByRole('option', { name: /César Cerrado/ }).waitFor();
      await ana.look('palette');
      await ana.page.keyboard.press('Enter');
      await ana.page.waitForURL('**/inbox/c1');
    });

    it('counts what is unread in the tab and in the list until it is read', async () => {
      const { page } = await desk.signIn('ana');
      await page.getByText('Mías').click();
      await page.getByTitle('1 sin leer').waitFor();
      expect(await page.title()).toMatch(/^\(\d+\) Ventanilla$/);
      await page.getByText('Mía Mensaje').click();
      await page.getByText('1 mensaje nuevo').waitFor();
      await page.getByTitle('1 sin leer').waitFor({ state: 'detached' });
    });

    it('misses nothing and shows nothing twice when the gateway was started anew', async () => {
      const customer = await Customer.open(desk.url);
      const [before, after] = ['La factura no timbra', 'Sigue sin timbrar la factura'];
      await customer.say(before);
      await customer.hears(/./);
      const { page } = await desk.signIn('ana');
      await page.getByText('Abiertas', { exact: true }).click();
      await page.locator('.inbox-row', { hasText: before }).click();
      const said = (text: string) => page.getByRole('log').locator('.bubble-user .bubble-text', { hasText: text });
      await said(before).waitFor();
      await desk.restart();
      await customer.say(after);
      await said(after).waitFor({ timeout: 40_000 });
      for (const text of [before, after]) expect(await said(text).count()).toBe(1);
    });
  },
);

/** Holds the requests of a page to an address: `come` when one is made, which goes on when it is let go. */
async function hold(page: Page, address: string): Promise<{ readonly come: Promise<void>; letGo(): void }> {
  let [arrived, letGo] = [() => {}, () => {}];
  const come = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(address, async (route) => {
    arrived();
    await gone;
    await route.continue();
  });
  return { come, letGo };
}
