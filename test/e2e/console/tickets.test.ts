import { expect, it } from '@jest/globals';
import { buildClock } from '../../builders/clock.ts';
import { redacted } from '../../http/world/redacted.ts';
import { seedTickets } from './harness/seed-tickets.ts';
import { consoleSuite } from './harness/suite.ts';

consoleSuite(
  'tickets',
  {
    clock: buildClock(),
    organisation: 'masnegocio',
    env: { VENTANILLA_POLICY: 'masnegocio' },
    seed: async (gateway) => {
      await seedTickets(gateway, 'masnegocio', [
        { subject: 'Reporte de ventas en blanco', requester: 'Elena Escobar', minutesAgo: 200 },
        {
          subject: 'No entra nadie al sistema',
          requester: 'Pablo Prado',
          minutesAgo: 95,
          facts: { urgency: 'critica', impact: 'compania', recordKind: 'incidente', line: 'tecnologico' },
          draft: { company: redacted('Aceros del Norte') },
        },
        {
          subject: 'Nómina no timbra',
          requester: 'Julia Juárez',
          minutesAgo: 60,
          facts: { urgency: 'media', impact: 'departamento', recordKind: 'solicitud' },
          deeds: [
            { type: 'assign', assignee: 'ana' },
            { type: 'move', to: 'pendiente_usuario', note: redacted('¿Con qué periodo pasa?') },
          ],
        },
        {
          subject: 'Alta de un usuario',
          requester: 'Tomás Trejo',
          minutesAgo: 20,
          facts: { urgency: 'baja', impact: 'usuario', recordKind: 'solicitud' },
          deeds: [{ type: 'assign', assignee: 'ana' }],
        },
      ]);
    },
  },
  (desk) => {
    it('lists tickets by view, with limits in words, narrowed by words that are in no address', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await ana.open('/tickets', 'No entra nadie al sistema');
      await page.getByText('Venció hace').first().waitFor();
      await page.getByRole('button', { name: 'Míos 2' }).click();
      await page.getByText('No entra nadie al sistema').waitFor({ state: 'detached' });
      expect(await page.locator('.ticket-link').allInnerTexts()).toHaveLength(2);
      await page.getByRole('button', { name: 'Abiertos 4' }).click();
      await page.getByRole('searchbox', { name: 'Buscar folio' }).fill('elena');
      await page.getByText('No entra nadie al sistema').waitFor({ state: 'detached' });
      expect(await page.locator('.cell-subject').allInnerTexts()).toEqual(['Reporte de ventas en blanco']);
      expect(asked.filter((url) => url.includes('elena'))).toEqual([]);
      await page.getByRole('button', { name: 'Limpiar filtros' }).click();
      await page.getByText('No entra nadie al sistema').waitFor();
      await ana.look('tickets-list');
    });

    it('keeps what was filtered as a view: one’s own, or the team’s where the role may', async () => {
      const [ana, luis] = await Promise.all([desk.signIn('ana'), desk.signIn('luis')]);
      await Promise.all([ana, luis].map((one) => one.open('/tickets?priority=critica', 'No entra nadie al sistema')));
      for (const [one, name, mayShare] of [
        [ana, 'Críticos míos', false],
        [luis, 'Críticos', true],
      ] as const) {
        await one.page.getByRole('button', { name: 'Guardar como vista' }).click();
        await one.page.getByRole('textbox', { name: 'Nombre de la vista' }).fill(name);
        const share = one.page.getByRole('checkbox', { name: 'Compartirla' });
        expect(await share.count()).toBe(mayShare ? 1 : 0);
        if (mayShare) await share.check();
        await one.page.getByRole('button', { name: 'Guardar vista' }).click();
        await one.page.getByRole('button', { name: `${name} 1` }).waitFor();
      }
      await ana.open('/tickets', 'Críticos míos');
      await ana.page.getByRole('button', { name: /^Del equipo Críticos 1/ }).click();
      await ana.page.getByText('Nómina no timbra').waitFor({ state: 'detached' });
      await luis.open('/tickets', 'Críticos');
      expect(await luis.page.getByText('Críticos míos').count()).toBe(0);
    });
  },
);
