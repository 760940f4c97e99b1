import { expect, it } from '@jest/globals';
import type { Gateway } from '../../../src/compose/gateway.ts';
import { contactIdOf } from '../../../src/storage/ids.ts';
import { consoleSuite } from './harness/suite.ts';

const phone = contactIdOf('exsim', 'webchat', '5215512345678');
const mail = contactIdOf('exsim', 'webchat', 'ruth.sol@correo.example');

/** One person who wrote twice from one address, an episode apart, and once from another. */
async function seed(gateway: Gateway): Promise<void> {
  const say = async (address: string, messageId: string, text: string) => {
    const about = {
      channel: 'webchat',
      account: 'web',
      address,
      messageId,
      sender: { id: address },
      sentAt: new Date(),
      text,
    };
    await gateway.pipeline.intake.accept([about]);
    await gateway.pipeline.idle();
  };
  const { contacts } = gateway.stores;
  await say('5215512345678', 'w1', 'La impresora Zafiro no imprime');
  const [first] = (await gateway.pipeline.conversations.list({ organisation: 'exsim', limit: 1 })).items;
  const luis = { role: 'lead', id: 'luis', name: 'Luis Líder' } as const;
  await gateway.pipeline.conversations.act(first?.id ?? '', { type: 'take' }, luis);
  await gateway.pipeline.conversations.act(first?.id ?? '', { type: 'close', outcome: 'agent' }, luis);
  await say('5215512345678', 'w2', 'Ahora no factura');
  await say('ruth.sol@correo.example', 'e1', 'Sigo sin poder facturar');
  const clean = (text: string) => gateway.redactor.redact(text).text;
  await contacts.update(phone, {
    name: clean('Ruth Sol'),
    email: clean('ruth.sol@correo.example'),
    organisation: clean('Norte'),
  });
  await contacts.update(mail, { name: clean('Ruth Sol Díaz'), organisation: null });
}

consoleSuite('contacts', {}, (desk) => {
  it('finds a person, reads an earlier episode, joins the contact that is suggested, and splits it again', async () => {
    // Turns need the channels, which a running gateway has.
    await seed(desk.gateway);
    const ana = await desk.signIn('ana');
    await ana.open('/contacts', 'Contactos');
    await ana.page.getByRole('link', { name: 'Ruth Sol', exact: true }).waitFor();
    await ana.look('contacts');
    await ana.page.getByRole('link', { name: 'Ruth Sol', exact: true }).click();
    await ana.page.getByText('Puede ser la misma persona').waitFor();
    await ana.look('contact');
    const episodes = ana.page.locator('.episode-line');
    await episodes.nth(1).click();
    await ana.page.getByRole('dialog').getByText('La impresora Zafiro no imprime').waitFor();
    expect(await ana.page.getByRole('dialog').getByText('Ahora no factura').count()).toBe(0);
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }).last().click();
    await ana.page.getByRole('button', { name: 'Comparar' }).click();
    const dialog = ana.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Unir', exact: true }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Unir', exact: true }).isDisabled()).toBe(true);
    await ana.look('contact-merge');
    await dialog.getByRole('radio', { name: 'Nombre: Ruth Sol Díaz' }).click();
    await dialog.getByLabel('Motivo').fill('lo confirmó por teléfono');
    await dialog.getByRole('button', { name: 'Unir', exact: true }).click();
    await ana.page.getByText('Unido por ana').waitFor();
    await ana.page.getByRole('heading', { level: 1, name: 'Ruth Sol Díaz' }).waitFor();
    expect(await desk.gateway.stores.contacts.membersOf(mail)).toEqual([phone, mail]);
    await ana.page.getByRole('button', { name: 'Deshacer' }).click();
    await ana.page.getByRole('dialog').getByLabel('Motivo').fill('no era ella');
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Deshacer' }).click();
    await ana.page.getByText('Puede ser la misma persona').waitFor();
    expect(await desk.gateway.stores.contacts.membersOf(mail)).toEqual([mail]);
    await ana.page.getByRole('button', { name: 'No es la misma persona' }).click();
    await ana.page.getByText('Puede ser la misma persona').waitFor({ state: 'detached' });
  });
});
