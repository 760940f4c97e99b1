import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { productRoot } from '../../../src/compose/root.ts';
import { consoleSuite } from './harness/suite.ts';

consoleSuite('the frame of the console', {}, (desk) => {
  it('shows each role the sections that it may see, and no others', async () => {
    const sectionsOf = async (person: string) => {
      const { page } = await desk.signIn(person);
      await page.getByRole('navigation').first().getByText('Conversaciones').waitFor();
      return page.getByRole('navigation').first().getByRole('link').allTextContents();
    };
    const [everyday, quality] = [
      ['Conversaciones', 'Tickets', 'Contactos', 'Conocimiento', 'Rutinas', 'Disponibilidad', 'Respuestas'],
      ['Calidad', 'Encuestas'],
    ];
    const all = [...everyday, 'Buscar', ...quality, 'Hoy', 'Reportes', 'Sin entregar', 'Administración'];
    expect(await sectionsOf('ana')).toEqual([...everyday, ...quality, 'Reportes']);
    expect(await sectionsOf('luis')).toEqual(all);
    expect(await sectionsOf('rosa')).toEqual(all);
  });

  it('speaks English too, by choice, and remembers it', async () => {
    const { page } = await desk.signIn('luis');
    await page.getByRole('button', { name: 'Menú de la cuenta' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('navigation').first().getByText('Conversations').waitFor();
    await page.reload();
    await page.getByRole('navigation').first().getByText('Undelivered').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('loads at most 250 kB of script, compressed, before the inbox stands', () => {
    const built = join(productRoot, 'dist', 'console');
    const files = new Set<string>();
    const follow = (name: string) => {
      if (files.has(name)) return;
      files.add(name);
      const text = readFileSync(join(built, 'assets', name), 'utf8');
      for (const [, next] of text.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) follow(next ?? '');
    };
    const page = readFileSync(join(built, 'index.html'), 'utf8');
    for (const [, name] of page.matchAll(/\/assets\/([^"]+\.js)"/g)) follow(name ?? '');
    const sizes = [...files].map((name) => gzipSync(readFileSync(join(built, 'assets', name)), { level: 9 }).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThanOrEqual(250_000);
  });

  it('stands on a phone and on a desk, in both schemes', async () => {
    const desktop = await desk.signIn('luis');
    await desktop.page.getByText('Nadie espera').waitFor();
    await desktop.look('inbox-empty');
    await desktop.open('/letters', 'Todo se entregó');
    await desktop.look('letters-empty');
    await desktop.open('/routines', 'Rutinas');
    await desktop.look('routines');
    await desktop.open('/routines?tab=later', 'Rutinas');
    await desktop.look('routines-later');
    await desktop.open('/surveys', 'Encuestas');
    await desktop.look('surveys');
    await desktop.open('/surveys?tab=checks', 'Encuestas');
    await desktop.look('surveys-checks');
    await desktop.open('/surveys?tab=studies', 'La política no define mediciones');
    await desktop.open('/availability', 'Todavía no hay avisos');
    await desktop.look('availability-empty');
    await desktop.open('/availability?tab=log', 'No hay eventos');
    await desktop.look('availability-log-empty');
  });

  it('MAS-110, MAS-111 a notice is written, and goes out only after it was said how many get it', async () => {
    const { page, open, look } = await desk.signIn('ana');
    await open('/availability', 'Todavía no hay avisos');
    await page.getByRole('button', { name: 'Escribir un aviso' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Título').fill('Actualización del ERP');
    await form.getByLabel('Inicio').fill('2031-05-20T22:00');
    await form.getByLabel('Fin', { exact: false }).first().fill('2031-05-21T02:00');
    await form.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Borrador: nadie lo ha recibido.').waitFor();
    await page.getByRole('button', { name: 'Enviar el aviso: Actualización del ERP' }).click();
    // The sample desk has no customers with an address: nothing can be sent.
    await page.getByText('Lo reciben por correo: 0').waitFor();
    expect(await page.getByRole('button', { name: 'Enviar a 0' }).isDisabled()).toBe(true);
    await look('availability-confirm');
    await page.getByRole('button', { name: 'Cancelar', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await look('availability-notice');
  });

  it('MAS-83 an event is written into the log and completed, with the figures of its service', async () => {
    const { page, open, look } = await desk.signIn('ana');
    await open('/availability?tab=log', 'No hay eventos');
    await page.getByRole('button', { name: 'Registrar un evento' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Servicio').fill('ERP');
    const day = new Date(Date.now() - 2 * 86_400_000).toLocaleDateString('sv');
    await form.getByLabel('Inicio').fill(`${day}T08:00`);
    await form.getByLabel('Fin').fill(`${day}T09:30`);
    await form.getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('table', { name: 'Cifras por servicio' }).getByText('1 h 30 min').first().waitFor();
    await page.getByRole('button', { name: 'Completar: ERP' }).click();
    await form.getByLabel('Causa').fill('Disco lleno');
    await form.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Disco lleno').waitFor();
    await look('availability-log');
  });
});
