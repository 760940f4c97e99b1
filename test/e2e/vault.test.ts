import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { goodPassword } from '../builders/access.ts';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { hasBrowser, launchBrowser } from './browser.ts';
import { everyFile, holds } from './gateway/bytes.ts';

jest.setTimeout(180_000);

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What the customer typed into the chat by mistake, and what they handed over safely. */
const TYPED = 'Canela2023xq';
const VALUE = 'Zafiro-7781-Kp "<b>';
const PHONE = { width: 390, height: 844 };
const suite = hasBrowser ? describe : describe.skip;

suite('the vault, from the chat to the console', () => {
  let dataDir: string;
  let gateway: GatewayProcess;
  let browser: Browser;
  let phone: BrowserContext;
  let desk: BrowserContext;
  let chat: Page;
  let form: Page;
  let console_: Page;
  let link = '';
  const trouble: string[] = [];

  beforeAll(async () => {
    if (!existsSync(program)) throw new Error('The gateway is not built: node scripts/build.mjs');
    dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-vault-'));
    gateway = new GatewayProcess({
      program,
      dataDir,
      port: await freePort(),
      logLevel: 'trace',
      keepOutput: 50_000_000,
    });
    await gateway.start();
    browser = await launchBrowser();
    phone = await browser.newContext({ locale: 'es-MX', timezoneId: 'America/Mexico_City', viewport: PHONE });
    desk = await browser.newContext({ locale: 'es-MX', viewport: { width: 1366, height: 860 } });
    await desk.grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const context of [phone, desk]) context.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const watch = (page: Page): Page => {
    page.on('pageerror', ({ message }) => trouble.push(message));
    page.on('console', (line) => {
      if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) trouble.push(line.text());
    });
    return page;
  };
  const said = (text: string | RegExp): Locator => chat.locator('.webchat__bubble').filter({ hasText: text }).first();
  const write = async (text: string) => {
    await chat.locator('[data-id="webchat-sendbox-input"]').fill(text);
    await chat.locator('[data-id="webchat-sendbox-input"]').press('Enter');
  };
  const shoot = async (page: Page, name: string) => {
    const folder = process.env.VAULT_SHOTS;
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }

  it('MAS-132, MAS-133 a password in the chat is taken out, and the person gets a one-time form in its place', async () => {
    chat = watch(await phone.newPage());
    await chat.goto(gateway.url);
    await said('¿Con quién tengo el gusto?').waitFor();
    await write('me llamo Ana Prueba');
    await said('¿Usted es partner').waitFor();
    await write(`soy usuario final, no puedo timbrar una factura, mi contraseña es ${TYPED}`);
    await said('Por su seguridad quité la contraseña').waitFor();
    await shoot(chat, '1-chat-offer');
    const [opened] = await Promise.all([
      phone.waitForEvent('page'),
      chat.getByRole('button', { name: 'Entregar dato de forma segura' }).first().click(),
    ]);
    form = watch(opened);
    await form.getByRole('heading', { name: 'Entrega segura' }).waitFor();
    link = form.url();
    expect(link).toMatch(/\/entrega\/[\w-]{43}$/);
  });

  it('MAS-132 the page works at phone width, hides what is typed, has no fault of access, and takes the value', async () => {
    expect(await violations(form)).toEqual([]);
    expect(await form.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await shoot(form, '2-form');
    await form.getByLabel('Contraseña', { exact: true }).fill(VALUE);
    const signs = () => form.evaluate("getComputedStyle(document.getElementById('value')).webkitTextSecurity");
    expect(await signs()).toBe('disc');
    await form.getByLabel('Mostrar lo que escribo').check();
    expect(await signs()).toBe('none');
    await form.getByLabel('Mostrar lo que escribo').uncheck();
    await shoot(form, '3-form-filled');
    await form.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(form)).toEqual([]);
    await shoot(form, '4-form-dark');
    await form.emulateMedia({ colorScheme: 'light' });
    await form.getByRole('button', { name: 'Entregar de forma segura' }).click();
    await form.getByRole('heading', { name: 'Dato recibido' }).waitFor();
    expect(form.url()).not.toContain(link.split('/').at(-1) ?? '');
    expect(await violations(form)).toEqual([]);
    await shoot(form, '5-done');
    await form.goto(link);
    await form.getByRole('heading', { name: 'Este enlace no está disponible' }).waitFor();
    await shoot(form, '6-used');
  });

  it('MAS-132 the chat says that it came, and not what', async () => {
    await said('Recibimos su dato de forma segura').waitFor();
    await shoot(chat, '7-chat-received');
    const text = (await chat.locator('body').textContent()) ?? '';
    for (const secret of [VALUE, TYPED]) expect(text).not.toContain(secret);
  });

  it('MAS-132 an agent sees it against a reason, for a while, or copies it unseen', async () => {
    console_ = watch(await desk.newPage());
    const token = /\/console\/sign-in#(\S+)/.exec(gateway.output)?.[1] ?? '';
    await console_.goto(`${gateway.url}/console/sign-in#${token}`);
    await console_.getByLabel('Su nombre').fill('Ada Luna');
    await console_.getByLabel('Su correo').fill('ada@mesa.example');
    await console_.getByLabel(/^Contraseña/).fill(goodPassword);
    await console_.getByRole('button', { name: 'Crear y entrar' }).click();
    await console_.getByRole('heading', { name: 'Primeros pasos' }).waitFor();
    await console_.goto(`${gateway.url}/console/inbox`);
    await console_.waitForURL('**/console/inbox');
    await console_
      .getByRole('tab', { name: /Abiertas/ })
      .or(console_.getByText('Abiertas'))
      .first()
      .click();
    await console_.getByText('Ana Prueba').first().click();
    await console_.getByText('Recibido', { exact: true }).waitFor();
    await shoot(console_, '8-console-received');
    await console_.getByRole('button', { name: 'Ver', exact: true }).click();
    const dialog = console_.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Obtener' }).isDisabled()).toBe(true);
    await dialog.getByLabel('¿Para qué lo necesita?').fill('Entrar a su servidor a reinstalar el sello');
    await dialog.getByRole('button', { name: 'Obtener' }).click();
    await dialog.getByRole('button', { name: 'Copiar sin mostrar' }).click();
    await dialog.getByRole('button', { name: 'Copiado' }).waitFor();
    expect(await console_.evaluate('navigator.clipboard.readText()')).toBe(VALUE);
    expect(await dialog.textContent()).not.toContain(VALUE);
    await shoot(console_, '9-console-hidden');
    await dialog.getByRole('button', { name: 'Mostrar' }).click();
    expect(await dialog.getByText(VALUE).textContent()).toBe(VALUE);
    expect(await violations(console_)).toEqual([]);
    await shoot(console_, '10-console-shown');
    // The policy's 30 seconds by the page's own clock.
    await dialog.waitFor({ state: 'detached', timeout: 60_000 });
    expect(await console_.content()).not.toContain('Zafiro-7781');
    await console_.getByText('Visto', { exact: true }).waitFor();
  });

  it('MAS-132 an agent asks for another with a button, and erases what was changed', async () => {
    await console_.getByRole('button', { name: 'Tomar' }).click();
    await console_.getByRole('button', { name: 'Pedir dato seguro' }).click();
    await console_.getByRole('menuitem', { name: 'Dirección IP' }).click();
    await console_.getByText('Pedido', { exact: true }).waitFor();
    await said('Para continuar necesito la dirección IP').waitFor();
    await console_.getByRole('button', { name: 'Marcar como cambiada' }).click();
    await console_.getByText('Borrado', { exact: true }).waitFor();
    await shoot(console_, '11-console-erased');
    expect(await violations(console_)).toEqual([]);
  });

  it('P4 no byte of the data folder or the log holds what was typed, what was handed over, or the link', async () => {
    await gateway.kill();
    const token = link.split('/').at(-1) ?? '';
    const files = everyFile(dataDir);
    expect(files.length).toBeGreaterThan(3);
    for (const secret of [TYPED, 'Zafiro-7781', token]) {
      expect(files.filter(({ bytes }) => holds(bytes, secret)).map(({ path }) => path)).toEqual([]);
      expect(gateway.output).not.toContain(secret);
    }
    expect(trouble).toEqual([]);
  });
});
