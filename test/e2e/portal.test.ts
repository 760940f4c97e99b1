import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildClock } from '../builders/clock.ts';
import { redacted } from '../builders/flow-context.ts';
import { buildPortal, type Portal, withTicket } from '../builders/portal.ts';
import { LEAD } from '../builders/requesters.ts';
import { type SmtpSink, startSmtpSink } from '../channels/email/smtp-sink.ts';
import { freePort, GatewayProcess } from '../crash/gateway-process.ts';
import { hasBrowser, launchBrowser } from './browser.ts';
import { everyFile, holds } from './gateway/bytes.ts';

jest.setTimeout(240_000);

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 860 };
const suite = hasBrowser ? describe : describe.skip;

const shoot = async (page: Page, name: string) => {
  const folder = process.env.PORTAL_SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

/** Nothing is cut off at this width, nothing is in the way of a reader, no script of ours failed. */
async function check(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect([name, wide]).toEqual([name, 0]);
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  expect(found.violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([]);
}

function watched(page: Page, trouble: string[]): Page {
  page.on('pageerror', ({ message }) => trouble.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) trouble.push(line.text());
  });
  return page;
}

suite('a gateway with a mail server, from registering to the first ticket', () => {
  let dataDir: string;
  let gateway: GatewayProcess;
  let sink: SmtpSink;
  let browser: Browser;
  let page: Page;
  const trouble: string[] = [];

  beforeAll(async () => {
    if (!existsSync(program)) throw new Error('The gateway is not built: node scripts/build.mjs');
    dataDir = mkdtempSync(join(tmpdir(), 'ventanilla-portal-'));
    sink = await startSmtpSink();
    const env = {
      VENTANILLA_POLICY: 'icetex',
      VENTANILLA_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      VENTANILLA_SMTP_FROM: 'mesa@example.org',
    };
    gateway = new GatewayProcess({
      program,
      dataDir,
      port: await freePort(),
      env,
      logLevel: 'trace',
      keepOutput: 5_000_000,
    });
    await gateway.start();
    browser = await launchBrowser();
    const context = await browser.newContext({ locale: 'es-CO', timezoneId: 'America/Bogota', viewport: PHONE });
    context.setDefaultTimeout(30_000);
    page = watched(await context.newPage(), trouble);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.kill();
    await sink?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** The nth link that was mailed, once it was; copies of tickets are mailed too. */
  async function linkOf(nth: number): Promise<string> {
    for (;;) {
      const texts = await Promise.all(sink.mails.map(async ({ raw }) => (await simpleParser(raw)).text ?? ''));
      const links = texts.flatMap((text) => /http:\/\/\S+\/enlace\/[\w-]+/.exec(text)?.[0] ?? []);
      const link = links[nth - 1];
      if (link !== undefined) return link;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('ICE-19 a new user registers on the web, activates by the mail and files a case', async () => {
    await page.goto(`${gateway.url}/mis-tickets`);
    await page.getByRole('heading', { name: 'Mis tickets' }).waitFor();
    await check(page, '01-sign-in');
    await page.getByRole('link', { name: /primera vez/ }).click();
    await check(page, '02-register');
    await page.getByLabel('Número de identificación').fill('1020304050');
    await page.getByLabel('Nombre').fill('Pepe Ríos');
    await page.getByLabel('Dirección').fill('Calle 1');
    await page.getByLabel('Teléfono').fill('300 123 4567');
    await page.getByLabel('Correo electrónico').fill('pepe@correo.example');
    await page.getByLabel('¿Quién es usted?').selectOption('Beneficiario');
    await page.getByRole('button', { name: 'Registrarme' }).click();
    await page.getByRole('heading', { name: 'Revise su correo' }).waitFor();
    await check(page, '03-registered');
    const link = await linkOf(1);
    await page.goto(link);
    await check(page, '04-activate');
    await page.getByLabel('Cree una clave').fill('Canela-2023-xyz');
    await page.getByRole('button', { name: 'Activar mi cuenta' }).click();
    await page.getByText('No tiene tickets abiertos.').waitFor();
    await check(page, '05-empty');
    // The link is used up.
    expect((await fetch(link)).status).toBe(404);
    await page.getByRole('link', { name: 'Nuevo ticket' }).click();
    await check(page, '06-new');
    await page.getByLabel('¿Qué desea presentar?').selectOption('Reclamo');
    await page.getByLabel(/¿Sobre qué servicio/).selectOption('Pagos');
    await page.getByLabel('¿Qué sucede o qué necesita?').fill('No veo mi pago de noviembre');
    await page.getByRole('button', { name: 'Registrar ticket' }).click();
    await page.getByText('Registramos su ticket con el folio').waitFor();
    await check(page, '07-opened');
    expect(trouble).toEqual([]);
  });

  it('ICE-21 corrects the own data; ICE-20 comes in again by the mail', async () => {
    await page.getByRole('link', { name: 'Mis datos' }).click();
    await page.getByLabel('Dirección').fill('Carrera 7');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await page.getByText('Guardamos sus datos.').waitFor();
    await check(page, '08-data');
    await page.getByRole('button', { name: 'Salir' }).click();
    await page.getByLabel('Correo electrónico').fill('PEPE@correo.example');
    await page.getByRole('button', { name: 'Enviarme el enlace' }).click();
    await page.goto(await linkOf(2));
    await check(page, '09-enter');
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.getByText('No veo mi pago de noviembre').waitFor();
    expect(trouble).toEqual([]);
  });

  it('P4 neither log nor store has a link or a session', async () => {
    const cookies = await page.context().cookies();
    const token = cookies.find(({ name }) => name === 'ventanilla_portal')?.value ?? 'x';
    expect(token.length).toBe(43);
    const secret = (await linkOf(2)).split('/').at(-1) ?? 'x';
    for (const value of [token, secret]) {
      expect(gateway.output.includes(value)).toBe(false);
      const holding = everyFile(dataDir).filter(({ bytes }) => holds(bytes, value));
      expect(holding.map(({ path }) => path)).toEqual([]);
    }
  });
});

suite('the pages of a ticket, at the width of a phone and of a desk', () => {
  let portal: Portal;
  let browser: Browser;
  const trouble: string[] = [];

  beforeAll(async () => {
    portal = await buildPortal({
      policy: 'alianza',
      // A browser forgets cookies by its own clock.
      clock: buildClock(new Date()),
      limits: { portalMail: { points: 99, seconds: 60 } },
    });
    const { world } = portal;
    await world.company('Caja Uno', { director: { name: 'Eva Sol', email: 'eva@cajauno.example' } });
    const solved = await withTicket(world, {
      mail: 'ruth@cajauno.example',
      company: 'Caja Uno',
      subject: 'No abre el módulo de cartera desde la actualización del fin de semana en las sucursales del centro',
    });
    const act = (deed: Parameters<typeof world.tickets.act>[1], id = solved.ticket.id) =>
      world.tickets.act(id, deed, { actor: { role: 'agent', id: 'lola' }, at: world.clock.advance({ minutes: 40 }) });
    const file = {
      fileId: 'b'.repeat(64),
      name: 'captura.png',
      mediaType: 'image/png',
      size: 52_000,
      review: 'unscanned' as const,
    };
    await act({
      type: 'note',
      text: redacted('Estamos revisando el servidor.\nLe avisamos hoy.'),
      internal: false,
      attachments: [file],
    });
    await act({ type: 'note', text: redacted('interno'), internal: true });
    await act({ type: 'agreeDate', dueAt: new Date(world.clock.now().getTime() + 4 * 86_400_000) });
    await act({ type: 'move', to: 'espera_solicitante', note: redacted('¿Qué versión tiene?') });
    await world.tickets.act(
      solved.ticket.id,
      { type: 'requesterReply', text: redacted('La 8.2') },
      { actor: { role: 'requester', id: solved.contact.id }, at: world.clock.advance({ minutes: 5 }) },
    );
    await act({ type: 'move', to: 'resuelto', note: redacted('Se reinició el servicio.') });
    const about = {
      organisation: 'alianza',
      conversationId: null,
      contactId: solved.contact.id,
      at: world.clock.now(),
      actor: { role: 'requester', id: solved.contact.id } as const,
    };
    for (const subject of ['Alta de un cajero', 'Seguro de vida']) {
      const draft = {
        subject: redacted(subject),
        description: redacted(subject),
        reason: 'mail',
        diagnosis: {},
        complexity: null,
        area: 'finanzas',
        company: 'Caja Uno',
      } as const;
      const { id } = await world.tickets.open(subject, draft, about);
      if (subject === 'Alta de un cajero')
        await act({ type: 'move', to: 'espera_solicitante', note: redacted('¿Fecha de alta?') }, id);
    }
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.destroy();
  });

  async function enter(context: BrowserContext, mail: string): Promise<Page> {
    context.setDefaultTimeout(30_000);
    const page = watched(await context.newPage(), trouble);
    await page.goto(`${portal.url}/mis-tickets/entrar`);
    await page.getByLabel('Correo electrónico').fill(mail);
    await page.getByRole('button', { name: 'Enviarme el enlace' }).click();
    await page.getByRole('heading', { name: 'Revise su correo' }).waitFor();
    await portal.world.jobs.runDue();
    await page.goto(portal.url + new URL(portal.world.linkTo(mail)).pathname);
    await page.getByRole('button', { name: 'Entrar' }).click();
    // A key that is pressed before the page is there goes to the one before.
    await page.getByRole('button', { name: 'Salir' }).waitFor();
    return page;
  }

  it.each([
    ['phone', PHONE, 'light'],
    ['desktop', DESKTOP, 'light'],
    ['dark', PHONE, 'dark'],
  ] as const)(
    'MAS-137, ALI-47 %s: list, folio, detail, forms fit and read well',
    async (name, viewport, colorScheme) => {
      const page = await enter(
        await browser.newContext({ locale: 'es-MX', viewport, colorScheme }),
        'ruth@cajauno.example',
      );
      await page.getByText('Esperamos su respuesta').waitFor();
      await check(page, `10-list-${name}`);
      await page.getByLabel('Folio').fill('ali-999');
      await page.getByRole('button', { name: 'Buscar' }).click();
      await page.getByText('No encontramos esa página').waitFor();
      await check(page, `11-missing-${name}`);
      await page.getByRole('link', { name: 'Ver mis tickets' }).click();
      await page.getByRole('link', { name: /No abre el módulo/ }).click();
      await page.getByRole('heading', { name: '¿Quedó resuelto?' }).waitFor();
      await check(page, `12-detail-${name}`);
      await page.getByText('No quedó resuelto').click();
      await check(page, `13-reject-${name}`);
      await page.getByRole('link', { name: 'Nuevo ticket' }).click();
      await check(page, `14-new-${name}`);
      await page.getByRole('link', { name: 'Solicitar usuarios' }).click();
      await check(page, `15-users-${name}`);
      await page.getByRole('button', { name: 'Salir' }).click();
      expect(trouble).toEqual([]);
    },
  );

  it('ALI-48 the director’s view has no form on it', async () => {
    const page = await enter(await browser.newContext({ locale: 'es-MX', viewport: PHONE }), 'eva@cajauno.example');
    await page.getByRole('heading', { name: 'Tickets de Caja Uno' }).waitFor();
    await check(page, '20-company');
    await page.getByRole('link', { name: /No abre el módulo/ }).click();
    await page.getByText('solo lectura').waitFor();
    await check(page, '21-company-detail');
    expect(await page.locator('main form').count()).toBe(0);
  });

  it('MAS-136, ALI-50, ALI-43 by keyboard alone: evaluate, comment, close', async () => {
    const page = await enter(await browser.newContext({ locale: 'es-MX', viewport: DESKTOP }), 'ruth@cajauno.example');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Ir al contenido');
    await reach(page, 'a.ticket:has-text("No abre el módulo")');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Evalúe la atención' }).waitFor();
    await reach(page, 'input[name=score]');
    await page.keyboard.press('Space');
    for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight');
    await check(page, '30-focus');
    await page.keyboard.press('Enter');
    await page.getByText('Gracias por su evaluación.').waitFor();
    await page.getByText('Su evaluación: 4 de 5').waitFor();
    await reach(page, 'textarea[name=text] >> nth=-1');
    await page.keyboard.type('Ya quedó, gracias');
    await reach(page, 'button:has-text("Enviar comentario")');
    await page.keyboard.press('Enter');
    await page.getByText('Recibimos su comentario.').waitFor();
    await reach(page, 'button:has-text("Sí, cerrar el ticket")');
    await page.keyboard.press('Enter');
    await page.getByText('Cerramos el ticket.').waitFor();
    await check(page, '31-closed');
    expect(trouble).toEqual([]);
  });

  it('MAS-136 the pages work without a script', async () => {
    const context = await browser.newContext({ locale: 'es-MX', viewport: PHONE, javaScriptEnabled: false });
    const page = await enter(context, 'ruth@cajauno.example');
    await page.getByRole('link', { name: /Alta de un cajero/ }).click();
    await page.getByLabel('Su comentario').fill('El lunes');
    await page.getByRole('button', { name: 'Enviar comentario' }).click();
    await page.getByText('Recibimos su comentario.').waitFor();
  });
});

suite('the entry of the web channel', () => {
  let portal: Portal;
  let browser: Browser;

  beforeAll(async () => {
    portal = await buildPortal({
      policy: 'masnegocio',
      clock: buildClock(new Date()),
      services: { answers: { answer: () => ({ band: 'none', links: [] }) } },
    });
    const { world, room } = portal;
    await world.company('Caja Uno');
    await withTicket(world, { mail: 'ruth@cajauno.example', company: 'Caja Uno' });
    const now = world.clock.now().getTime();
    const window = { from: new Date(now + 3_600_000), to: new Date(now + 7_200_000), companies: [] };
    const words = { title: 'Actualización del ERP', text: 'Guarden su trabajo.', services: ['ERP'] };
    const { id, version } = await room.maintenance.write(
      { ...words, ...window, kind: 'planned' },
      { key: 'n', by: LEAD },
    );
    await room.maintenance.announce(id, { version, late: true, by: LEAD });
    await world.jobs.runDue();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.destroy();
  });

  it.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const)(
    'MAS-112, MAS-138, MAS-146 %s: notice, search, catalogue and a template read well',
    async (name, viewport) => {
      const context = await browser.newContext({ locale: 'es-MX', viewport });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      await page.goto(`${portal.url}/mis-tickets/entrar`);
      await page.getByLabel('Correo electrónico').fill('ruth@cajauno.example');
      await page.getByRole('button', { name: 'Enviarme el enlace' }).click();
      await page.getByRole('heading', { name: 'Revise su correo' }).waitFor();
      await portal.world.jobs.runDue();
      await page.goto(portal.url + new URL(portal.world.linkTo('ruth@cajauno.example')).pathname);
      await page.getByRole('button', { name: 'Entrar' }).click();
      await page.getByText('Actualización del ERP').waitFor();
      await check(page, `40-home-${name}`);
      await page.getByLabel('Hola, ¿en qué puedo ayudarle?').fill('vpn');
      await page.getByRole('button', { name: 'Buscar' }).click();
      await check(page, `41-found-${name}`);
      await page.goto(`${portal.url}/mis-tickets/nuevo`);
      await check(page, `42-catalogue-${name}`);
      await page.locator('main .catalogue a').first().click();
      await page.locator('main form textarea').waitFor();
      await check(page, `43-template-${name}`);
    },
  );
});

/** Presses Tab until an element has the focus. */
async function reach(page: Page, selector: string): Promise<void> {
  const wanted = page.locator(selector).first();
  for (let n = 0; n < 80; n++) {
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${selector}`);
}
