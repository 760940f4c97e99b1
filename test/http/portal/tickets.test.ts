import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { redacted } from '../../builders/flow-context.ts';
import { buildPortal, type Portal, withTicket } from '../../builders/portal.ts';
import { LEAD, type RequesterWorldOptions } from '../../builders/requesters.ts';

// A store and a server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const portals: Portal[] = [];
const RUTH = 'ruth@cajauno.example';
const AGENT = { role: 'agent', id: 'lola' } as const;

afterEach(async () => {
  for (const portal of portals.splice(0)) await portal.destroy();
});

/** Two companies; Ruth of the first has a ticket and is signed in. */
async function open(options: RequesterWorldOptions = { policy: 'alianza' }, over: { subject?: string } = {}) {
  const portal = await buildPortal(options);
  portals.push(portal);
  const { world } = portal;
  await world.company('Caja Uno', { director: { name: 'Eva Sol', email: 'eva@cajauno.example' } });
  await world.company('Caja Dos');
  const { ticket, contact, person } = await withTicket(world, { mail: RUTH, company: 'Caja Uno', ...over });
  const act = (
    deed: Parameters<typeof world.tickets.act>[1],
    actor: { role: 'agent' | 'system'; id: string } = AGENT,
  ) => world.tickets.act(ticket.id, deed, { actor, at: world.clock.advance({ minutes: 1 }) });
  return {
    portal,
    world,
    ticket,
    contact,
    person,
    act,
    path: `/mis-tickets/t/${ticket.folio}`,
    browser: portal.browser(),
  };
}

describe('the list', () => {
  it('MAS-137, MAS-136 who signed in sees their open tickets under the requester’s label, and the others on request', async () => {
    const { browser, ticket, act } = await open();
    const page = await browser.signIn(RUTH);
    expect(page.body).toContain(ticket.folio);
    expect(page.body).toContain('En proceso de atención');
    expect(page.body).not.toContain('>Abierto<');
    await act({ type: 'move', to: 'resuelto', note: redacted('Se reinició el servicio.') });
    await act({ type: 'move', to: 'cerrado' }, { role: 'system', id: 'clock' });
    expect((await browser.get('/mis-tickets')).body).not.toContain(ticket.folio);
    expect((await browser.get('/mis-tickets?ver=todos')).body).toContain(ticket.folio);
  });

  it('ALI-47 finds a ticket by its folio, however it is written', async () => {
    const { browser, ticket, path } = await open();
    await browser.signIn(RUTH);
    const found = await browser.post('/mis-tickets/buscar', { folio: ` ${ticket.folio.toLowerCase()}` });
    expect([found.status, found.location]).toEqual([303, path]);
    const list = (await browser.get('/mis-tickets')).body;
    expect([/method="get"/i.test(list), list.includes('action="/mis-tickets/buscar"')]).toEqual([false, true]);
  });
});

describe('a ticket', () => {
  it('MAS-136 shows what is public of its history, and nothing of the desk’s own', async () => {
    const { browser, path, act } = await open();
    await act({ type: 'assign', assignee: 'lola' });
    await act({ type: 'note', text: redacted('ojo: cliente difícil'), internal: true });
    await act({ type: 'note', text: redacted('Estamos revisando el servidor.'), internal: false });
    await act({ type: 'prioritise', priority: 'P1', reason: redacted('lo pidió dirección') });
    await act({ type: 'route', area: 'finanzas', reason: redacted('es de finanzas') });
    await act({ type: 'agreeDate', dueAt: new Date('2026-11-27T18:00:00Z') });
    await act({ type: 'move', to: 'espera_solicitante', note: redacted('¿Qué versión tiene?') });
    await browser.signIn(RUTH);
    const { body } = await browser.get(path);
    for (const text of [
      'Estamos revisando el servidor.',
      '¿Qué versión tiene?',
      'viernes, 27 de noviembre',
      'Desde ayer no abre',
    ])
      expect(body).toContain(text);
    for (const text of ['difícil', 'lola', 'dirección', 'es de finanzas', 'P1', 'finanzas'])
      expect(body).not.toContain(text);
  });

  it('P4 what others wrote is text and never markup', async () => {
    const { browser, path, act } = await open({ policy: 'alianza' }, { subject: '<img src=x onerror=alert(1)>' });
    await act({ type: 'note', text: redacted('"><script>alert(1)</script>'), internal: false });
    await browser.signIn(RUTH);
    const page = await browser.get(path);
    expect(page.body).not.toMatch(/<script>alert|<img src=x/);
    expect(page.body).toContain('&lt;script&gt;alert(1)');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('MAS-136 a comment goes to the desk, redacted, once, with its file; a waiting ticket goes on', async () => {
    const { browser, path, act, world, ticket, portal } = await open();
    await act({ type: 'move', to: 'espera_solicitante', note: redacted('¿Qué versión?') });
    await browser.signIn(RUTH);
    await browser.get(path);
    const fields = { text: 'La 8. Mi contraseña es Canela2023xq' };
    const sent = await browser.post(`${path}/comentar`, fields, {
      field: 'files',
      name: 'pantalla.txt',
      text: 'error 5',
    });
    expect([sent.status, sent.location]).toEqual([303, `${path}?hecho=reply`]);
    // The same form again: the browser's back button, or an impatient finger.
    await browser.post(`${path}/comentar`, fields);
    const { ticket: now, events } = await world.tickets.get(ticket.id);
    const replies = events.filter(({ type }) => type === 'requesterReplied');
    expect(replies).toHaveLength(1);
    expect(replies[0]?.note).not.toContain('Canela2023xq');
    expect(now.state).toBe('abierto');
    const page = await browser.get(`${path}?hecho=reply`);
    expect(page.body).toContain('Recibimos su comentario.');
    const file = /\/archivos\/\w{64}/.exec(page.body)?.[0] ?? '';
    const download = await browser.get(`${path}${file}`);
    expect([download.body, download.headers.get('content-disposition')]).toEqual([
      'error 5',
      expect.stringMatching(/^attachment; filename="?pantalla\.txt/),
    ]);
    expect(portal.files.size).toBe(1);
  });

  it('an empty comment is said to be one, and changes nothing', async () => {
    const { browser, path, world, ticket } = await open();
    await browser.signIn(RUTH);
    await browser.get(path);
    const sent = await browser.post(`${path}/comentar`, { text: '  ' });
    expect(sent.status).toBe(422);
    expect(sent.body).toContain('Escriba algo antes de enviar.');
    expect((await world.tickets.get(ticket.id)).events).toHaveLength(1);
  });
});

describe('when it is solved', () => {
  const solve = (act: Awaited<ReturnType<typeof open>>['act']) =>
    act({ type: 'move', to: 'resuelto', note: redacted('Se reinició el servicio.') });

  it('ALI-43 its requester closes it', async () => {
    const { browser, path, act, world, ticket } = await open();
    await browser.signIn(RUTH);
    expect((await browser.get(path)).body).not.toContain('cerrar el ticket');
    await solve(act);
    expect((await browser.get(path)).body).toContain('Sí, cerrar el ticket');
    expect((await browser.post(`${path}/cerrar`, {})).location).toBe(`${path}?hecho=close`);
    const { ticket: now, events } = await world.tickets.get(ticket.id);
    expect([now.state, now.phase, events.at(-1)?.actor.role]).toEqual(['cerrado', 'closed', 'requester']);
  });

  it('ALI-45 who is not satisfied sends it back, with why', async () => {
    const { browser, path, act, world, ticket } = await open();
    await solve(act);
    await browser.signIn(RUTH);
    await browser.get(path);
    expect((await browser.post(`${path}/no-resuelto`, { text: '' })).status).toBe(422);
    await browser.get(path);
    expect((await browser.post(`${path}/no-resuelto`, { text: 'Sigue sin abrir' })).location).toBe(
      `${path}?hecho=reject`,
    );
    const { ticket: now, events } = await world.tickets.get(ticket.id);
    expect([now.state, events.at(-1)?.note]).toEqual(['abierto', 'Sigue sin abrir']);
  });

  it('MAS-78 sends it back and up for review each time, until the user agrees', async () => {
    const { browser, path, act, world, ticket } = await open({ policy: 'masnegocio' });
    await browser.signIn(RUTH);
    for (const level of [0, 1, 2, 3, 3]) {
      await act({ type: 'move', to: 'solucionado', note: redacted('Listo.'), solutionType: 'definitiva' });
      await browser.get(path);
      await browser.post(`${path}/no-resuelto`, { text: 'No' });
      await world.tickets.idle();
      const { ticket: now } = await world.tickets.get(ticket.id);
      expect([now.state, now.escalation?.level, now.closedAt]).toEqual(['asignado', level, null]);
    }
    await act({ type: 'move', to: 'solucionado', note: redacted('Listo.'), solutionType: 'definitiva' });
    await browser.get(path);
    await browser.post(`${path}/cerrar`, {});
    // The code that says that the user agreed, not the one of silence.
    expect((await world.tickets.get(ticket.id)).ticket).toMatchObject({ state: 'cerrado', closingCode: 'aprobado' });
  });

  it('ALI-50 is evaluated after the answer, from 1 to 5, changeable until it is closed', async () => {
    const { browser, path, act, world, ticket } = await open();
    await browser.signIn(RUTH);
    expect((await browser.get(path)).body).not.toContain('Evalúe la atención');
    expect((await browser.post(`${path}/evaluar`, { score: '5' })).status).toBe(409);
    await solve(act);
    await browser.get(path);
    await browser.post(`${path}/evaluar`, { score: '2', comment: 'Tardó. Mi clave es Canela2023xq' });
    await browser.get(path);
    expect((await browser.post(`${path}/evaluar`, { score: '9' })).status).toBe(409);
    await browser.get(path);
    await browser.post(`${path}/evaluar`, { score: '4' });
    expect((await world.tickets.get(ticket.id)).ticket.evaluation?.score).toBe(4);
    expect(JSON.stringify((await world.tickets.get(ticket.id)).events)).not.toContain('Canela2023xq');
    await browser.get(path);
    await browser.post(`${path}/cerrar`, {});
    expect((await browser.get(path)).body).not.toContain('Evalúe la atención');
    expect((await browser.post(`${path}/evaluar`, { score: '1' })).status).toBe(409);
    expect((await world.tickets.get(ticket.id)).ticket.evaluation?.score).toBe(4);
  });

  it('ALI-50 who closed it without a word may still evaluate it, once', async () => {
    const { browser, path, act, world, ticket } = await open();
    await solve(act);
    await act({ type: 'move', to: 'cerrado' }, { role: 'system', id: 'clock' });
    await browser.signIn(RUTH);
    await browser.get(path);
    await browser.post(`${path}/evaluar`, { score: '5' });
    await browser.get(path);
    expect((await browser.post(`${path}/evaluar`, { score: '1' })).status).toBe(409);
    expect((await world.tickets.get(ticket.id)).ticket.evaluation?.score).toBe(5);
  });
});

describe('what is somebody else’s', () => {
  /** Somebody of the other company, with a ticket of their own. */
  const other = (world: Awaited<ReturnType<typeof open>>['world']) =>
    withTicket(world, { mail: 'luz@cajados.example', company: 'Caja Dos', subject: 'Otro caso' });

  it('ALI-47, MAS-05 a folio of somebody else, of another company, and one that is not there look the same', async () => {
    const { browser, world } = await open();
    const { ticket: foreign } = await other(world);
    const colleague = await withTicket(world, {
      mail: 'paz@cajauno.example',
      company: 'Caja Uno',
      subject: 'De una compañera',
    });
    await browser.signIn(RUTH);
    const seen = [];
    for (const folio of [foreign.folio, colleague.ticket.folio, 'ALI-999999']) {
      const { status, body } = await browser.get(`/mis-tickets/t/${folio}`);
      // The key and token of the sign-out form are this page's own.
      seen.push([status, body.replace(/name="key" value="[^"]*"/g, '')]);
    }
    expect(seen[0]?.[0]).toBe(404);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect(seen[0]?.[1]).not.toContain(foreign.folio);
  });

  it('ALI-47 no deed reaches a ticket that is not one’s own', async () => {
    const { browser, world } = await open();
    const { ticket: foreign } = await other(world);
    await world.tickets.act(
      foreign.id,
      { type: 'move', to: 'resuelto', note: redacted('x') },
      { actor: AGENT, at: world.clock.now() },
    );
    await browser.signIn(RUTH);
    for (const [name, fields] of [
      ['comentar', { text: 'hola' }],
      ['cerrar', {}],
      ['no-resuelto', { text: 'no' }],
      ['evaluar', { score: '1' }],
    ] as const)
      expect((await browser.post(`/mis-tickets/t/${foreign.folio}/${name}`, fields)).status).toBe(404);
    expect((await world.tickets.get(foreign.id)).events).toHaveLength(2);
  });

  it('ALI-48 a director reads all tickets of the own company and answers none; the other company stays closed', async () => {
    const { portal, world, ticket, act, path } = await open();
    const { ticket: foreign } = await other(world);
    await act({ type: 'note', text: redacted('solo para la mesa'), internal: true });
    await act({ type: 'move', to: 'resuelto', note: redacted('Quedó.') });
    const eva = portal.browser();
    const list = await eva.signIn('eva@cajauno.example');
    expect(list.location).toBe('/mis-tickets/empresa');
    const all = await eva.get('/mis-tickets/empresa?ver=todos');
    expect(all.body).toContain(ticket.folio);
    expect(all.body).not.toContain(foreign.folio);
    const page = await eva.get(path);
    expect(page.body).toContain('solo lectura');
    expect(page.body).not.toMatch(/solo para la mesa|<textarea|Sí, cerrar/);
    expect((await eva.post(`${path}/cerrar`, {})).status).toBe(404);
    expect((await eva.post(`${path}/comentar`, { text: 'apúrense' })).status).toBe(404);
    expect((await eva.get(`/mis-tickets/t/${foreign.folio}`)).status).toBe(404);
  });

  it('ALI-48 there is no such view where the policy gives none, nor for who directs nothing', async () => {
    const { portal, world, browser } = await open({ policy: 'masnegocio' });
    await browser.signIn(RUTH);
    expect((await browser.get('/mis-tickets/empresa')).status).toBe(404);
    const eva = portal.browser();
    await eva.get('/mis-tickets/entrar');
    await eva.post('/mis-tickets/entrar', { mail: 'eva@cajauno.example' });
    await world.jobs.runDue();
    expect(world.mails.filter(({ to }) => to === 'eva@cajauno.example')).toEqual([]);
  });

  it('MAS-04 whoever is taken off the list is out at once', async () => {
    const { browser, world, person } = await open();
    await browser.signIn(RUTH);
    await world.stage.desk.review(world.organisation, person.id, false, LEAD);
    expect((await browser.get('/mis-tickets')).location).toBe('/mis-tickets/entrar');
  });
});
