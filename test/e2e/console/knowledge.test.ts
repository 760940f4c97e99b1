import { expect, it } from '@jest/globals';
import type { Gateway } from '../../../src/compose/gateway.ts';
import { buildClock, MONDAY_10AM } from '../../builders/clock.ts';
import { consoleSuite } from './harness/suite.ts';

/** The people are there since the month before: the whole month is asked of them. */
const clock = buildClock(new Date('2026-10-30T16:00:00Z'));

/** Two entries of Beto's this month, one of them a repetition that does not count. */
async function seed({ knowledge }: Gateway): Promise<void> {
  clock.set(MONDAY_10AM);
  const by = { agentId: 'beto', how: 'console' as const };
  const entry = (id: string, title: string) => ({
    ...{ id, title, summary: `Pasos: ${title}`, audience: 'support' as const, type: 'solucion' as const },
    ...{ url: `https://exsim.example/${id}`, module: 'inventarios', examples: [`cómo hago un ${title}`] },
  });
  await knowledge.entries.create(entry('conteo-ciclico', 'Conteo cíclico de almacén'), by);
  await knowledge.entries.publish('conteo-ciclico', by);
  await knowledge.entries.create(entry('conteo-otra-vez', 'Conteo cíclico de almacén'), by);
  await knowledge.entries.publish('conteo-otra-vez', by, { confirmDuplicates: true });
  const script = '<img src=x onerror=alert(1)>';
  await knowledge.entries.create({ ...entry('lena', script), examples: [script] }, by);
}

consoleSuite('knowledge in the console', { seed, clock }, (desk) => {
  it('EXS-34 EXS-38 an agent writes an entry, is warned of a double while typing, and publishes it', async () => {
    const { page, ...ana } = await desk.signIn('ana');
    await ana.open('/knowledge/new', 'Nueva entrada');
    await page.getByLabel('Título').fill('conteo ciclico de ALMACÉN');
    await page.getByText('Ya hay algo parecido').waitFor();
    await page.getByLabel('Título').fill('Traspaso entre sucursales');
    await page.getByText('Ya hay algo parecido').waitFor({ state: 'detached' });
    await page.getByLabel('Enlace que recibe la persona').fill('https://otro-sitio.example.org/x');
    await page.getByRole('button', { name: 'Probar enlace' }).click();
    await page.getByText('La política no permite enviar enlaces de este sitio.').waitFor();
    await page.getByLabel('Enlace que recibe la persona').fill('https://exsim.example/traspaso');
    await page.getByRole('combobox', { name: 'Tipo' }).click();
    const types = ['Solución', 'Video o folleto', 'Caso de uso', 'Material de venta', 'Recomendación'];
    expect(await page.getByRole('option').allTextContents()).toEqual(types);
    await page.getByRole('option', { name: 'Caso de uso' }).click();
    await page.getByRole('combobox', { name: 'Preguntas de ejemplo' }).fill('cómo traspaso mercancía');
    await page.keyboard.press('Enter');
    await page.reload();
    // Nothing is lost on a reload.
    await page.getByText('Recuperamos lo que escribía').waitFor();
    await page.getByRole('button', { name: 'Publicar', exact: true }).click();
    await page.getByText('Publicada: el bot ya puede enviarla.').waitFor();
    expect(desk.gateway.knowledge.answer('cómo traspaso mercancía entre sucursales').links[0]?.title).toBe(
      'Traspaso entre sucursales',
    );
    const { items } = await desk.gateway.knowledge.entries.list({
      text: 'Traspaso entre sucursales',
      author: 'ana',
      limit: 9,
    });
    expect(items.map(({ type }) => type)).toEqual(['caso_de_uso']);
    await ana.look('knowledge-entry');
  });

  it('EXS-54 a lead enters the date of a course, and takes it away after confirming', async () => {
    const { page, ...luis } = await desk.signIn('luis');
    await luis.open('/knowledge/courses', 'Conocimiento');
    await page.getByText('Todavía no hay fechas. Agregue la primera.').waitFor();
    await page.getByRole('button', { name: 'Agregar fecha' }).click();
    const form = page.getByRole('dialog', { name: 'Agregar fecha' });
    await form.getByLabel('Qué es').selectOption({ label: 'Webinar' });
    await form.getByLabel('Título').fill('Cierre de inventarios');
    await form.getByLabel('Comienza').fill('2099-03-01T10:00');
    await form.getByLabel('Enlace').fill('https://exsim.example/webinars/cierre');
    await form.getByRole('button', { name: 'Agregar fecha' }).click();
    const line = page.getByRole('region', { name: 'Cierre de inventarios' });
    await line.getByText('El bot la da').waitFor();
    await luis.look('courses');
    await line.getByRole('button', { name: 'Quitar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Quitar' }).click();
    await line.waitFor({ state: 'detached' });
    expect(await desk.gateway.courses.list()).toEqual([]);
  });

  it('finds entries, shows script in a title as text, and archives after asking', async () => {
    const { page, ...luis } = await desk.signIn('luis');
    await luis.open('/knowledge', 'Buscar por título');
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    await luis.look('knowledge-list');
    await page.getByLabel('Buscar por título').fill('ciclico');
    await page.getByRole('link', { name: 'Conteo cíclico de almacén' }).first().click();
    await page.getByRole('button', { name: 'Archivar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Archivar' }).click();
    await page.getByText('Archivada: el bot ya no la envía.').waitFor();
    await page.getByRole('tab', { name: /Historial/ }).click();
    await page.getByText('archivó').waitFor();
    await luis.look('knowledge-history');
  });

  it('shows what the bot would answer to a question and why', async () => {
    const { page, ...ana } = await desk.signIn('ana');
    await ana.open('/knowledge/try', 'Probar una pregunta');
    await page.getByLabel('Pregunta, como la escribiría una persona').fill('¿cómo cancelo un cfdi?');
    await page.getByRole('button', { name: 'Probar', exact: true }).click();
    await page.getByText('El bot enviaría').waitFor();
    await page.getByText('En común:').first().waitFor();
    await ana.look('knowledge-try');
  });

  it('EXS-39 EXS-40 shows an agent what lacks to the month, each of its days, and what did not count', async () => {
    // The evening after: nothing was added on Tuesday.
    clock.advance({ hours: 38 });
    const { page, ...beto } = await desk.signIn('beto');
    await beto.open('/knowledge/quota', 'Qué contó y por qué');
    await page.getByText('Repite otra entrada').waitFor();
    await page.getByRole('img', { name: '1 de 20 entradas del mes' }).waitFor();
    await page.getByText('Faltan 19 entradas este mes').waitFor();
    const days = page.getByRole('region', { name: 'Días del mes' }).getByRole('listitem');
    const told = await days.allTextContents();
    expect(told.slice(19, 25)).toEqual([
      ...['20 Sin entrada', '21 No hábil', '22 No hábil'],
      ...['231 Cumplido, 1 entrada', '24 Sin entrada', '25 Por venir'],
    ]);
    await beto.look('knowledge-quota');
    await beto.open('/knowledge/demand', 'No hay preguntas mal atendidas');
    await beto.look('knowledge-demand');
  });
});
