import { beforeAll, expect, it } from '@jest/globals';
import type { Gateway } from '../../../src/compose/gateway.ts';
import type { Redacted } from '../../../src/contracts/redacted.ts';
import type { TicketDeed } from '../../../src/contracts/ticket-deeds.ts';
import { buildClock } from '../../builders/clock.ts';
import { consoleSuite } from './harness/suite.ts';

const text = (value: string) => value as Redacted;
const ana = { role: 'agent', id: 'ana', name: 'Ana Agente' } as const;

const clock = buildClock();

/** A ticket answered after half an hour, one solved after an hour and a half, a conversation after ten minutes. */
async function seed({ tickets, pipeline }: Gateway): Promise<void> {
  const deeds: [string, number, TicketDeed][] = [
    ['a', 30, { type: 'note', text: text('Lo reviso'), internal: false }],
    ['b', 90, { type: 'move', to: 'solucionado' }],
  ];
  for (const [key, minutes, deed] of deeds) {
    const draft = {
      subject: text(`No imprime ${key}`),
      description: text('Desde hoy'),
      reason: 'rule',
      diagnosis: {},
      complexity: null,
      area: 'soporte',
    } as const;
    const about = {
      organisation: 'exsim',
      conversationId: null,
      contactId: null,
      actor: { role: 'bot', id: 'bot' },
      at: clock.now(),
    } as const;
    const ticket = await tickets.open(key, draft, about);
    clock.advance({ minutes });
    await tickets.act(ticket.id, deed, { actor: ana, at: clock.now() });
  }
  const said = {
    channel: 'webchat',
    account: 'web',
    address: 'v1',
    messageId: 'm1',
    sender: { id: 'v1' },
    sentAt: new Date(0),
  };
  await pipeline.intake.accept([{ ...said, text: 'La impresora de facturas no responde <b>hoy</b>' }]);
  await pipeline.idle();
  const [conversation] = (await pipeline.conversations.list({ organisation: 'exsim', limit: 1 })).items;
  await pipeline.conversations.act(conversation?.id ?? '', { type: 'take' }, ana);
  clock.advance({ minutes: 10 });
  await pipeline.conversations.act(
    conversation?.id ?? '',
    { type: 'reply', id: 'r1', text: 'Le ayudo con la impresora' },
    ana,
  );
  await pipeline.idle();
}

consoleSuite('reports', { clock }, (desk) => {
  // Channels are there only once the gateway has started.
  beforeAll(() => seed(desk.gateway));

  it('EXS-66, EXS-77 the lead sees each figure with its goal and the very cases behind it', async () => {
    const luis = await desk.signIn('luis');
    await luis.open('/reports', 'Indicadores');
    await luis.look('reports');
    const page = luis.page;
    // The mean of 30, 90 and 10 minutes, under the goal of an hour.
    const tile = page.getByRole('link', { name: /Tiempo promedio de respuesta/ }).first();
    expect((await tile.textContent()) ?? '').toMatch(/0\.72 h.*Meta: < 1 h.*En la meta/);
    await tile.click();
    await page.getByRole('heading', { level: 1, name: 'Tiempo promedio de respuesta' }).waitFor();
    await page.getByRole('link', { name: /EXS-/ }).first().waitFor();
    expect(await page.getByRole('link', { name: /EXS-/ }).allTextContents()).toEqual(['EXS-000002', 'EXS-000001']);
    await luis.look('cases');
    await luis.open('/reports/agents', 'Agentes');
    await page.getByText('no son una calificación ni un castigo').waitFor();
    await luis.look('agents');
  });

  it('shows every chart as a table, for who cannot see it', async () => {
    const luis = await desk.signIn('luis');
    await luis.open('/reports', 'Indicadores');
    // The pictures say where the same is to be had as text.
    const charts = luis.page.getByRole('img', { name: /Ver como tablas/ });
    await charts.first().waitFor();
    await luis.page.getByRole('button', { name: 'Ver como tablas' }).click();
    await luis.page.getByRole('table', { name: 'Día por día' }).first().waitFor();
    expect(await charts.count()).toBe(0);
  });

  it('shows the lead today, and the quotas of everybody', async () => {
    const luis = await desk.signIn('luis');
    await luis.open('/today', 'Hoy');
    await luis.page.getByText('Tickets abiertos').waitFor();
    await luis.look('today');
    await luis.open('/reports/quotas', 'Cuotas de conocimiento');
    await luis.look('quotas');
  });

  it('finds what was said, with the place in the conversation, and nothing of it is markup', async () => {
    const luis = await desk.signIn('luis');
    await luis.open('/chats', 'Buscar en las conversaciones');
    await luis.page.getByRole('searchbox', { name: 'Palabras' }).fill('impresora factur');
    const hit = luis.page.getByRole('listitem').filter({ hasText: 'no responde <b>hoy</b>' });
    await hit.locator('mark').first().waitFor();
    expect(await hit.locator('mark').allTextContents()).toEqual(['impresora', 'facturas']);
    expect(luis.page.url()).not.toContain('impresora');
    await luis.look('search');
    await hit.getByRole('link').click();
    await luis.page.waitForURL(/\/inbox\/.+at=1/);
  });

  it('MAS-115 the lead makes a report, has it as a file, and sees to whom it would go', async () => {
    const luis = await desk.signIn('luis');
    await luis.open('/reports/editions', 'Informes');
    const { page } = luis;
    await page.getByText('Todavía no hay informes').waitFor();
    await luis.look('editions-empty');
    await page.getByRole('button', { name: 'Hacer un informe' }).first().click();
    const form = page.getByRole('dialog', { name: 'Hacer un informe' });
    await form.getByLabel('Informe').selectOption({ label: 'Indicadores' });
    await form.getByText('Hoy nadie ocupa el puesto que lo recibe.').waitFor();
    await form.getByLabel('Desde').fill('2026-11-01');
    await form.getByLabel('Hasta').fill('2026-11-30');
    await luis.look('editions-make');
    await form.getByRole('button', { name: 'Hacerlo' }).click();
    const card = page.getByRole('region', { name: /^Indicadores, / });
    await card.getByText('Sin enviar').waitFor();
    expect(await card.textContent()).toContain('Hecho por Luis');
    await luis.look('editions');
    const download = page.waitForEvent('download');
    await card.getByRole('button', { name: 'Descargar' }).click();
    await page.getByRole('menuitem', { name: 'PDF' }).click();
    expect((await download).suggestedFilename()).toBe('indicadores-2026-11-01_2026-11-30.pdf');
    await card.getByRole('button', { name: /^Enviar/ }).click();
    await page.getByRole('dialog', { name: 'Enviar el informe' }).getByRole('button', { name: 'Enviar' }).click();
    await page.getByText('nadie ocupa el puesto').first().waitFor();
  });

  it('gives agents their own figures, and no search', async () => {
    const person = await desk.signIn('ana');
    await person.open('/reports', 'Indicadores');
    expect(await person.page.getByRole('link', { name: 'Buscar', exact: true }).count()).toBe(0);
  });
});
