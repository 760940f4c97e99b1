import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { productRoot } from '../../src/compose/root.ts';
import { signInUrl } from '../../src/http/session/sign-in-url.ts';
import { createFakeInbox } from '../http/world/inbox.ts';
import { redacted } from '../http/world/redacted.ts';
import { createWorld, type World } from '../http/world/world.ts';
import { hasBrowser, launchBrowser } from './browser.ts';

// Seconds on an idle machine; room for one that builds beside it.
jest.setTimeout(90_000);

let browser: Browser;
const staticDir = join(productRoot, 'dist', 'console');
let world: World;
let context: BrowserContext;
let page: Page;
let problems: string[];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const suite = hasBrowser ? describe : describe.skip;

suite('console', () => {
  beforeAll(async () => {
    if (!existsSync(join(staticDir, 'index.html'))) throw new Error('The console is not built: node scripts/build.mjs');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  beforeEach(async () => {
    world = await createWorld({ staticDir, inbox: createFakeInbox(() => world.conversations) });
    world.desk.add({ id: 'ana', name: 'Ana Agente', roles: ['lead', 'agent'] });
    world.conversations.add({ id: 'c1' });
    context = await browser.newContext({ locale: 'es-MX', viewport: { width: 1366, height: 800 } });
    page = await context.newPage();
    problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      // Refused requests are part of some tests; a broken CSP or a script error is part of none.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) problems.push(message.text());
    });
  });
  afterEach(async () => {
    await context.close();
    await world.close();
    expect(problems).toEqual([]);
  });

  async function signIn(): Promise<void> {
    const { token } = await world.desk.createSignInLink('ana');
    await page.goto(signInUrl(world.url, token));
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.waitForURL('**/console/inbox');
  }

  const open = async (id: string) => {
    await page.goto(`${world.url}/console/inbox/${id}`);
    await page.getByRole('log').waitFor();
  };

  it('the sign-in link works once, and only the button uses it up', async () => {
    const { token } = await world.desk.createSignInLink('ana');
    await page.goto(signInUrl(world.url, token));
    await page.goto(`${world.url}/console/inbox`);
    await page.goto(signInUrl(world.url, token));
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.waitForURL('**/console/inbox');
    const stranger = await browser.newContext({ locale: 'es-MX' });
    const second = await stranger.newPage();
    await second.goto(signInUrl(world.url, token));
    await second.getByRole('button', { name: 'Entrar' }).click();
    await second.getByRole('alert').getByText('ya se usó').waitFor();
    await stranger.close();
  });

  it('without a session there is no console, only the way in', async () => {
    await page.goto(`${world.url}/console/tickets`);
    await page.getByText('abra el enlace de acceso').waitFor();
  });

  it('an agent takes a conversation and replies; the reply appears once, with its true state', async () => {
    await signIn();
    world.conversations.say('c1', { text: redacted('No puedo timbrar') });
    await page.getByRole('link', { name: /Persona c1/ }).click();
    await page.getByRole('log').getByText('No puedo timbrar').waitFor();
    await page.getByRole('button', { name: 'Tomar' }).click();
    const box = page.getByRole('textbox', { name: 'Su respuesta' });
    await box.fill('Con gusto le ayudo');
    await box.press('Shift+Enter');
    await box.pressSequentially('¿Qué folio usa?');
    await box.press('Enter');
    const reply = page.getByRole('log').locator('.bubble-agent');
    await reply.getByText('En cola').waitFor();
    expect(await reply.locator('.bubble-text').allInnerTexts()).toEqual(['Con gusto le ayudo\n¿Qué folio usa?']);
    expect(await box.inputValue()).toBe('');
    // No live event tells of a delivery: the console asks while a reply waits.
    for (const item of world.conversations.transcript('c1')) if (item.delivery) item.delivery = 'sent';
    await reply.getByText('Enviado').waitFor();
    expect(await reply.count()).toBe(1);
  });

  it('a reply that was refused says so and goes out under the same id when tried again', async () => {
    await signIn();
    world.conversations.add({ id: 'c2', mode: 'agent', assignee: 'ana' });
    await open('c2');
    const error = { code: 'CONVERSATION_BUSY', message: 'The conversation changed at the same time. Try again.' };
    await page.route('**/reply', (route) => route.fulfill({ status: 409, json: { error } }));
    const box = page.getByRole('textbox', { name: 'Su respuesta' });
    await box.fill('Hola');
    await box.press('Enter');
    await page.getByText('No se envió').waitFor();
    await page.unroute('**/reply');
    await page.getByRole('button', { name: 'Reintentar' }).click();
    await page.getByRole('log').getByText('En cola').waitFor();
    expect(world.conversations.actions.filter((action) => action.type === 'reply')).toHaveLength(1);
    expect(await page.locator('.bubble-agent').count()).toBe(1);
  });

  it('what customers write stays text, wherever it shows (the "Lena" incident)', async () => {
    const attack =
      '<img src=x onerror="document.title=\'hacked\'"><script>document.title="hacked"</script>[x](javascript:alert(1))';
    const contact = {
      ...world.conversations.add({ id: 'x' }).contact,
      name: redacted(attack),
      organisation: redacted(attack),
    };
    const card = {
      summary: redacted(attack),
      diagnosis: { kind: attack } as never,
      reasons: { kind: attack },
      missing: [attack],
      path: null,
    };
    world.conversations.add({ id: 'c3', mode: 'agent', assignee: 'ana', contact, card });
    const fileId = 'a'.repeat(64);
    world.conversations.say('c3', {
      text: redacted(attack),
      name: attack,
      links: [{ entryId: 'e', title: attack, url: 'javascript:document.title="hacked"' }],
      attachments: [{ fileId, name: attack, mediaType: 'text/html', size: 1 }],
      choices: [{ value: 'a', title: attack }],
    });
    world.tickets.add({ id: 't1', subject: redacted(attack), description: redacted(attack) });
    await signIn();
    await open('c3');
    await page.getByRole('log').getByText(attack).first().waitFor();
    const made = await page.evaluate(`({
      images: document.querySelectorAll('main img, aside img').length,
      scripts: document.querySelectorAll('body script:not([src])').length,
      bad: document.querySelectorAll('a[href^="javascript:"]').length,
      title: document.title,
    })`);
    await page.goto(`${world.url}/console/tickets/t1`);
    await page.getByText(attack).first().waitFor();
    expect([made, await page.title()]).toEqual([{ images: 0, scripts: 0, bad: 0, title: 'Ventanilla' }, 'Ventanilla']);
  });

  it('what is said between the page and its live connection is not missed', async () => {
    await signIn();
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    await page.routeWebSocket(/socket\.io/, async (socket) => {
      await held;
      socket.connectToServer();
    });
    await open('c1');
    world.conversations.say('c1', { text: redacted('entretanto') });
    release();
    await page.getByRole('log').getByText('entretanto').waitFor();
  });

  it('after a lost connection the console catches up: nothing missing, nothing twice', async () => {
    await signIn();
    await open('c1');
    world.conversations.say('c1', { text: redacted('antes') });
    await page.getByRole('log').getByText('antes').waitFor();
    await context.setOffline(true);
    await page.getByText('Sin conexión en vivo').waitFor();
    world.conversations.say('c1', { text: redacted('durante') });
    await context.setOffline(false);
    await page.getByRole('log').getByText('durante').waitFor();
    world.conversations.say('c1', { text: redacted('después') });
    await page.getByRole('log').getByText('después').waitFor();
    expect(await page.getByRole('log').locator('.bubble-text').allInnerTexts()).toEqual([
      'antes',
      'durante',
      'después',
    ]);
  });

  it.each(['light', 'dark'] as const)('every page is free of violations that axe finds, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    world.conversations.add({
      id: 'c4',
      mode: 'agent',
      assignee: 'ana',
      tickets: ['EXS-000001'],
      work: { elapsedMs: 1_600_000, running: true, limitMs: 1_800_000, folio: null },
      protocol: [{ step: 1, status: 'done', by: 'bot', at: world.time.now() }],
    });
    world.conversations.say('c4', { text: redacted('clave [contraseña eliminada]'), removed: ['password'] });
    world.conversations.say('c4', { text: redacted('Hola'), speaker: 'agent', name: 'Ana', delivery: 'failed' });
    world.conversations.say('c4', { text: redacted('Ana tomó la conversación'), speaker: 'system' });
    world.tickets.add({ id: 't1', dueAt: new Date(0) });
    world.letters.set('d1', {
      ...{ id: 'd1', conversationId: 'c4', channel: 'webchat', text: redacted('Hola'), attempts: 8 },
      ...{ failedAt: world.time.now(), code: 'DELIVERY_FAILED' },
    });
    const found: Record<string, string[]> = {};
    const check = async (name: string) => {
      await page.evaluate(axe);
      const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
        '(async () => (await axe.run()).violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))()',
      );
      if (violations.length > 0)
        found[name] = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
    };
    const { token } = await world.desk.createSignInLink('ana');
    await page.goto(signInUrl(world.url, token));
    await page.getByRole('button', { name: 'Entrar' }).waitFor();
    await check('sign-in');
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.getByRole('link', { name: /Persona c1/ }).waitFor();
    await check('inbox');
    await open('c4');
    await page.getByRole('link', { name: /Persona c1/ }).waitFor();
    await check('conversation');
    await page.getByRole('button', { name: 'Cerrar', exact: true }).click();
    await page.getByRole('dialog').getByText('Cómo terminó', { exact: true }).waitFor();
    await check('close dialog');
    for (const [path, text] of [
      ['tickets', 'EXS-000001'],
      ['tickets/t1', 'Mover a'],
      ['letters', 'Enviar de nuevo'],
      ['knowledge/try', 'Probar una pregunta'],
    ] as const) {
      await page.goto(`${world.url}/console/${path}`);
      await page.getByText(text).first().waitFor();
      await check(path);
    }
    expect(found).toEqual({});
  });

  it('EXS-04 an open console is online, and shows it', async () => {
    await signIn();
    await page.locator('.presence-online').waitFor();
    expect(world.desk.presences).toEqual([{ id: 'ana', presence: 'online', cause: 'connection' }]);
  });

  it('EXS-32 the work clock ticks, warns before the limit and names its ticket', async () => {
    const work = { elapsedMs: 1_558_000, running: true, limitMs: 1_800_000, folio: null };
    world.conversations.add({ id: 'c5', mode: 'agent', assignee: 'ana', work });
    await signIn();
    await open('c5');
    await page.getByRole('img', { name: /^26:0\d de trabajo, límite 30 minutos$/ }).waitFor();
    await page.getByText(/Faltan \d min para abrir ticket/).waitFor();
    const passed = world.conversations.add({ id: 'c5', mode: 'agent', assignee: 'ana' });
    passed.work = { ...work, elapsedMs: 1_801_000, folio: 'EXS-000007' };
    world.live.publish({ type: 'conversation', conversation: passed });
    await page.getByText('Con el ticket EXS-000007').waitFor();
  });

  it('speaks English too, by choice, and remembers it', async () => {
    await signIn();
    await page.getByRole('button', { name: 'Menú de la cuenta' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('navigation').getByText('Conversations').waitFor();
    await page.reload();
    await page.getByRole('navigation').getByText('Undelivered').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  it('works by keyboard alone: skip link, list, take, reply', async () => {
    world.conversations.say('c1', { text: redacted('Hola') });
    await signIn();
    await page.getByRole('link', { name: /Persona c1/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Ir al contenido');
    await page.getByRole('link', { name: /Persona c1/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('log').waitFor();
    await page.keyboard.press('t');
    await page.getByRole('textbox', { name: 'Su respuesta' }).waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('Listo');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Listo').waitFor();
    expect(world.conversations.actions.map((action) => action.type)).toEqual(['take', 'reply']);
  });
});
