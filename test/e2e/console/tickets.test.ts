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
      await page.getByText('No entra nadie al sistema').waitFor();
      await page.getByRole('searchbox', { name: 'Buscar folio' }).fill('elena');
      await page.getByText('No entra nadie al sistema').waitFor({ state: 'detached' });
      expect(await page.locator('.cell-subject').allInnerTexts()).toEqual(['Reporte de ventas en blanco']);
      expect(asked.filter((url) => url.includes('elena'))).toEqual([]);
      await page.getByRole('button', { name: 'Limpiar filtros' }).click();
      await page.getByText('No entra nadie al sistema').waitFor();
      await ana.look('tickets-list');
      // Many changes at once are one look or two, not one for each.
      const searches = () => asked.filter((url) => url.endsWith('/api/tickets/search')).length;
      const before = searches();
      const { id } = await ticketOf('MN-000001');
      const told = page.waitForResponse('**/api/tickets/search');
      const watch = { type: 'watch', watcher: 'ana' } as const;
      for (let number = 0; number < 30; number += 1) {
        const doing = { actor: { role: 'agent', id: 'ana' }, at: desk.gateway.clock.now() } as const;
        await desk.gateway.tickets.act(id, { ...watch, on: number % 2 === 0 }, doing);
      }
      await told;
      expect(searches() - before).toBeLessThan(10);
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

    it('MAS-36 opens a ticket: history in words, clocks, the matrix that says what follows before it is done', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      await ana.open('/tickets', 'Nómina no timbra');
      await page.getByRole('link', { name: 'MN-000003' }).click();
      await page.getByText('De «Abierto» a «Pendiente por usuario»').waitFor();
      await page.getByText('Se asignó a Ana Agente').waitFor();
      const cell = page.getByRole('button', { name: /Crítica, .*Toda la compañía: Crítica/ });
      await cell.click();
      await page.getByText('Prioridad: Media → Crítica').waitFor();
      await page
        .getByText(/vencerá/)
        .first()
        .waitFor();
      expect((await ticketOf('MN-000003')).priority).toBe('media');
      await ana.look('ticket');
      await page.getByRole('button', { name: 'Confirmar' }).click();
      await page.getByText('Prioridad: Media → Crítica').waitFor({ state: 'detached' });
      expect((await ticketOf('MN-000003')).priority).toBe('critica');
    });

    it('MAS-66 asks for solution and its type before the ticket is solved; the requester’s view follows', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      await ana.open(`/tickets/${(await ticketOf('MN-000004')).id}`, 'Alta de un usuario');
      await page.getByRole('textbox', { name: 'Nota interna' }).fill('Falta el visto bueno');
      await page.getByRole('button', { name: 'Guardar nota' }).click();
      await page.getByText('Nota interna', { exact: true }).last().waitFor();
      await page.getByRole('button', { name: 'Solucionado', exact: true }).click();
      const go = page.getByRole('button', { name: 'Mover a «Solucionado»' });
      expect(await go.isDisabled()).toBe(true);
      await page.getByRole('combobox', { name: 'Tipo de solución' }).click();
      await page.getByRole('option', { name: 'Solución definitiva' }).click();
      await page.getByRole('textbox', { name: 'Solución' }).fill('Ya está dado de alta');
      await ana.look('ticket-move');
      await go.click();
      const seen = page.getByRole('region', { name: 'Lo que ve el solicitante' });
      await seen.getByText('Ya está dado de alta').waitFor();
      await seen.getByText(/cerrar el ticket, decir que no quedó resuelto/).waitFor();
      expect(await seen.getByText('Falta el visto bueno').count()).toBe(0);
    });

    it('MAS-75 ALI-27 tags, names a colleague, adds a file, escalates, agrees a date and corrects data', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      const { id } = await ticketOf('MN-000002');
      await ana.open(`/tickets/${id}`, 'No entra nadie al sistema');
      await page.getByRole('button', { name: 'Agregar etiqueta' }).click();
      await page.getByRole('combobox', { name: 'Agregar etiqueta' }).fill('cierre de mes');
      await page.keyboard.press('Enter');
      await page.getByText('Etiquetas: + cierre de mes').waitFor();
      const note = page.getByRole('textbox', { name: 'Nota interna' });
      await note.pressSequentially('Lo ve @bet');
      await page.getByRole('option', { name: /Beto Agente/ }).waitFor();
      await page.keyboard.press('Enter');
      expect(await note.inputValue()).toBe('Lo ve @beto ');
      await page.getByRole('button', { name: 'Guardar nota' }).click();
      await page.getByText('Lo ve @beto').last().waitFor();
      await page.locator('input[type=file]').setInputFiles({
        name: 'acceso.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('la contraseña: Zorro.2026'),
      });
      await page.getByText('Se agregaron archivos para la mesa').waitFor();
      await page.getByText('con datos quitados').first().waitFor();
      await page.getByRole('button', { name: 'Escalar', exact: true }).click();
      await page.getByRole('combobox', { name: 'Nivel' }).click();
      await page.getByRole('option', { name: '2. Supervisor Mesa de Ayuda' }).click();
      await page.getByText('Se le avisa a: Luis Líder').waitFor();
      await ana.look('ticket-escalate');
      await page.getByRole('dialog').getByRole('button', { name: 'Escalar' }).click();
      await page.getByText('Nivel 2: Supervisor Mesa de Ayuda').waitFor();
      await page.getByRole('button', { name: 'Acordar fecha' }).click();
      await page.getByLabel('Fecha acordada').fill('2030-01-15T10:00');
      await page.getByRole('button', { name: 'Guardar fecha' }).click();
      await page.getByRole('button', { name: 'Acordar otra fecha' }).click();
      await page.getByLabel('Fecha acordada').fill('2030-01-16T10:00');
      const save = page.getByRole('button', { name: 'Guardar fecha' });
      expect(await save.isDisabled()).toBe(true);
      await page.getByRole('textbox', { name: 'Motivo' }).fill('Pidió un día más');
      await ana.look('ticket-date');
      await save.click();
      await page.getByText('Pidió un día más').first().waitFor();
      await page.getByRole('button', { name: 'Corregir datos' }).click();
      const company = page.getByRole('textbox', { name: 'Nombre de la compañía' });
      await company.fill('Aceros del Sur');
      await ana.look('ticket-fields');
      await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
      await page.getByText('Cambió Nombre de la compañía').waitFor();
      await ana.look('ticket-after');
      const found = await ticketOf('MN-000002');
      expect([found.tags, found.escalation?.level, found.agreedAt?.getFullYear()]).toEqual([
        ['cierre de mes'],
        1,
        2030,
      ]);
      const notices = await desk.gateway.notices.list('beto', { limit: 5 });
      expect(notices.items.map(({ kind }) => kind)).toContain('ticket.mentioned');
      await ana.open('/tickets?tag=CIERRE%20de%20mes', 'No entra nadie al sistema');
      await page.getByText('Nómina no timbra').waitFor({ state: 'detached' });
    });

    it('moves a ticket for one of two agents; the other is told that it changed, and sees it as it is', async () => {
      const [ana, beto] = await Promise.all([desk.signIn('ana'), desk.signIn('beto')]);
      const { id } = await ticketOf('MN-000001');
      await Promise.all([ana, beto].map((one) => one.open(`/tickets/${id}`, 'Reporte de ventas')));
      // Nothing live reaches the second one, as over a bad line.
      await beto.page.route('**/api/tickets/*', (request) => request.abort());
      const missed = beto.page.waitForEvent('requestfailed', (request) => request.url().endsWith(`/api/tickets/${id}`));
      await ana.page.getByRole('button', { name: 'En Proceso', exact: true }).click();
      await ana.page.getByText('De «Abierto» a «En Proceso»').waitFor();
      await missed;
      await beto.page.unroute('**/api/tickets/*');
      await beto.page.getByRole('button', { name: 'Asignado', exact: true }).click();
      await beto.page.getByText('Alguien cambió el ticket').waitFor();
      await beto.page.getByText('De «Abierto» a «En Proceso»').waitFor();
      expect((await ticketOf('MN-000001')).state).toBe('en_proceso');
    });

    it('shows a board: cards move by menu or by drag where the policy lets them, and a refusal is told', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      await ana.open('/tickets', 'No entra nadie al sistema');
      await page.getByText('Tablero', { exact: true }).click();
      const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name} \\d`) });
      await column('Abierto').getByText('No entra nadie al sistema').waitFor();
      await ana.look('tickets-board');
      await page.getByRole('button', { name: 'Mover MN-000002 a…' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'En Proceso' }).waitFor();
      expect(await page.getByRole('menuitem', { name: 'Cerrado' }).count()).toBe(0);
      await page.getByRole('menuitem', { name: 'En Proceso' }).press('Enter');
      await column('En Proceso').getByText('No entra nadie al sistema').waitFor();
      const card = column('En Proceso').getByRole('listitem').filter({ hasText: 'MN-000002' });
      await card.dragTo(column('Nuevo'));
      await page.getByText('no permite a su rol pasar de «En Proceso» a «Nuevo»').waitFor();
      await card.dragTo(column('Asignado'));
      await column('Asignado').getByText('No entra nadie al sistema').waitFor();
      expect((await ticketOf('MN-000002')).state).toBe('asignado');
    });

    it('does one thing to several tickets, and says of each that was refused why', async () => {
      const { page, ...luis } = await desk.signIn('luis');
      await luis.open('/tickets', 'No entra nadie al sistema');
      const tick = (folio: string) => page.getByRole('checkbox', { name: `Seleccionar ${folio}` }).check();
      await tick('MN-000002');
      await tick('MN-000001');
      await page.getByText('2 seleccionados').waitFor();
      await page.getByRole('toolbar').getByRole('button', { name: 'Asignar' }).click();
      await page.getByRole('combobox', { name: 'Responsable' }).last().click();
      await page.getByRole('option', { name: 'Beto Agente' }).click();
      await luis.look('tickets-bulk');
      await page.getByRole('dialog').getByRole('button', { name: 'Asignar' }).click();
      await page.getByText('Se hizo en 2 tickets.').waitFor();
      expect((await ticketOf('MN-000001')).assignee).toBe('beto');
      await tick('MN-000002');
      await tick('MN-000003');
      await page.getByRole('toolbar').getByRole('button', { name: 'Mover' }).click();
      await page.getByRole('combobox', { name: 'Estado' }).last().click();
      await page.getByRole('option', { name: 'Pendiente por proveedor' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Mover' }).click();
      await page.getByText('1 ticket quedó como estaba').waitFor();
      await page.getByText('MN-000003: La política no permite ese cambio').waitFor();
      expect((await ticketOf('MN-000002')).state).toBe('pendiente_proveedor');
    });

    it('MAS-31 opens a ticket by hand with what the policy asks for, and shows open ones like it while one types', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      await ana.open('/tickets', 'Nuevo ticket');
      await page.getByRole('link', { name: 'Nuevo ticket' }).click();
      await page.getByRole('combobox', { name: 'Solicitante' }).fill('julia');
      await page.getByRole('option', { name: /Julia Juárez/ }).click();
      await page.getByRole('textbox', { name: 'Asunto' }).fill('La nómina no timbra desde hoy');
      await page.getByText('Puede que ya exista').waitFor();
      await page.getByRole('link', { name: 'MN-000003' }).waitFor();
      await page.getByRole('textbox', { name: 'Qué pasa' }).fill('Se queda en espera');
      await page.getByRole('combobox', { name: 'Por dónde llegó' }).click();
      await page.getByRole('option', { name: 'Teléfono' }).click();
      await page.getByRole('combobox', { name: 'Urgencia' }).click();
      await page.getByRole('option', { name: 'Crítica' }).click();
      await page.getByRole('combobox', { name: 'Impacto' }).click();
      await page.getByRole('option', { name: 'Toda la compañía' }).click();
      await page.getByRole('textbox', { name: 'Nombre de la compañía' }).fill('Aceros del Norte');
      await ana.look('ticket-new');
      await page.reload();
      expect(await page.getByRole('textbox', { name: 'Asunto' }).inputValue()).toBe('La nómina no timbra desde hoy');
      await page.getByRole('button', { name: 'Abrir ticket' }).click();
      await page.getByText('Se abrió como «Abierto»').waitFor();
      const made = await ticketOf('MN-000005');
      expect(made).toMatchObject({ priority: 'critica', company: 'Aceros del Norte', contactId: 'person-2' });
      expect(made.facts.channel).toBe('phone');
    });

    it('EXS-01 writes down a conversation that came by phone', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      await ana.open('/tickets', 'Registrar una conversación');
      await page.getByRole('link', { name: 'Registrar una conversación' }).click();
      await page.getByRole('switch', { name: 'Es una persona nueva' }).click();
      await page.getByRole('textbox', { name: 'Nombre' }).fill('Nadia Nueva');
      await page.getByRole('textbox', { name: 'Qué pidió la persona' }).fill('Quiere saber cómo cancelar');
      await page.getByRole('textbox', { name: 'Qué se le dijo o se hizo' }).fill('Desde el menú de facturas');
      await ana.look('log-conversation');
      await page.getByRole('button', { name: 'Registrar', exact: true }).click();
      await page.getByText('La conversación quedó registrada.').waitFor();
      await page.getByText('Desde el menú de facturas').first().waitFor();
      const [episode] = await desk.gateway.stores.episodes.inMode('masnegocio', 'closed');
      expect(episode).toMatchObject({ channel: 'phone', agents: ['ana'], outcome: 'agent' });
    });

    it('MAS-92 a ticket of a kind shows what is missing and what it bars, and who hands the evidence over', async () => {
      const ana = await desk.signIn('ana');
      const { page } = ana;
      const { tickets, clock } = desk.gateway;
      const pdf = { fileId: 'b'.repeat(64), name: 'bitacora.pdf', mediaType: 'application/pdf', size: 40_000 };
      const opened = await tickets.open(
        'auditoria-1',
        {
          ...{ subject: redacted('Evidencia de accesos para la auditoría'), reason: 'manual', diagnosis: {}, area: '' },
          ...{
            description: redacted('El auditor pide los accesos del año'),
            complexity: null,
            company: redacted('Norte'),
          },
          ...{ facts: { recordKind: 'auditoria' }, attachments: [] },
        },
        {
          ...{ organisation: 'masnegocio', conversationId: null, contactId: null, at: clock.now() },
          actor: { role: 'agent', id: 'ana' },
        },
      );
      const note = { type: 'note', text: redacted('Borrador'), internal: true, attachments: [pdf] } as const;
      await tickets.act(opened.id, note, { actor: { role: 'agent', id: 'ana' }, at: clock.now() });
      await ana.open(`/tickets/${opened.id}`, 'Auditoría externa');
      const panel = page.getByRole('region', { name: 'Auditoría externa' });
      await panel.getByText('Faltan 3 cosas para seguir.').waitFor();
      await panel.getByText('Sin esto no pasa a: Asignado, En Proceso, Solucionado.').waitFor();
      expect(await panel.getByRole('button', { name: 'Entregar evidencia' }).isDisabled()).toBe(true);
      await panel.getByRole('button', { name: 'Productivo' }).click();
      await panel.getByText('Faltan 2 cosas para seguir.').waitFor();
      await ana.look('ticket-kind');
      await page.getByRole('button', { name: 'Asignado' }).click();
      await page.getByText('Antes falta: Formato de solicitud de auditoría externa').waitFor();
    });

    const ticketOf = async (folio: string) => {
      const found = await desk.gateway.tickets.byFolio('masnegocio', folio);
      if (!found) throw new Error(`there is no ${folio}`);
      return found;
    };
  },
);
