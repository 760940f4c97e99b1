import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { buildPortal, type Portal, withTicket } from '../../builders/portal.ts';
import { FORM, LEAD, type RequesterWorldOptions } from '../../builders/requesters.ts';

// A store and a server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const portals: Portal[] = [];
const RUTH = 'ruth@cajauno.example';

afterEach(async () => {
  for (const portal of portals.splice(0)) await portal.destroy();
});

async function open(options: RequesterWorldOptions = { policy: 'alianza' }) {
  const portal = await buildPortal(options);
  portals.push(portal);
  const { world } = portal;
  await world.company('Caja Uno');
  return { portal, world, browser: portal.browser() };
}

async function withRuth(options?: RequesterWorldOptions) {
  const opened = await open(options);
  return { ...opened, ...(await withTicket(opened.world, { mail: RUTH, company: 'Caja Uno' })) };
}

async function ask({ world, browser }: Pick<Awaited<ReturnType<typeof open>>, 'world' | 'browser'>, mail: string) {
  await browser.get('/mis-tickets/entrar');
  const answer = await browser.post('/mis-tickets/entrar', { mail });
  await world.jobs.runDue();
  return answer;
}

describe('signing in', () => {
  it('MAS-05 the answer is the same for an address that nobody has, and only who is known gets a mail', async () => {
    const opened = await withRuth();
    const known = await ask(opened, `  ${RUTH.toUpperCase()} `);
    const unknown = await ask(opened, 'nadie@otra.example');
    expect([known.status, known.location]).toEqual([unknown.status, unknown.location]);
    expect(opened.world.mails.map(({ to }) => to)).toEqual([RUTH]);
  });

  it('a link works once, for fifteen minutes, and a look at it changes nothing', async () => {
    const opened = await withRuth();
    const { world, browser, portal } = opened;
    await ask(opened, RUTH);
    const link = new URL(world.linkTo(RUTH)).pathname;
    for (const method of ['GET', 'HEAD', 'GET']) await browser.raw(link, { method });
    const used = await browser.post(link, {});
    expect([used.status, used.location]).toEqual([303, '/mis-tickets']);
    const again = await portal.browser().post(link, {});
    const never = await portal.browser().post('/mis-tickets/enlace/x', {});
    expect([again.status, again.body]).toEqual([404, never.body]);
    world.clock.advance({ minutes: 1 });
    await ask(opened, RUTH);
    const late = new URL(world.linkTo(RUTH)).pathname;
    world.clock.advance({ minutes: 16 });
    expect((await portal.browser().get(late)).status).toBe(404);
    expect((await portal.browser().post(late, {})).status).toBe(404);
  });

  it('P4 neither the store nor the trail has a link or a session that works', async () => {
    const opened = await withRuth();
    const { world, browser } = opened;
    await browser.signIn(RUTH);
    const token = browser.cookie.split('=')[1] ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    const stored = JSON.stringify([await world.models.portalSessions.find({}).lean(), world.trail]);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(new URL(world.linkTo(RUTH)).pathname.split('/').at(-1));
    expect(world.deeds()).toContain('requester.signIn');
  });

  it('the cookie is out of reach of scripts and of other sites’ forms, and ends with the session', async () => {
    const { world, browser, portal } = await withRuth();
    await ask({ world, browser }, RUTH);
    const link = new URL(world.linkTo(RUTH)).pathname;
    const answer = await browser.post(link, {});
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax$/);
    expect((await browser.get('/mis-tickets')).status).toBe(200);
    world.clock.advance({ hours: 12, minutes: 1 });
    expect((await browser.get('/mis-tickets')).location).toBe('/mis-tickets/entrar');
    expect((await portal.browser().get('/mis-tickets')).location).toBe('/mis-tickets/entrar');
  });

  it('a form from another site, or one without this session’s token, does nothing', async () => {
    const { browser, world, ticket } = await withRuth();
    await browser.signIn(RUTH);
    const path = `/mis-tickets/t/${ticket.folio}`;
    await browser.get(path);
    const form = new FormData();
    form.set('text', 'hola');
    const foreign = await browser.raw(`${path}/comentar`, {
      method: 'POST',
      body: form,
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    const blind = await browser.raw(`${path}/comentar`, { method: 'POST', body: form });
    expect([foreign.status, blind.status]).toEqual([403, 403]);
    expect((await world.tickets.get(ticket.id)).events).toHaveLength(1);
  });

  it('asking again and again for one address, or for many, comes to an end', async () => {
    const opened = await withRuth();
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push((await ask(opened, RUTH)).status);
    expect(statuses).toEqual([303, 303, 303, 303, 429, 429]);
    expect(opened.world.mails).toHaveLength(4);
    for (let n = 0; n < 30; n++) await opened.browser.post('/mis-tickets/entrar', { mail: `a${n}@b.example` });
    expect((await ask(opened, 'luz@cajauno.example')).status).toBe(429);
  });

  it('ALI-47 a link to a ticket leads through the mail back to it', async () => {
    const { world, browser, ticket } = await withRuth();
    const url = world.stage.links.ticketUrl(world.organisation, ticket.folio) ?? '';
    const { pathname, search } = new URL(url);
    const asked = await browser.get(pathname + search);
    expect(asked.location).toBe(`/mis-tickets/entrar?org=alianza&folio=${ticket.folio}`);
    await browser.get(asked.location ?? '');
    await browser.post('/mis-tickets/entrar', { mail: RUTH, folio: ticket.folio });
    await world.jobs.runDue();
    const used = await browser.post(new URL(world.linkTo(RUTH)).pathname, {});
    expect(used.location).toBe(`/mis-tickets/t/${ticket.folio}`);
  });

  it('where anybody may ask, whoever wrote from an address sees what was opened for it', async () => {
    const opened = await open({ policy: 'exsim' });
    const { world, browser } = opened;
    const contact = await world.contact('email', 'ana@correo.example');
    const about = { organisation: 'exsim', conversationId: null, contactId: contact.id, at: world.clock.now() };
    const text = world.deps.redactor.redact('No timbra').text;
    const draft = {
      subject: text,
      description: text,
      reason: 'mail',
      diagnosis: {},
      complexity: null,
      area: 'soporte',
    } as const;
    const ticket = await world.tickets.open('k', draft, { ...about, actor: { role: 'requester', id: contact.id } });
    expect((await browser.signIn('ana@correo.example')).body).toContain(ticket.folio);
    await ask({ world, browser: portals[0]?.browser() ?? browser }, 'otra@correo.example');
    expect(world.mails.map(({ to }) => to)).toEqual(['ana@correo.example']);
  });
});

describe('accounts', () => {
  it('ALI-08 the link of the activation mail makes the account active, once; before, there is no way in', async () => {
    const { world, browser, portal } = await open();
    const people = [
      {
        name: 'Ana Luz',
        mail: 'ana@cajauno.example',
        phone: '5512345678',
        fields: { position: 'Cajera', department: 'Caja' },
      },
    ];
    const draft = {
      company: 'Caja Uno',
      signer: 'Eva',
      signerPosition: 'Gerente',
      date: '2026-11-20',
      form: FORM,
      people,
    };
    const { id } = await world.stage.desk.fileDesignation('alianza', draft, { kind: 'desk', actor: LEAD });
    await world.stage.desk.decideDesignation('alianza', id, { approve: true, reason: '', by: LEAD });
    await world.jobs.runDue();
    const link = new URL(world.linkTo('ana@cajauno.example')).pathname;
    const page = await browser.get(link);
    expect(page.body).toContain('Activar mi cuenta');
    expect((await world.standing('email', 'ana@cajauno.example')).status).toBe('inactive');
    expect((await browser.post(link, {})).status).toBe(303);
    expect((await world.standing('email', 'ana@cajauno.example')).status).toBe('valid');
    expect((await browser.get('/mis-tickets')).status).toBe(200);
    expect((await portal.browser().post(link, {})).status).toBe(404);
    expect(world.deeds()).toContain('requester.activate');
  });

  it('ALI-08 an activation link ends after the policy’s hours; asking to sign in sends a new one', async () => {
    const { world, browser } = await open();
    await world.stage.desk.add('alianza', { name: 'Ana Luz', mail: 'ana@cajauno.example', company: 'Caja Uno' }, LEAD);
    await world.jobs.runDue();
    const first = new URL(world.linkTo('ana@cajauno.example')).pathname;
    world.clock.advance({ hours: 73 });
    expect((await browser.post(first, {})).status).toBe(404);
    await ask({ world, browser }, 'ana@cajauno.example');
    const second = new URL(world.linkTo('ana@cajauno.example')).pathname;
    expect(second).not.toBe(first);
    expect((await browser.post(second, {})).status).toBe(303);
  });

  const PEPE = {
    fullName: 'Pepe Ríos',
    identification: '1020304050',
    address: 'Calle 1',
    phone: '300 123 4567',
    email: 'pepe@correo.example',
    type: 'beneficiario',
  };

  it('ICE-19 whoever registers with the basic data may file cases once the mail’s link was opened', async () => {
    const { world, browser } = await open({ policy: 'icetex' });
    await browser.get('/mis-tickets/registro');
    const short = await browser.post('/mis-tickets/registro', { ...PEPE, address: '' });
    expect([short.status, short.body.includes('Falta un dato: Dirección.')]).toEqual([422, true]);
    expect(short.body).toContain('value="Pepe Ríos"');
    expect((await browser.post('/mis-tickets/registro', PEPE)).location).toBe('/mis-tickets/registrado?org=icetex');
    await world.jobs.runDue();
    await browser.post(new URL(world.linkTo(PEPE.email)).pathname, {});
    expect((await browser.get('/mis-tickets/nuevo')).status).toBe(200);
  });

  it('ICE-19, ICE-20, ALI-08 a key chosen with the activation opens the door with the identification number, and nothing else does', async () => {
    const { world, browser, portal } = await open({ policy: 'icetex' });
    await browser.get('/mis-tickets/registro');
    await browser.post('/mis-tickets/registro', PEPE);
    await world.jobs.runDue();
    const link = new URL(world.linkTo(PEPE.email)).pathname;
    const weak = await browser.post(link, { secret: 'corta' });
    expect([weak.status, weak.body.includes('diez caracteres')]).toEqual([422, true]);
    expect((await browser.post(link, { secret: 'Canela-2023-xyz' })).status).toBe(303);
    expect(JSON.stringify([await world.models.requesters.find({}).lean(), world.trail])).not.toContain('Canela');
    const again = portal.browser();
    const enter = async (name: string, secret: string) => {
      await again.get('/mis-tickets/entrar');
      return again.post('/mis-tickets/clave', { name, secret });
    };
    const wrong = await enter('1020304050', 'Canela-2023-xyZ');
    const unknown = await enter('999', 'Canela-2023-xyz');
    expect([wrong.status, unknown.status, unknown.body]).toEqual([422, 422, wrong.body]);
    expect(again.cookie).toBe('');
    expect((await enter(' 1020304050 ', 'Canela-2023-xyz')).location).toBe('/mis-tickets');
    expect((await again.get('/mis-tickets')).status).toBe(200);
    for (let n = 0; n < 4; n++) await enter('1020304050', `mala-${n}-mala`);
    expect((await enter('1020304050', 'Canela-2023-xyz')).status).toBe(429);
  });

  it('ICE-20 who is registered enters by the mail too, and who is not does not', async () => {
    const { world, browser, portal } = await open({ policy: 'icetex' });
    await world.stage.portal.register('icetex', {
      name: 'Pepe Ríos',
      mail: PEPE.email,
      phone: PEPE.phone,
      type: 'deudor_solidario',
      fields: { address: 'Calle 1', identification: '1020304050' },
    });
    await world.jobs.runDue();
    await browser.post(new URL(world.linkTo(PEPE.email)).pathname, {});
    const again = portal.browser();
    expect((await again.signIn(PEPE.email)).status).toBe(200);
    // Registering once more says the same and lets nobody in.
    const before = await world.models.requesters.countDocuments({});
    await again.post('/mis-tickets/registro', { ...PEPE, fullName: 'Otro' });
    expect(await world.models.requesters.countDocuments({})).toBe(before);
  });

  it('ICE-22 the service is picked from a menu that stands before the text, and nothing else is taken', async () => {
    const { world, browser } = await open({ policy: 'icetex' });
    await world.stage.portal.register('icetex', {
      ...{ name: 'Pepe Ríos', mail: PEPE.email, phone: PEPE.phone, type: 'beneficiario' },
      fields: { address: 'Calle 1', identification: '1020304050' },
    });
    await world.jobs.runDue();
    await browser.post(new URL(world.linkTo(PEPE.email)).pathname, {});
    const { body } = await browser.get('/mis-tickets/nuevo');
    expect(body.indexOf('<select id="f-service" name="f-service" required')).toBeGreaterThan(0);
    expect(body.indexOf('name="f-service"')).toBeLessThan(body.indexOf('name="description"'));
    expect(body).toContain('<option value="condonacion">Condonación</option>');
    const fields = { description: 'No veo mi pago', 'a-type': 'reclamo' };
    for (const service of ['', 'inventado']) {
      expect((await browser.post('/mis-tickets/nuevo', { ...fields, 'f-service': service })).status).toBe(422);
      await browser.get('/mis-tickets/nuevo');
    }
    const sent = await browser.post('/mis-tickets/nuevo', { ...fields, 'f-service': 'pagos' });
    expect(sent.status).toBe(303);
    const { items } = await world.tickets.list({ organisation: 'icetex', limit: 9 });
    expect(items).toMatchObject([{ facts: { service: 'pagos', type: 'reclamo' }, fields: { service: 'Pagos' } }]);
  });

  it('ICE-21 corrects the own data at any visit; the address of the sign-in stays', async () => {
    const { world, browser } = await open({ policy: 'icetex' });
    await world.stage.portal.register('icetex', {
      name: 'Pepe Ríos',
      mail: PEPE.email,
      phone: PEPE.phone,
      type: 'beneficiario',
      fields: { address: 'Calle 1', identification: '1020304050' },
    });
    await world.jobs.runDue();
    await browser.post(new URL(world.linkTo(PEPE.email)).pathname, {});
    expect((await browser.get('/mis-tickets/datos')).body).toContain('value="Calle 1"');
    const wrong = await browser.post('/mis-tickets/datos', { ...PEPE, phone: 'no tengo' });
    expect([wrong.status, wrong.body.includes('El teléfono no es válido')]).toEqual([422, true]);
    await browser.get('/mis-tickets/datos');
    const saved = await browser.post('/mis-tickets/datos', {
      ...PEPE,
      address: 'Carrera 7',
      email: 'otro@correo.example',
    });
    expect(saved.status).toBe(303);
    const [stored] = await world.models.requesters.find({}).lean();
    expect([stored?.fields.address, stored?.mail]).toEqual(['Carrera 7', PEPE.email]);
  });

  it('ALI-03, ALI-02 somebody with access files the signed form for new users of their own company', async () => {
    const { world, browser } = await withRuth();
    await browser.signIn(RUTH);
    const fields = {
      ...{ signer: 'Eva Sol', signerPosition: 'Gerente General', date: '2026-11-20', 'p1-fullName': 'Ana Luz' },
      ...{
        'p1-position': 'Cajera',
        'p1-department': 'Caja',
        'p1-email': 'ana@cajauno.example',
        'p1-phone': '5512345678',
      },
    };
    await browser.get('/mis-tickets/usuarios');
    const without = await browser.post('/mis-tickets/usuarios', fields);
    expect([without.status, without.body.includes('value="Ana Luz"')]).toEqual([422, true]);
    const sent = await browser.post('/mis-tickets/usuarios', fields, {
      field: 'form',
      name: 'firmado.txt',
      text: 'firma',
    });
    expect(sent.status).toBe(303);
    const [filed] = await world.stage.desk.designations('alianza');
    expect(filed).toMatchObject({ company: 'Caja Uno', state: 'filed', people: [{ name: 'Ana Luz' }] });
  });
});

describe('a case from the web', () => {
  it('MAS-136 who is on the list opens a ticket with what the policy asks, once; it is theirs', async () => {
    const { world, browser } = await open({ policy: 'masnegocio' });
    await withTicket(world, { mail: RUTH, company: 'Caja Uno' });
    await browser.signIn(RUTH);
    const page = await browser.get('/mis-tickets/nuevo?plantilla=otro');
    expect(page.body).toMatch(/name="f-company" value="Caja Uno"/);
    const answers = { 'a-recordKind': 'solicitud', 'a-line': 'funcional', 'a-impact': 'usuario', 'a-urgency': 'baja' };
    const fields = { description: 'Alta de un usuario nuevo', 'f-company': 'Caja Uno', ...answers };
    const lacking = await browser.post('/mis-tickets/nuevo', { ...fields, 'a-urgency': '' });
    expect([lacking.status, lacking.body.includes('Alta de un usuario nuevo')]).toEqual([422, true]);
    await browser.get('/mis-tickets/nuevo');
    const sent = await browser.post('/mis-tickets/nuevo', fields);
    expect(sent.location).toMatch(/^\/mis-tickets\/t\/MN-\d+\?hecho=open$/);
    expect((await browser.get(sent.location ?? '')).body).toContain('Registramos su ticket');
    const { items } = await world.tickets.list({ organisation: 'masnegocio', limit: 9 });
    expect(items).toHaveLength(2);
    expect(items.find(({ reason }) => reason === 'request')).toMatchObject({ priority: 'baja', company: 'Caja Uno' });
  });

  it('MAS-02 a conversation becomes a person’s once the mailed link was confirmed where its number shows', async () => {
    const { world, browser } = await open({ policy: 'masnegocio' });
    const person = await world.stage.desk.add(
      'masnegocio',
      { name: 'Ruth Sol', mail: RUTH, company: 'Caja Uno' },
      LEAD,
    );
    const contact = await world.contact('webchat', 'dl_1');
    expect((await world.standing('webchat', 'dl_1')).status).toBe('unknown');
    const about = { organisation: 'masnegocio', contactId: contact.id };
    const { code } = await world.stage.proof.ask('turn-1', { ...about, mail: RUTH });
    // The same form of answer for an address that nobody has.
    expect((await world.stage.proof.ask('turn-2', { ...about, mail: 'nadie@x.example' })).code).toMatch(/^\d{4}$/);
    await world.jobs.runDue();
    expect(world.mails.map(({ to, text }) => [to, text.includes(code)])).toEqual([[RUTH, true]]);
    const link = new URL(world.linkTo(RUTH)).pathname;
    expect((await browser.get(link)).body).toContain(code);
    expect((await browser.post(link, {})).location).toBe('/mis-tickets/confirmado?org=masnegocio');
    expect(browser.cookie).toBe('');
    expect((await world.standing('webchat', 'dl_1')).status).toBe('valid');
    expect(await world.stage.proof.isProven(contact.id)).toBe(true);
    expect(person.state).toBe('active');
  });
});
