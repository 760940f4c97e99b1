import { expect, it } from '@jest/globals';
import { consoleSuite } from './harness/suite.ts';

consoleSuite('administration', {}, (desk) => {
  it('makes a token that is shown once, ends it, and finds both in a trail whose chain is whole', async () => {
    const rosa = await desk.signIn('rosa');
    const { page } = rosa;
    await rosa.open('/admin/tokens', 'Ningún programa tiene token');
    await page.getByRole('button', { name: 'Crear token' }).click();
    await page.getByRole('dialog').getByLabel('Programa').fill('Monitoreo');
    await page.getByRole('dialog').getByRole('button', { name: 'Crear token' }).click();
    expect(await page.getByLabel('Token', { exact: true }).inputValue()).toMatch(/^vnt_/);
    await rosa.look('tokens');
    await page.getByRole('table').getByRole('button', { name: 'Revocar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revocar' }).click();
    await page.getByText('Revocado').waitFor();

    await rosa.open('/admin/audit', 'Creó un token');
    await page.getByText('Revocó un token').waitFor();
    await page.getByRole('button', { name: 'Verificar la cadena' }).click();
    await page.getByText('La cadena está íntegra').waitFor();
    await rosa.look('audit');
  });

  it('adds an outside system, whose secret is shown once, and says what a try gave', async () => {
    const rosa = await desk.signIn('rosa');
    const { page } = rosa;
    await rosa.open('/admin/webhooks', 'No se avisa a ningún sistema externo');
    await page.getByRole('button', { name: 'Agregar sistema' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nombre').fill('Mesa externa');
    await dialog.getByLabel('Dirección').fill('https://mesa.invalid/hook');
    await dialog.getByLabel('Código del sistema').fill('mesa');
    await dialog.getByRole('button', { name: 'Agregar sistema' }).click();
    expect(await page.getByLabel('Secreto de la firma').inputValue()).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'Probar' }).click();
    await page.getByText(/No respondió bien/).waitFor();
    await rosa.look('webhooks');
  });

  it('shows the channels, the rules that hold and how the installation is', async () => {
    const rosa = await desk.signIn('rosa');
    const { page } = rosa;
    await rosa.open('/admin/channels', 'WhatsApp no está configurado');
    await page.getByRole('button', { name: 'Probar la conexión' }).click();
    await page.getByText('No hay correo configurado').waitFor();
    const chat = page.getByRole('region', { name: 'Chat web' });
    await chat.getByText('En marcha').waitFor();
    await chat.getByText('/embed.js').waitFor();
    await rosa.look('channels');
    await rosa.open('/admin/policy', 'El archivo es lo que rige');
    await rosa.look('policy');
    await rosa.open('/admin/system', 'Respuestas por salir');
    const jobs = rosa.page.getByRole('region', { name: 'Trabajos' });
    await jobs.getByText('Borrado por antigüedad').waitFor();
    await rosa.look('system');
    await jobs.getByRole('button', { name: 'Hacer ahora: Borrado por antigüedad' }).click();
    await rosa.page.getByText('El trabajo empezó.').waitFor();
  });
});
