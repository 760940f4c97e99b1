import { expect, it } from '@jest/globals';
import { goodPassword } from '../../builders/access.ts';
import { consoleSuite } from './harness/suite.ts';

consoleSuite('a fresh installation', { people: [] }, (desk) => {
  it('is taken with the code of the terminal; the first hour goes on beside the live chat, and is remembered', async () => {
    const fresh = await desk.visit();
    const { page } = fresh;
    await fresh.open('/', 'Instalación nueva');
    await fresh.look('fresh');
    await page.getByLabel('Código').fill('AAAA-BBBB-CCCC');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('ya se usó o venció').waitFor();
    const code = await desk.gateway.access.setupCode('exsim');
    await page.goto(`${desk.url}/console/sign-in#${code}`);
    await page.getByLabel('Su nombre').fill('Ada Luna');
    await page.getByLabel('Su correo').fill('ada@mesa.example');
    await page.getByLabel(/^Contraseña/).fill(goodPassword);
    await fresh.look('create-administrator');
    await page.getByRole('button', { name: 'Crear y entrar' }).click();
    await page.getByRole('heading', { name: 'Primeros pasos' }).waitFor();

    const chat = page.frameLocator('iframe');
    await chat.getByPlaceholder(/Escriba/).fill('no puedo facturar');
    await chat.getByPlaceholder(/Escriba/).press('Enter');
    const inbox = page.getByRole('region', { name: 'Lo que ve la mesa' });
    await inbox.getByRole('link').first().waitFor();
    await page.getByText('2 de 5').first().waitFor();
    // Done, and still there for who is writing in it.
    expect(await page.locator('iframe').count()).toBe(1);
    await page.getByRole('button', { name: 'Plegar Pruebe el chat' }).click();
    await fresh.look('first-steps');

    const whatsapp = page.getByRole('region', { name: 'Enlace WhatsApp' });
    await whatsapp.getByRole('button', { name: /Desplegar/ }).click();
    await whatsapp.getByText('no está configurado').waitFor();
    await whatsapp.getByRole('button', { name: 'Omitir' }).click();
    await page.getByText('3 de 5').first().waitFor();
    await page.getByRole('button', { name: 'Cerrar la guía' }).click();
    await page.waitForURL('**/console/inbox');
    await fresh.open('/admin/first-steps', '3 de 5');
    expect((await desk.gateway.desk.listAgents('exsim')).map(({ name }) => name)).toEqual(['Ada Luna']);
  });
});
