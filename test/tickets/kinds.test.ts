import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Attachment } from '../../src/contracts/envelope.ts';
import type { Actor, TicketDraft, TicketView } from '../../src/contracts/ticket.ts';
import type { TicketDeed } from '../../src/contracts/ticket-deeds.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
beforeAll(async () => {
  world = await openTicketWorld();
  for (const [id, post] of Object.entries(posts)) world.posts.set(id, [post]);
});
afterAll(() => world.close());

const posts = { beto: 'bpo', aura: 'auditoria', cora: 'comercial', tica: 'comite_etica' };
const by = (id: string): Actor => ({ role: 'agent', id });
const [bpo, auditor] = [by('beto'), by('aura')];
const { agent, requester, system } = who;

function file(name: string): Attachment {
  const fileId = Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64);
  return { fileId, name, mediaType: 'application/octet-stream', size: 10 };
}
const form = file('solicitud.xlsx');
const [pdf, sheet] = [file('bitacora.pdf'), file('bitacora.csv')];

let companies = 0;
async function audit(draft: Partial<TicketDraft> = {}): Promise<TicketView> {
  companies += 1;
  const facts = { recordKind: 'auditoria', auditEnvironment: 'productivo', ...draft.facts };
  return world.open('masnegocio', { attachments: [form], company: `Empresa ${companies}`, ...draft, facts });
}

/** An audit of which everything is there but the evidence. */
async function complete(draft: Partial<TicketDraft> = {}): Promise<string> {
  const { id } = await audit(draft);
  await world.act(id, auditor, { type: 'mark', mark: 'registro_conjunto' });
  await world.act(id, bpo, moveTo('asignado'), moveTo('en_proceso'));
  await world.act(id, bpo, { type: 'note', text: said('Evidencia'), internal: true, attachments: [pdf, sheet] });
  return id;
}

const confirmed = ['alcance', 'confidencial', 'resumenes', 'servicios'];
const terms = said('MásNegocio no se hace responsable de la manipulación de los archivos editables que se entregan.');
function delivery(more: Partial<Extract<TicketDeed, { type: 'deliver' }>> = {}): TicketDeed {
  const text = said('Adjuntamos la evidencia');
  return { type: 'deliver', files: [pdf.fileId], text, confirmed, disclaimer: null, ...more };
}
const solved = moveTo('solucionado', { note: said('Se entregó la evidencia'), solutionType: 'definitiva' });

describe('an external audit', () => {
  it('MAS-91 is a ticket of its own type, with its area and its clock', async () => {
    const { facts, area, clocks } = await audit();
    expect([facts.recordKind, area]).toEqual(['auditoria', 'bpo']);
    expect(clocks.map(({ name }) => name)).toContain('entrega_auditoria');
    expect((await world.open('masnegocio')).clocks.map(({ name }) => name)).not.toContain('entrega_auditoria');
  });

  it('MAS-92 without the form the ticket stays incomplete: nobody takes it up', async () => {
    const { id } = await audit({ attachments: [] });
    expect(await world.refusal(id, agent, moveTo('asignado'))).toMatch(/^TICKET_CHECKS_MISSING.*Formato de solicitud/);
    await world.act(id, requester, { type: 'requesterReply', text: said('Aquí va'), attachments: [form] });
    expect(await world.refusal(id, agent, moveTo('asignado'))).toBeNull();
  });

  it('MAS-92 asks for the auditor’s checklist where there is one; the form is not it', async () => {
    const { id } = await audit({ facts: { auditChecklist: 'yes' } });
    expect(await world.refusal(id, agent, moveTo('asignado'))).toContain('Lista de verificación');
    const list = [file('lista.docx')];
    await world.act(id, requester, { type: 'requesterReply', text: said('La lista'), attachments: list });
    expect(await world.refusal(id, agent, moveTo('asignado'))).toBeNull();
  });

  it('MAS-92 a file that the desk names meets it, one of another form does not', async () => {
    const { id } = await audit({ attachments: [] });
    const named = [file('otro.xlsx'), file('otro.pdf')] as const;
    await world.act(id, agent, { type: 'note', text: said('Del correo'), internal: true, attachments: named });
    const mark = (one: Attachment): TicketDeed => ({ type: 'mark', mark: 'formato_auditoria', file: one.fileId });
    // What the desk put there itself is no request of the customer until somebody says that it is.
    expect(await world.refusal(id, agent, moveTo('asignado'))).toContain('Formato');
    expect(await world.refusal(id, agent, mark(named[1]))).toContain('TICKET_CHECKS_MISSING');
    expect(await world.refusal(id, agent, mark(named[0]))).toBeNull();
    expect(await world.refusal(id, agent, moveTo('asignado'))).toBeNull();
  });

  it('MAS-93 is recorded with the audit area: work begins once it confirms the register, which nobody else can', async () => {
    const { id } = await audit();
    await world.act(id, agent, moveTo('asignado'));
    expect(await world.refusal(id, agent, moveTo('en_proceso'))).toContain('área de Auditoría');
    const confirm: TicketDeed = { type: 'mark', mark: 'registro_conjunto' };
    expect(await world.refusal(id, bpo, confirm)).toMatch(/^TICKET_POST_REFUSED.*Área de Auditoría/);
    await world.act(id, auditor, confirm);
    expect(await world.refusal(id, agent, moveTo('en_proceso'))).toBeNull();
  });

  it('MAS-98 only who fills the post BPO hands evidence over; the operator and a lead do not', async () => {
    const id = await complete();
    for (const actor of [agent, who.lead, who.admin, auditor])
      expect(await world.refusal(id, actor, delivery())).toMatch(/^TICKET_POST_REFUSED.*BPO/);
    expect(await world.refusal(id, bpo, delivery())).toBeNull();
    const { ticket, events } = await world.tickets.get(id);
    expect(ticket.marks).toContain('evidencia');
    expect(events.at(-1)).toMatchObject({ type: 'delivered', attachments: [{ name: 'bitacora.pdf' }] });
  });

  it('MAS-98 no file goes out by a note to the requester, whoever writes it', async () => {
    const id = await complete();
    const loose: TicketDeed = { type: 'note', text: said('Va'), internal: false, attachments: [pdf] };
    for (const actor of [agent, bpo])
      expect(await world.refusal(id, actor, loose)).toContain('TICKET_DELIVERY_REFUSED');
    expect(await world.refusal(id, agent, { ...loose, internal: true })).toBeNull();
  });

  it.each([
    ['MAS-96', 'confidencial', 'imágenes parciales'],
    ['MAS-97', 'resumenes', 'resúmenes autorizados'],
    ['MAS-102', 'alcance', 'requerimiento inicial'],
    ['MAS-103', 'servicios', 'servicios contratados'],
  ])('%s each delivery confirms «%s», and keeps that it did', async (_id, code, words) => {
    const id = await complete();
    const without = confirmed.filter((one) => one !== code);
    expect(await world.refusal(id, bpo, delivery({ confirmed: without }))).toContain(words);
    await world.act(id, bpo, delivery());
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)?.facts).toMatchObject({ [code]: true });
    // What was looked at for one file says nothing of the next.
    expect(await world.refusal(id, bpo, delivery({ confirmed: without }))).toContain(words);
  });

  it('MAS-99 another environment than the productive one is evaluated before anything is worked on', async () => {
    const { id } = await audit({ facts: { auditEnvironment: 'alterno' } });
    await world.act(id, auditor, { type: 'mark', mark: 'registro_conjunto' });
    await world.act(id, agent, moveTo('asignado'));
    const approve: TicketDeed = { type: 'mark', mark: 'ambiente_evaluado', note: said('Se aprueba') };
    expect(await world.refusal(id, agent, moveTo('en_proceso'))).toContain('ambiente alterno');
    expect(await world.refusal(id, agent, approve)).toContain('TICKET_POST_REFUSED');
    await world.act(id, bpo, approve);
    expect(await world.refusal(id, agent, moveTo('en_proceso'))).toBeNull();
  });

  it('MAS-99 nobody goes on while it is not known which environment it is', async () => {
    const { id } = await audit({ facts: { auditEnvironment: null } });
    await world.act(id, auditor, { type: 'mark', mark: 'registro_conjunto' });
    await world.act(id, agent, moveTo('asignado'));
    expect(await world.refusal(id, agent, moveTo('en_proceso'))).toContain('Ambiente del que se pide');
    await world.act(id, agent, { type: 'setFacts', facts: { auditEnvironment: 'productivo' } });
    expect(await world.refusal(id, agent, moveTo('en_proceso'))).toBeNull();
  });

  it('MAS-101 evidence is PDF; an editable file goes with the disclaimer, which stands in the log', async () => {
    const id = await complete();
    const editable = { files: [pdf.fileId, sheet.fileId] };
    expect(await world.refusal(id, bpo, delivery(editable))).toMatch(/send pdf alone, or record the disclaimer/);
    expect(await world.refusal(id, bpo, delivery({ ...editable, disclaimer: said('Otra cosa') }))).toContain('pdf');
    await world.act(id, bpo, delivery({ ...editable, disclaimer: terms }));
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)?.facts?.disclaimer).toBe(true);
    expect(events.at(-1)?.note).toContain(terms);
    await world.act(id, bpo, delivery());
    expect((await world.tickets.get(id)).events.at(-1)?.facts?.disclaimer).toBeUndefined();
  });

  it('MAS-102 what goes beyond the request is a new ticket that follows it, of the same kind and without its files', async () => {
    const id = await complete();
    const more: TicketDeed = { type: 'requesterReply', text: said('También los accesos de 2024'), apart: true };
    const next = await world.act(id, requester, more);
    expect(next.id).not.toBe(id);
    expect([next.facts.recordKind, next.description, next.attachments]).toEqual(['auditoria', more.text, []]);
    expect(next.relations).toMatchObject([{ relation: 'follows', ticket: id }]);
    await world.tickets.idle();
    expect((await world.tickets.get(id)).ticket.relations).toMatchObject([{ relation: 'followedBy', ticket: next.id }]);
    // It is the same audit, and needs a form of its own or a word on which holds.
    expect(next.facts.overYearLimit).toBeUndefined();
    expect(await world.refusal(next.id, agent, moveTo('asignado'))).toContain('Formato');
    const word: TicketDeed = { type: 'mark', mark: 'formato_auditoria', note: said('Vale el formato de la primera') };
    expect(await world.refusal(next.id, agent, word)).toBeNull();
    expect(await world.refusal(next.id, agent, moveTo('asignado'))).toBeNull();
  });

  it('MAS-104 a wish to manipulate stops the audit: nothing is delivered until the ethics committee decides', async () => {
    const id = await complete();
    const stop: TicketDeed = { type: 'mark', mark: 'manipulacion', note: said('Pidió quitar renglones') };
    expect(await world.refusal(id, agent, { ...stop, note: said(' ') })).toContain('reason');
    await world.act(id, agent, stop);
    expect(await world.refusal(id, bpo, delivery())).toContain('Comité de Ética');
    expect(await world.refusal(id, bpo, solved)).toContain('Comité de Ética');
    const decide: TicketDeed = { type: 'mark', mark: 'dictamen_etica', note: said('Sigue sin cambios') };
    expect(await world.refusal(id, bpo, decide)).toContain('TICKET_POST_REFUSED');
    // It can always end.
    const cancel = moveTo('cancelado', { note: said('Se canceló'), closingCode: 'cancelado' });
    const foreseen = await world.tickets.foresee(id, cancel, { actor: agent, at: world.clock.now() });
    expect(foreseen.phase).toBe('cancelled');
    await world.act(id, by('tica'), decide);
    expect(await world.refusal(id, bpo, delivery())).toBeNull();
  });

  it('MAS-94 the delivery is due after seven working days, warned of two before, and met by the delivery', async () => {
    const id = await complete();
    const clock = async () =>
      (await world.tickets.get(id)).ticket.clocks.find(({ name }) => name === 'entrega_auditoria');
    const { startedAt, dueAt, warnAt } = (await clock()) ?? {};
    const calendar = world.rulesOf('masnegocio', null).calendars.get('default');
    expect(calendar.workingDaysBetween(startedAt as Date, dueAt as Date)).toBe(7);
    expect(calendar.workingDaysBetween(warnAt as Date, dueAt as Date)).toBe(2);
    await world.act(id, bpo, delivery());
    expect(await clock()).toMatchObject({ status: 'met' });
  });
});

describe('after the evidence was delivered', () => {
  let id: string;
  let delivered: Date;
  beforeEach(async () => {
    id = await complete();
    await world.act(id, bpo, delivery(), solved);
    delivered = world.clock.now();
  });

  it('MAS-106 the ticket closes by itself after three working days, another one after three natural days', async () => {
    const { autoCloseAt } = (await world.tickets.get(id)).ticket;
    const calendar = world.rulesOf('masnegocio', null).calendars.get('default');
    expect(autoCloseAt).toEqual(calendar.add(delivered, { amount: 3, unit: 'workingDays' }));
    const other = await world.open('masnegocio');
    const closing = (await world.act(other.id, agent, solved)).autoCloseAt as Date;
    expect(closing.getTime() - world.clock.now().getTime()).toBe(3 * 86_400_000);
  });

  it('MAS-107 a comment within the window stays on the ticket; after it, it is a new one', async () => {
    const comment: TicketDeed = { type: 'requesterReply', text: said('Falta la hoja 3') };
    expect((await world.act(id, requester, comment)).id).toBe(id);
    await world.act(id, system, moveTo('cerrado', { closingCode: 'sin_validacion' }));
    const next = await world.act(id, requester, comment);
    expect(next.id).not.toBe(id);
    expect(next.relations).toMatchObject([{ relation: 'follows', ticket: id }]);
    expect((await world.tickets.get(id)).ticket.phase).toBe('closed');
    // A comment is no second audit.
    expect(next.facts.overYearLimit).toBeUndefined();
  });
});

describe('one audit a year', () => {
  const company = 'Comercializadora del Golfo';

  it('MAS-109 the second of a customer in a calendar year goes to sales and not to BPO, and waits for the quote', async () => {
    const first = await audit({ company });
    expect([first.area, first.facts.overYearLimit]).toEqual(['bpo', undefined]);
    const second = await audit({ company: 'COMERCIALIZADORA  del golfo', area: 'bpo' });
    expect([second.area, second.facts.overYearLimit]).toEqual(['comercial', 'yes']);
    await world.act(second.id, auditor, { type: 'mark', mark: 'registro_conjunto' });
    await world.act(second.id, agent, moveTo('asignado'));
    expect(await world.refusal(second.id, agent, moveTo('en_proceso'))).toContain('cotización');
    await world.act(second.id, by('cora'), { type: 'mark', mark: 'cotizacion' });
    expect(await world.refusal(second.id, agent, moveTo('en_proceso'))).toBeNull();
  });

  it('MAS-109 another customer, another year and a cancelled request count for themselves', async () => {
    expect((await audit({ company: 'Otra empresa' })).area).toBe('bpo');
    const cancelled = await audit({ company: 'Tercera' });
    await world.act(cancelled.id, agent, moveTo('cancelado', { note: said('Ya no'), closingCode: 'cancelado' }));
    expect((await audit({ company: 'Tercera' })).area).toBe('bpo');
    world.clock.advance({ hours: 366 * 24 });
    expect((await audit({ company })).area).toBe('bpo');
  });
});
