import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Frame, Locator, Page } from 'playwright-core';
import { startGateway, type TestGateway } from '../channels/webchat/gateway.ts';
import { type Browser, chromiumPath, startBrowser } from './webchat-browser.ts';

jest.setTimeout(60_000);

if (chromiumPath === null) {
  console.warn('\n*** THE WEB CHAT BROWSER SUITE DID NOT RUN: no Chromium. Install it or set CHROMIUM_PATH. ***\n');
  it('finds a Chromium when CI asks for it', () => {
    expect(process.env.CI ?? '').toBe('');
  });
}

const withBrowser = chromiumPath === null ? describe.skip : describe;

withBrowser('the chat page in Chromium', () => {
  let gateway: TestGateway;
  let browser: Browser;
  const trouble: string[] = [];

  beforeAll(async () => {
    gateway = await startGateway();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  async function open(path = '/', size?: { width: number; height: number }): Promise<Page> {
    const page = await browser.page(size);
    page.on('pageerror', ({ message }) => trouble.push(message));
    page.on('console', (line) => line.type() === 'error' && trouble.push(line.text()));
    await page.goto(`${gateway.url}${path}`);
    await said(page, 'Bienvenido a soporte').waitFor();
    return page;
  }

  const said = (page: Page | Frame, text: string): Locator =>
    page.locator('.webchat__bubble').filter({ hasText: text }).first();
  const box = (page: Page | Frame): Locator => page.locator('[data-id="webchat-sendbox-input"]');
  const state = (page: Page): Locator => page.locator('#state');

  async function write(page: Page | Frame, text: string): Promise<void> {
    await box(page).fill(text);
    await box(page).press('Enter');
  }

  it('greets in Spanish, takes a message by keyboard and shows the answer', async () => {
    const page = await open();
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    expect(await page.locator('h1').textContent()).toBe('Soporte de prueba');
    expect(await box(page).getAttribute('placeholder')).toBe('Escriba su mensaje');
    await state(page).filter({ hasText: 'En línea' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Buenos días');
    await page.keyboard.press('Enter');
    await said(page, 'Eco: Buenos días').waitFor();
    await write(page, 'ligas');
    const link = page.getByRole('link', { name: /Facturación \[CFDI\] paso a paso/ });
    expect(await link.getAttribute('href')).toBe('https://ayuda.example.org/articulos/facturacion?id=12');
    await browser.shoot(page, 'chat-links');
    await page.close();
  });

  it('offers choices that are pressed by keyboard, and shows what was chosen', async () => {
    const page = await open();
    await write(page, 'opciones');
    const actions = page.getByRole('toolbar', { name: 'Acciones sugeridas' });
    await actions.getByRole('button', { name: 'No, necesito más ayuda' }).waitFor();
    await browser.shoot(page, 'chat-choices');
    await actions.getByRole('button', { name: 'Sí, gracias' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await said(page, 'Eco: No, necesito más ayuda [no]').waitFor();
    expect(await said(page, 'No, necesito más ayuda').isVisible()).toBe(true);
    expect(gateway.core.accepted.at(-1)?.choice).toBe('no');
    await page.close();
  });

  it('sends a file, shows a picture in the chat, and refuses in words what is not taken', async () => {
    const page = await open();
    const png = readFileSync(new URL('../channels/webchat/fixtures/picture.png', import.meta.url));
    const choose = async (name: string, mimeType: string, buffer: Buffer): Promise<void> => {
      await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
      await page.getByRole('button', { name: 'Enviar' }).click();
    };
    await choose('pantalla ñandú.png', 'image/png', png);
    await said(page, '(1 archivo)').waitFor();
    const [file] = gateway.core.accepted.at(-1)?.attachments ?? [];
    expect(file).toMatchObject({ name: 'pantalla ñandú.png', mediaType: 'image/png', size: png.length });
    const image = page.locator('img[src*="/api/webchat/files/"]').first();
    await image.waitFor();
    const width = await page.evaluate(`document.querySelector('img[src*="/api/webchat/files/"]').naturalWidth`);
    expect(width).toBe(160);
    await browser.shoot(page, 'chat-upload');
    await choose('virus.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await page.locator('#notice').filter({ hasText: 'No podemos recibir ese tipo de archivo' }).waitFor();
    await browser.shoot(page, 'chat-refused');
    trouble.length = 0;
    await page.close();
  });

  it('keeps the conversation over a reload, and begins anew only after asking', async () => {
    const page = await open();
    await write(page, 'esto se queda');
    await said(page, 'Eco: esto se queda').waitFor();
    await page.reload();
    await said(page, 'Eco: esto se queda').waitFor();
    const before = gateway.core.accepted.at(-1)?.address;
    await page.getByRole('button', { name: 'Nueva conversación' }).click();
    await browser.shoot(page, 'chat-confirm');
    await page.keyboard.press('Escape');
    expect(await said(page, 'Eco: esto se queda').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Nueva conversación' }).click();
    await page.getByRole('button', { name: 'Sí, empezar de nuevo' }).click();
    await said(page, 'Eco: esto se queda').waitFor({ state: 'detached' });
    await said(page, 'Bienvenido').waitFor();
    await write(page, 'otra cosa');
    await said(page, 'Eco: otra cosa').waitFor();
    expect(gateway.core.accepted.at(-1)?.address).not.toBe(before);
    await page.close();
  });

  it('P1 sends a message once when the answer to it is lost', async () => {
    const page = await open();
    let posts = 0;
    await page.route('**/activities', async (route) => {
      // That the person is writing is told by the same way, and is no message.
      const isMessage = route.request().method() === 'POST' && route.request().postDataJSON()?.type === 'message';
      if (isMessage) posts += 1;
      if (!isMessage || posts > 1) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    const repeated = page.waitForResponse(
      (response) => response.request().postDataJSON()?.type === 'message' && response.ok(),
    );
    await write(page, 'enlace débil');
    await said(page, 'Eco: enlace débil').waitFor();
    await repeated;
    expect(posts).toBe(2);
    expect(gateway.core.accepted.filter(({ text }) => text === 'enlace débil')).toHaveLength(1);
    expect(
      await page
        .locator('.webchat__bubble')
        .filter({ hasText: /^enlace débil$/ })
        .count(),
    ).toBe(1);
    trouble.length = 0;
    await page.close();
  });

  it('shows a refused message as not sent, says why, and sends it once when it is retried', async () => {
    const page = await open();
    gateway.core.rejectWith = 'MESSAGE_INVALID';
    await write(page, 'va de nuevo');
    await page.locator('#notice').filter({ hasText: 'No pudimos enviar su mensaje' }).waitFor();
    const retry = page.getByRole('button', { name: 'Reintentar' }).first();
    await retry.waitFor();
    await browser.shoot(page, 'chat-not-sent');
    gateway.core.rejectWith = null;
    await retry.click();
    await said(page, 'Eco: va de nuevo').waitFor();
    expect(gateway.core.accepted.filter(({ text }) => text === 'va de nuevo')).toHaveLength(1);
    expect(
      await page
        .locator('.webchat__bubble')
        .filter({ hasText: /^va de nuevo$/ })
        .count(),
    ).toBe(1);
    trouble.length = 0;
    await page.close();
  });

  it('comes back by itself after the stream was cut, without losing or doubling a message', async () => {
    const page = await open();
    await state(page).filter({ hasText: 'En línea' }).waitFor();
    const address = gateway.core.accepted.at(-1)?.address ?? '';
    gateway.cut();
    await state(page).filter({ hasText: 'Reconectando' }).waitFor();
    gateway.core.say(address, { text: 'Mientras tanto' });
    await said(page, 'Mientras tanto').waitFor();
    await state(page).filter({ hasText: 'En línea' }).waitFor();
    expect(await page.locator('.webchat__bubble').filter({ hasText: 'Mientras tanto' }).count()).toBe(1);
    trouble.length = 0;
    await page.close();
  });

  it('says in Spanish that the service is away, and goes on when the person retries', async () => {
    const page = await open();
    await gateway.close();
    await page.getByRole('button', { name: 'Nueva conversación' }).click();
    await page.getByRole('button', { name: 'Sí, empezar de nuevo' }).click();
    await page.getByRole('alert').filter({ hasText: 'No podemos conectar con el chat' }).waitFor();
    expect(await state(page).textContent()).toBe('Sin conexión');
    await browser.shoot(page, 'chat-away');
    await gateway.open();
    await page.getByRole('button', { name: 'Reintentar' }).click();
    await state(page).filter({ hasText: 'En línea' }).waitFor();
    expect(await page.locator('#problem').isVisible()).toBe(false);
    trouble.length = 0;
    await page.close();
  });

  it('fits a phone of 360 pixels without sideways scrolling', async () => {
    const page = await open('/chat', { width: 360, height: 640 });
    await write(page, 'opciones');
    await page.getByRole('toolbar').getByRole('button', { name: 'Hablar con una persona' }).waitFor();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await browser.shoot(page, 'chat-phone');
    await page.close();
  });

  it('has no serious accessibility violations', async () => {
    const page = await open();
    await write(page, 'opciones');
    await page.getByRole('toolbar').getByRole('button', { name: 'Sí, gracias' }).waitFor();
    const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.evaluate(source);
    const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    };
    const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual(
      [],
    );
    await page.close();
  });

  it('speaks English to who asks for it', async () => {
    const page = await open('/chat?lang=en');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await box(page).getAttribute('placeholder')).toBe('Type your message');
    expect(await page.getByRole('button', { name: 'New conversation' }).isVisible()).toBe(true);
    await page.close();
  });

  it('ICE-18 is embedded in a foreign page with a strict policy by one script tag, and works by keyboard', async () => {
    const host = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${gateway.url}; frame-src ${gateway.url}`,
      );
      response.end(
        `<!doctype html><html lang="es"><title>Tienda</title><h1>Mi tienda</h1><script src="${gateway.url}/embed.js" async></script>`,
      );
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const page = await browser.page();
    page.on('console', (line) => line.type() === 'error' && trouble.push(line.text()));
    await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
    const button = page.getByRole('button', { name: 'Abrir el chat de soporte' });
    await button.waitFor();
    expect(page.frames()).toHaveLength(1);
    await button.focus();
    await page.keyboard.press('Enter');
    const frame = await embeddedFrame(page);
    await said(frame, 'Bienvenido').waitFor();
    await write(frame, 'desde la tienda');
    await said(frame, 'Eco: desde la tienda').waitFor();
    await browser.shoot(page, 'embed-open');
    await box(frame).press('Escape');
    await button.waitFor();
    expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.tagName')).toBe('BUTTON');
    await page.setViewportSize({ width: 360, height: 640 });
    await browser.shoot(page, 'embed-closed-phone');
    await page.close();
    host.close();
  });

  it('leaves no error in the browser console', () => {
    expect(trouble).toEqual([]);
  });
});

async function embeddedFrame(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (frame === null) throw new Error('the panel has no frame');
  return frame;
}
