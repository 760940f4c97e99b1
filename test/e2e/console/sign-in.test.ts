import { expect, it } from '@jest/globals';
import type { Gateway } from '../../../src/compose/gateway.ts';
import { codeAt, goodPassword } from '../../builders/access.ts';
import { consoleSuite } from './harness/suite.ts';

const operator = { kind: 'operator', id: 'operator' } as const;

/** Rosa has a password; Ana was only invited. */
async function seed({ access, agentDesk }: Gateway): Promise<void> {
  await agentDesk.change('exsim', 'rosa', { email: 'rosa@mesa.example' }, operator);
  const { token } = await access.passwordLink('exsim', 'rosa', { mail: false, by: operator });
  await access.setPassword(token, goodPassword);
}

consoleSuite('signing in', { seed }, (desk) => {
  it('a password lets in, a second factor is set up by its picture and asked for from then on', async () => {
    const rosa = await desk.visit();
    const { page } = rosa;
    await rosa.open('/tickets', 'Entrar a la consola');
    await rosa.look('sign-in');
    await page.getByLabel('Correo o usuario').fill('rosa@mesa.example');
    await page.getByLabel(/^Contraseña/).fill('no es esta');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('no son correctos').waitFor();
    await page.getByLabel(/^Contraseña/).fill(goodPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
    expect(page.url()).toMatch(/\/console\/tickets$/);

    await rosa.open('/account', 'Verificación en dos pasos');
    await page.getByRole('button', { name: 'Activar' }).click();
    await page.getByLabel('Contraseña actual').fill(goodPassword);
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('img', { name: /Código QR/ }).waitFor();
    await rosa.look('enrol');
    const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('Código de verificación').fill(codeAt(secret, new Date()));
    await page.getByRole('button', { name: 'Confirmar' }).click();
    await page.locator('.recovery-codes li').first().waitFor();
    const codes = await page.locator('.recovery-codes li').allTextContents();
    expect(codes).toHaveLength(10);
    await page.getByRole('button', { name: 'Ya los guardé' }).click();
    await page.getByText('quedan 10 códigos').waitFor();
    await rosa.look('account');

    // Another phone: not without showing the factor that holds.
    await page.getByRole('button', { name: 'Cambiar de aplicación' }).click();
    await page.getByLabel('Contraseña actual').fill(goodPassword);
    await page.getByLabel('Código de verificación').fill('000000');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: /usar un código de recuperación/ }).click();
    await page.getByLabel('Código de recuperación').fill(codes[9] ?? '');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('img', { name: /Código QR/ }).waitFor();
    await page.getByRole('button', { name: 'Cancelar' }).click();

    await page.getByRole('button', { name: 'Menú de la cuenta' }).click();
    await page.getByRole('menuitem', { name: 'Cerrar sesión' }).click();
    await page.getByLabel('Correo o usuario').fill('rosa');
    await page.getByLabel(/^Contraseña/).fill(goodPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Falta un paso' }).waitFor();
    await page.getByRole('button', { name: /usar un código de recuperación/ }).click();
    await page.getByLabel('Código de recuperación').fill(codes[0] ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
  });

  it('the sign-in link works once, and only its button uses it up', async () => {
    const link = await desk.linkFor('luis');
    const [luis, stranger] = [await desk.visit(), await desk.visit()];
    await luis.page.goto(link);
    await luis.page.getByRole('button', { name: 'Entrar', exact: true }).waitFor();
    await luis.page.goto('about:blank');
    await luis.enter(link);
    await stranger.page.goto(link);
    await stranger.page.getByText('Este enlace ya se usó o venció').waitFor();
    await stranger.page.goto(`${desk.url}/console/inbox`);
    await stranger.page.getByLabel('Correo o usuario').waitFor();
  });

  it('an administrator adds and invites somebody, who chooses a password and is in; and is shut out again', async () => {
    // Her second factor of the test before is in the way of a plain link.
    await desk.gateway.access.resetTotp('exsim', 'rosa', operator);
    const rosa = await desk.signIn('rosa');
    const { page } = rosa;
    await rosa.open('/admin/people', 'Rosa Administra');
    await page.getByRole('link', { name: 'Ana Agente' }).waitFor();
    await page.getByRole('button', { name: 'Agregar persona' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nombre').fill('Luz Ramos');
    await dialog.getByLabel('Puestos').click();
    await page.getByRole('option', { name: 'Jefe de Soporte' }).click();
    await page.keyboard.press('Escape');
    expect(await dialog.getByLabel('Coordinación').isChecked()).toBe(true);
    expect(await dialog.getByLabel('Identificador').inputValue()).toBe('luz.ramos');
    await dialog.getByRole('button', { name: 'Agregar persona' }).click();
    await page.getByText('Ahora invítela').waitFor();
    await page.getByRole('button', { name: 'Crear invitación' }).click();
    const link = await page.getByLabel('Enlace', { exact: true }).inputValue();

    const luz = await desk.visit();
    await luz.page.goto(link);
    await luz.page.getByRole('heading', { name: 'Hola, Luz Ramos' }).waitFor();
    await luz.page.getByLabel('Contraseña nueva').fill('Bienvenido2026');
    await luz.page.keyboard.press('Enter');
    await luz.page.getByRole('alert').getByText('las más usadas').waitFor();
    await luz.page.getByLabel('Contraseña nueva').fill('lluvia sobre tejas 9');
    await luz.page.keyboard.press('Enter');
    await luz.page.waitForURL('**/console/inbox');

    await page.reload();
    await page.getByRole('button', { name: 'Cerrar todas sus sesiones' }).click();
    await luz.page.getByLabel('Correo o usuario').waitFor();
  });

  it('the list of people and one of them stand on a phone and on a desk', async () => {
    const rosa = await desk.signIn('rosa');
    await rosa.open('/admin/people', 'Ana Agente');
    await rosa.look('people');
    await rosa.page.getByRole('link', { name: 'Ana Agente' }).click();
    await rosa.page.getByRole('button', { name: 'Crear invitación' }).waitFor();
    await rosa.look('person');
  });
});
