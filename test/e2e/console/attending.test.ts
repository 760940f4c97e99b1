import { expect, it } from '@jest/globals';
import type { EmbeddedJobQueue } from '../../../src/storage/jobs/embedded-queue.ts';
import { buildClock } from '../../builders/clock.ts';
import { Customer } from '../gateway/customer.ts';
import { seedConversations } from './harness/seed-conversations.ts';
import { consoleSuite } from './harness/suite.ts';

const clock = buildClock();
const own = { mode: 'agent', assignee: 'ana', waitingSince: null } as const;

consoleSuite(
  'attending a conversation',
  {
    clock,
    seed: (gateway) =>
      seedConversations(gateway, [
        { id: 'takes', name: 'Elena Espera', messages: [{ text: 'No puedo timbrar' }] },
        { id: 'keys', name: 'Tecla Teclado', messages: [{ text: 'Solo con el teclado' }] },
        { id: 'clock', name: 'Rita Reloj', messages: [{ text: 'Tarda mucho' }] },
        { id: 'refused', name: 'Nora Negada', about: own, messages: [{ text: 'Sigo aquí' }] },
      ]),
  },
  (desk) => {
    const transcriptOf = async (id: string) => (await desk.gateway.pipeline.conversations.get(id)).transcript;

    it('an agent takes a conversation and replies in two lines; the reply appears once, with its true state', async () => {
      const { page, ...ana } = await desk.signIn('ana');
      await ana.open('/inbox/takes', 'No puedo timbrar');
      await page.getByRole('button', { name: 'Tomar', exact: true }).click();
      const box = page.getByRole('textbox', { name: 'Su respuesta' });
      await box.fill('Con gusto le ayudo');
      await box.press('Shift+Enter');
      await box.pressSequentially('¿Qué folio usa?');
      await box.press('Enter');
      const reply = page.locator('.bubble-agent:not(.bubble-outgoing)');
      await reply.getByText('Enviado').waitFor();
      await page.locator('.bubble-outgoing').waitFor({ state: 'detached' });
      expect(await reply.locator('.bubble-text').allTextContents()).toEqual(['Con gusto le ayudo\n¿Qué folio usa?']);
      expect(await box.inputValue()).toBe('');
      const { assignee } = await desk.gateway.pipeline.conversations.get('takes');
      expect(assignee).toBe('ana');
    });

    it('a reply that was refused says so and goes out under the same id when tried again', async () => {
      const { page, ...ana } = await desk.signIn('ana');
      await ana.open('/inbox/refused', 'Sigo aquí');
      const error = { code: 'CONVERSATION_BUSY', message: 'The conversation changed at the same time. Try again.' };
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/reply')) asked.push((request.postDataJSON() as { id: string }).id);
      });
      await page.route('**/reply', (route) => route.fulfill({ status: 409, json: { error } }));
      const box = page.getByRole('textbox', { name: 'Su respuesta' });
      await box.fill('Va de nuevo');
      await box.press('Enter');
      await page.getByText('No se envió').waitFor();
      await page.unroute('**/reply');
      await page.getByRole('button', { name: 'Reintentar' }).click();
      await page.locator('.bubble-agent:not(.bubble-outgoing)', { hasText: 'Va de nuevo' }).waitFor();
      await page.locator('.bubble-outgoing').waitFor({ state: 'detached' });
      expect(await page.getByRole('log').getByText('Va de nuevo').count()).toBe(1);
      const [id, ...again] = asked;
      expect(again).toEqual([id]);
      const sent = (await transcriptOf('refused')).filter(({ speaker }) => speaker === 'agent');
      expect(sent.map(({ text, clientId }) => [text, clientId])).toEqual([['Va de nuevo', id]]);
    });

    it('what is said between the page and its live connection is not missed', async () => {
      const customer = await Customer.open(desk.url);
      await customer.say('La caja no abre desde ayer');
      await customer.hears(/./);
      const { page } = await desk.signIn('ana');
      let release: () => void = () => undefined;
      const held = new Promise<void>((done) => {
        release = done;
      });
      await page.routeWebSocket(/socket\.io/, async (socket) => {
        await held;
        socket.connectToServer();
      });
      const { items } = await desk.gateway.pipeline.conversations.list({ mode: 'bot', limit: 9 });
      await page.goto(`${desk.url}/console/inbox/${encodeURIComponent(items[0]?.id ?? '')}`);
      const log = page.getByRole('log');
      await log.getByText('La caja no abre desde ayer').waitFor();
      await customer.say('Usuario final, y sigue sin abrir');
      await customer.hears(/./);
      release();
      await log.locator('.bubble-text', { hasText: 'Usuario final, y sigue sin abrir' }).waitFor();
    });

    it('after a lost connection the console catches up: nothing missing, nothing twice', async () => {
      const customer = await Customer.open(desk.url);
      await customer.say('No puedo abrir el almacén');
      await customer.hears(/./);
      const { page, context } = await desk.signIn('ana');
      await page.getByText('Abiertas', { exact: true }).click();
      await page.locator('.inbox-row', { hasText: 'No puedo abrir el almacén' }).click();
      const said = page.getByRole('log').locator('.bubble-user .bubble-text');
      await said.filter({ hasText: 'No puedo abrir el almacén' }).waitFor();
      await context.setOffline(true);
      await page.getByText('Sin conexión en vivo').waitFor();
      await customer.say('Usuario final');
      await customer.hears(/./);
      await context.setOffline(false);
      await said.filter({ hasText: 'Usuario final' }).waitFor();
      expect(await said.allTextContents()).toEqual(['No puedo abrir el almacén', 'Usuario final']);
    });

    it('EXS-32 the work clock of a conversation warns before the limit and names the ticket that it opened', async () => {
      const { page, ...ana } = await desk.signIn('ana');
      await ana.open('/inbox/clock', 'Tarda mucho');
      await page.getByRole('button', { name: 'Tomar', exact: true }).click();
      await page.getByRole('img', { name: '00:00 de trabajo, límite 30 minutos' }).waitFor();
      await page.clock.setFixedTime(clock.advance({ minutes: 26 }));
      await page.reload();
      await page.getByRole('img', { name: '26:00 de trabajo, límite 30 minutos' }).waitFor();
      await page.getByText('Faltan 4 min para abrir ticket').waitFor();
      // EXS-13: thirty minutes exactly open none.
      clock.advance({ minutes: 4, seconds: 1 });
      await (desk.gateway.sharing.jobs as EmbeddedJobQueue).runDue();
      await page.getByText(/Con el ticket EXS-\d{6}/).waitFor();
    });

    it('EXS-04 whoever has the console open is online, shows it, and is seen so by a colleague', async () => {
      const ana = await desk.signIn('ana');
      await ana.page.locator('.presence-online').waitFor();
      const answer = await ana.page.request.get(`${desk.url}/api/agents`);
      const { items } = (await answer.json()) as { items: { id: string; presence: string }[] };
      expect(items.find(({ id }) => id === 'ana')?.presence).toBe('online');
    });

    it('works by keyboard alone: skip link, list, take, reply', async () => {
      const { page } = await desk.signIn('ana');
      const row = page.getByRole('link', { name: /Tecla Teclado/ });
      await row.waitFor();
      await page.keyboard.press('Tab');
      await page.getByRole('link', { name: 'Ir al contenido' }).and(page.locator(':focus')).waitFor();
      await row.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('log').getByText('Solo con el teclado').waitFor();
      await page.keyboard.press('t');
      await page.getByRole('textbox', { name: 'Su respuesta' }).waitFor();
      await page.keyboard.press('r');
      await page.keyboard.type('Listo');
      await page.keyboard.press('Enter');
      await page.locator('.bubble-agent:not(.bubble-outgoing)', { hasText: 'Listo' }).waitFor();
      expect((await transcriptOf('keys')).slice(1).map(({ speaker }) => speaker)).toEqual(['system', 'agent']);
    });
  },
);
