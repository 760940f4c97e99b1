import { expect, it } from '@jest/globals';
import { buildClock, MONDAY_10AM } from '../../builders/clock.ts';
import { type SeededConversation, seedConversations } from './harness/seed-conversations.ts';
import { consoleSuite } from './harness/suite.ts';

const day = 86_400_000;
const now = MONDAY_10AM.getTime();

const rich: SeededConversation = {
  id: 'rich',
  name: 'Rosario Prueba',
  about: {
    mode: 'agent',
    assignee: 'ana',
    tickets: [],
    work: { elapsedMs: 1_560_000, runningSince: new Date(now), warned: false, folio: null },
    protocol: [{ step: 1, status: 'done', by: 'bot', at: new Date(now - 600_000) }],
    card: {
      summary: 'No puede timbrar facturas' as never,
      diagnosis: { kind: 'bug', minutes: 25, module: 'facturacion', impact: 'departamento', urgency: 'alta' } as never,
      reasons: { kind: 'dijo «marca error»', minutes: 'el módulo y un solo usuario' },
      missing: ['line'],
      path: 'immediate',
    },
  },
  messages: [
    { text: 'Hola, ayer no pude timbrar', at: new Date(now - day) },
    { text: '¡Hola, Rosario! ¿En qué puedo ayudarle?', speaker: 'bot', at: new Date(now - 700_000) },
    {
      text: 'Marca error al timbrar. Mi clave es [contraseña eliminada]',
      removed: ['password'],
      at: new Date(now - 640_000),
    },
    { text: 'y también en [IP eliminada]', removed: ['ip'], at: new Date(now - 620_000) },
    { text: 'Ana Agente tomó la conversación', speaker: 'system', at: new Date(now - 500_000) },
    {
      text: 'Buenas tardes, reviso su caso.',
      speaker: 'agent',
      name: 'Ana Agente' as never,
      delivery: 'read',
      at: new Date(now - 400_000),
    },
    { text: 'Este es el archivo', at: new Date(now - 300_000) },
  ],
};

consoleSuite(
  'an opened conversation',
  {
    clock: buildClock(),
    seed: (gateway) =>
      seedConversations(gateway, [
        rich,
        { id: 'other', about: { mode: 'agent', assignee: 'ana' }, messages: [{ text: 'hola' }] },
        {
          id: 'wish',
          name: 'Prueba Deseos',
          about: {
            mode: 'agent',
            assignee: 'ana',
            card: {
              summary: 'Quieren el reporte de ventas cada semana' as never,
              diagnosis: { opportunity: 'desarrollo_especial', minutes: null } as never,
              reasons: {},
              missing: [],
              path: null,
            },
          },
          messages: [{ text: 'quisiéramos el reporte de ventas cada semana por correo' }],
        },
      ]),
  },
  (desk) => {
    it('says who speaks, on which day, and what a redaction mark stands for', async () => {
      const ana = await desk.signIn('ana');
      await ana.open('/inbox/rich', 'Marca error al timbrar');
      const log = ana.page.getByRole('log');
      await log.getByText('Ayer', { exact: true }).waitFor();
      await log.getByText('Hoy', { exact: true }).waitFor();
      await log.getByRole('article', { name: 'Bot' }).waitFor();
      await log.getByRole('button', { name: '[contraseña eliminada]' }).focus();
      await ana.page.getByRole('tooltip').getByText('nadie puede verla').waitFor();
      await ana.page.getByRole('img', { name: /^26:00 de trabajo, límite 30 minutos$/ }).waitFor();
      await ana.look('conversation');
    });

    it('keeps what is being written over a reload, for its conversation alone, until one signs out', async () => {
      const { page, ...ana } = await desk.signIn('ana');
      await ana.open('/inbox/rich', 'Marca error al timbrar');
      const box = page.getByRole('textbox', { name: 'Su respuesta' });
      await box.fill('Una respuesta a medias');
      await page.reload();
      await box.filter({ hasText: 'Una respuesta a medias' }).waitFor();
      await ana.open('/inbox/other', 'hola');
      expect(await box.inputValue()).toBe('');
      await page.getByRole('button', { name: 'Menú de la cuenta' }).click();
      await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
      await page.getByText('abra el enlace de acceso').waitFor();
      expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('a medias');
    });

    it('sends a reply that found no connection once it is back, once, even after a reload', async () => {
      const { page, ...ana } = await desk.signIn('ana');
      await ana.open('/inbox/rich', 'Marca error al timbrar');
      await page.route('**/reply', (route) => route.abort());
      const box = page.getByRole('textbox', { name: 'Su respuesta' });
      await box.fill('Llega cuando pueda');
      await box.press('Enter');
      await page.getByText('Sin conexión: se enviará al volver').waitFor();
      await page.unroute('**/reply');
      const sent = page.waitForResponse('**/reply');
      await page.reload();
      expect((await sent).status()).toBe(200);
      // Until the conversation holds it, it stands there as something that is on its way.
      await page.locator('.bubble:not(.bubble-outgoing)', { hasText: 'Llega cuando pueda' }).waitFor();
      await page.locator('.bubble-outgoing').waitFor({ state: 'detached' });
      expect(await page.getByRole('log').getByText('Llega cuando pueda').count()).toBe(1);
      const { transcript } = await desk.gateway.pipeline.conversations.get('rich');
      expect(transcript.filter(({ text }) => text === 'Llega cuando pueda')).toHaveLength(1);
    });

    it('EXS-61 shows what could be sold, and the agent dismisses it; EXS-25 marks one all the same, once', async () => {
      const { page, ...ana } = await desk.signIn('ana');
      await ana.open('/inbox/wish', 'quisiéramos el reporte');
      await page.getByText('Posible oportunidad').waitFor();
      await ana.look('opportunity-suspected');
      await page.getByRole('button', { name: 'No es una oportunidad' }).click();
      await page.getByText('Posible oportunidad').waitFor({ state: 'detached' });
      expect(await desk.gateway.opportunities.ofConversation('exsim', 'wish')).toEqual([]);
      await page.getByRole('button', { name: 'Marcar oportunidad' }).click();
      const form = page.getByRole('dialog', { name: 'Marcar oportunidad' });
      await form.getByText('Pasa a: Ventas, Closer, Dirección.').waitFor();
      expect(await form.getByLabel('Qué necesita el cliente').inputValue()).toContain('reporte de ventas');
      await form.getByLabel('Qué se puede ofrecer').selectOption({ label: 'Desarrollo especial' });
      await ana.look('opportunity-form');
      await form.getByRole('button', { name: 'Pasar a ventas' }).click();
      await page.getByText(/EXS-OP-\d{6} · Desarrollo especial/).waitFor();
      const [marked, ...more] = await desk.gateway.opportunities.ofConversation('exsim', 'wish');
      expect(more).toEqual([]);
      expect(marked).toMatchObject({ category: 'desarrollo_especial', customer: { name: 'Prueba Deseos' } });
      await ana.open('/opportunities', 'Oportunidades');
      await page.getByRole('region', { name: marked?.folio ?? '' }).waitFor();
      await ana.look('opportunities');

      // EXS-56, EXS-58, EXS-59: a demo is asked for there, and confirmed once its rules are ticked.
      const card = page.getByRole('region', { name: marked?.folio ?? '' });
      await card.getByRole('button', { name: 'Pedir una demo' }).click();
      const wish = page.getByRole('dialog', { name: 'Pedir una demo' });
      await wish.getByLabel('Cuántas personas asistirán').fill('6');
      await ana.look('demo-form');
      await wish.getByRole('button', { name: 'Pasar a ventas' }).click();
      await card.getByText('Por confirmar').waitFor();
      await card.getByText('Clientes finales · 6 asistentes · 30 min').waitFor();
      await card.getByLabel('Un closer de proyecto la abre y la cierra').check();
      expect(await card.getByRole('button', { name: 'Confirmar la demo' }).isDisabled()).toBe(true);
      await ana.look('demo-rules');
      await card.getByLabel('Estará presente el partner Microsip o el agente de ventas').check();
      await card.getByLabel('Se pidió apoyo de soporte técnico').check();
      await card.getByRole('button', { name: 'Confirmar la demo' }).click();
      await card.getByText('Confirmada', { exact: true }).waitFor();
    });
  },
);
