import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { redacted } from '../../builders/flow-context.ts';
import { buildPortal, type Portal, withTicket } from '../../builders/portal.ts';
import { LEAD } from '../../builders/requesters.ts';

// A store and a server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const portals: Portal[] = [];
const RUTH = 'ruth@cajauno.example';
afterEach(async () => {
  for (const portal of portals.splice(0)) await portal.destroy();
});

const links = [{ entryId: 'vpn', title: 'Guía de la VPN', url: 'https://mesa.masnegocio.example/vpn' }];
const answers = {
  answer: (question: string) => (/vpn/i.test(question) ? { band: 'send', links } : { band: 'none', links: [] }),
};

/** Ruth of Caja Uno is signed in, with a ticket of her own. */
async function open(policy = 'masnegocio') {
  const portal = await buildPortal({ policy, services: { answers } });
  portals.push(portal);
  const { world } = portal;
  await world.company('Caja Uno');
  const { ticket } = await withTicket(world, { mail: RUTH, company: 'Caja Uno' });
  const browser = portal.browser();
  await browser.signIn(RUTH);
  return { portal, world, ticket, browser, path: `/mis-tickets/t/${ticket.folio}` };
}

/** Writes and announces a notice. */
async function announce({ room, world }: Portal, over: object = {}) {
  const now = world.clock.now().getTime();
  const draft = {
    ...{ kind: 'planned' as const, title: 'Actualización del ERP', text: 'Guarden su trabajo.', services: ['ERP'] },
    ...{ from: new Date(now + 3_600_000), to: new Date(now + 7_200_000), companies: [], ...over },
  };
  const { id, version } = await room.maintenance.write(draft, { key: draft.title, by: LEAD });
  await room.maintenance.announce(id, { version, late: true, by: LEAD });
}

describe('the entry of the web channel', () => {
  it('MAS-146 offers search, categories, one card to raise a ticket and my tickets', async () => {
    const { browser } = await open();
    const { body } = await browser.get('/mis-tickets/inicio');
    for (const text of [
      ...['SERVICIOS CLIENTES MAS NEGOCIO', 'Hola, ¿en qué puedo ayudarle?', 'Examinar categorías', 'Mis tickets'],
      ...['LEVANTAR TICKET - MAS NEGOCIO - CLIENTES', 'REGISTRO DE PETICIONES', 'Soporte funcional'],
    ])
      expect(body).toContain(text);
    expect(body.match(/LEVANTAR TICKET/g)).toHaveLength(1);
    expect(body).toContain('href="/mis-tickets/nuevo"');
    expect(body).toContain('href="/mis-tickets"');
  });

  it('MAS-146 is where signing in leads; a desk without one leads to the list', async () => {
    const { portal, world } = await open();
    const other = portal.browser();
    await other.get('/mis-tickets/entrar');
    await other.post('/mis-tickets/entrar', { mail: RUTH, org: world.organisation });
    await world.jobs.runDue();
    const link = new URL(world.linkTo(RUTH)).pathname;
    await other.get(link);
    expect((await other.post(link, {})).location).toBe('/mis-tickets/inicio');
    const plain = await open('alianza');
    expect((await plain.browser.get('/mis-tickets/inicio')).status).toBe(404);
    expect((await plain.browser.get('/mis-tickets')).body).not.toContain('/mis-tickets/inicio');
  });

  it('MAS-146 the search finds guides, templates and a folio, and keeps what is typed out of addresses', async () => {
    const { browser, ticket } = await open();
    await browser.get('/mis-tickets/inicio');
    const found = await browser.post('/mis-tickets/inicio', { words: 'problema con la VPN' });
    expect(found.body).toContain('href="https://mesa.masnegocio.example/vpn"');
    expect(found.body).toContain('Encontramos esto');
    const none = await browser.post('/mis-tickets/inicio', { words: 'xyzzy' });
    expect(none.body).toContain('No encontramos nada');
    const users = await browser.post('/mis-tickets/inicio', { words: 'permisos de usuarios' });
    expect(users.body).toMatch(/Encontramos esto[\s\S]*plantilla=usuarios/);
    const folio = await browser.post('/mis-tickets/inicio', { words: ticket.folio.toLowerCase() });
    expect(folio.location).toBe(`/mis-tickets/t/${ticket.folio}`);
  });

  it('MAS-28 offers notices, follow-up, reports, guides and contact', async () => {
    const { browser, portal } = await open();
    await announce(portal);
    const { body } = await browser.get('/mis-tickets/inicio');
    expect(body).toContain('Avisos y ventanas de mantenimiento');
    expect(body).toContain('Seguimiento y comentarios en línea');
    expect(body).toContain('/mis-tickets/nuevo?plantilla=reporte');
    expect(body).toContain('href="https://mesa.masnegocio.example/guias"');
    expect(body).toMatch(/Información de contacto[\s\S]*Lunes a viernes, 9:00 a 19:00/);
  });

  it('MAS-112 shows the current notices of the viewer’s customer, and no other', async () => {
    const { browser, portal, world } = await open();
    await world.company('Caja Dos');
    await world.stage.desk.add(world.organisation, { name: 'Luz', mail: 'luz@dos.example', company: 'Caja Dos' }, LEAD);
    const [other] = (await world.deps.companies.list(world.organisation)).filter(({ name }) => name === 'Caja Dos');
    await announce(portal);
    await announce(portal, { title: 'Solo para Dos', companies: [other?._id] });
    const { body } = await browser.get('/mis-tickets/inicio');
    expect(body).toContain('Actualización del ERP');
    expect(body).toMatch(/Sin servicio del .* al .*\./);
    expect(body).not.toContain('Solo para Dos');
    world.clock.advance({ hours: 3 });
    expect((await browser.get('/mis-tickets/inicio')).body).not.toContain('Actualización del ERP');
  });
});

describe('the catalogue', () => {
  it('MAS-138 a new ticket starts from templates for an incident or a request', async () => {
    const { browser } = await open();
    const { body } = await browser.get('/mis-tickets/nuevo');
    expect(body).toContain('Catálogo');
    expect(body).not.toContain('<textarea');
    expect(body).toMatch(/Incidente de un módulo<\/span><span class="badge awaited">Incidente/);
    expect(body).toMatch(/Solicitud de usuarios y permisos<\/span><span class="badge open">Solicitud/);
    expect(body).toContain('/mis-tickets/nuevo?plantilla=otro');
  });

  it('MAS-138 a template fills the form and gives the kind and the line of the ticket', async () => {
    const { browser, world } = await open();
    const { body } = await browser.get('/mis-tickets/nuevo?plantilla=usuarios');
    expect(body).toContain('Qué necesita (alta, baja, cambio, restablecimiento):');
    expect(body).toMatch(/type="hidden" id="a-recordKind" name="a-recordKind" value="solicitud"/);
    expect(body).not.toContain('<select id="a-line"');
    const answered = { 'a-recordKind': 'solicitud', 'a-line': 'funcional', 'a-impact': 'usuario', 'a-urgency': 'baja' };
    const given = { plantilla: 'usuarios', description: 'Alta de Luz Mar', ...answered, 'f-company': 'Caja Uno' };
    const made = await browser.post('/mis-tickets/nuevo', given);
    const folio = made.location?.split('/').at(-1)?.split('?')[0] ?? '';
    const ticket = await world.tickets.byFolio(world.organisation, folio);
    expect(ticket?.facts).toMatchObject({ recordKind: 'solicitud', line: 'funcional' });
  });

  it('MAS-82, MAS-85 a template of unavailability is a relevant incident in a productive environment alone', async () => {
    const { browser, world } = await open();
    const form = (await browser.get('/mis-tickets/nuevo?plantilla=no_disponible')).body;
    expect(form).toContain('¿En qué ambiente sucede?');
    const fields = Object.fromEntries(
      [...form.matchAll(/type="hidden" id="(a-\w+)" name="a-\w+" value="(\w+)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    const raise = async (environment: string) => {
      await browser.get('/mis-tickets/nuevo?plantilla=no_disponible');
      const more = { plantilla: 'no_disponible', description: `Sin sistema ${environment}`, 'f-company': 'Caja Uno' };
      const extra = { 'a-environment': environment, 'f-errorText': 'ninguno' };
      const made = await browser.post('/mis-tickets/nuevo', {
        ...(fields as Record<string, string>),
        ...more,
        ...extra,
      });
      const folio = made.location?.split('/').at(-1)?.split('?')[0] ?? '';
      return world.tickets.byFolio(world.organisation, folio);
    };
    expect(await raise('productivo')).toMatchObject({
      ...{ protocol: 'incidente_relevante', priority: 'critica' },
      facts: { relevant: 'yes', availability: 'no_disponible', environment: 'productivo' },
    });
    const alternate = await raise('alterno');
    expect([alternate?.protocol, alternate?.facts.relevant]).toEqual([null, undefined]);
    expect((await raise('')) ?? null).toBeNull();
  });
});

describe('the matrix on a ticket', () => {
  it('MAS-74 is offered on every own ticket, the closed one too, and climbs with what happened', async () => {
    const { browser, world, ticket, path } = await open();
    const climb = async (text: string) => {
      const { body } = await browser.get(path);
      expect(body).toContain('¿La atención no fue adecuada o no se respetaron los tiempos?');
      expect(body).toMatch(/Supervisor Mesa de Ayuda[\s\S]*Gerente Mesa de Servicio[\s\S]*Director/);
      return browser.post(`${path}/escalar`, { text });
    };
    expect((await climb('Nadie me ha llamado')).location).toBe(`${path}?hecho=escalate`);
    const actor = { role: 'agent', id: 'lola' } as const;
    const solution = { note: redacted('Listo.'), solutionType: 'definitiva' };
    const at = () => world.clock.advance({ minutes: 1 });
    await world.tickets.act(ticket.id, { type: 'move', to: 'solucionado', ...solution }, { actor, at: at() });
    const closing = { type: 'move', to: 'cerrado', closingCode: 'aprobado' } as const;
    await world.tickets.act(ticket.id, closing, { actor, at: at() });
    expect((await climb('Sigue mal')).location).toBe(`${path}?hecho=escalate`);
    const { ticket: now, events } = await world.tickets.get(ticket.id);
    expect(now.escalation).toMatchObject({ ladder: 'mesa', level: 1 });
    expect(events.filter(({ type }) => type === 'escalated').map(({ note }) => note)).toEqual([
      ...['Nadie me ha llamado', 'Sigue mal'],
    ]);
    expect((await browser.get(path)).body).not.toContain('Nadie me ha llamado');
    expect((await browser.post(`${path}/escalar`, { text: '' })).status).toBe(422);
  });
});
