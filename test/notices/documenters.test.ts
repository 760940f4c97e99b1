import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Attachment } from '../../src/contracts/envelope.ts';
import type { TicketDraft } from '../../src/contracts/ticket.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildClock } from '../builders/clock.ts';
import { agent, runTickets, text } from '../builders/running-tickets.ts';
import { type DeskStore, openDeskStore } from '../builders/stored-desk.ts';
import { buildPerson, tellOf } from '../builders/told.ts';

let store: DeskStore;
beforeAll(async () => {
  store = await openDeskStore();
});
afterAll(() => store.destroy());
beforeEach(async () => {
  for (const model of [store.models.jobs, store.models.notices, store.models.ticketNotices])
    await (model as typeof store.models.jobs).deleteMany({});
});

// Monday, 9:00 in Bogotá.
const t0 = new Date('2026-10-05T14:00:00Z');
const form: Attachment = {
  fileId: 'f1',
  name: 'formulario.pdf',
  mediaType: 'application/pdf',
  size: 4,
  review: 'clean',
};
const posted = (id: string, ...posts: string[]) => buildPerson(id, { posts });

/** A desk of Confa with documenters for two services, and files that a mail can carry. */
function desk() {
  const running = runTickets(store, [loadPolicy('confa')], { clock: buildClock(t0) });
  const people = [
    ...[posted('sol', 'documentador_subsidios'), posted('sara', 'documentador_subsidios')],
    ...[posted('saul', 'documentador_salud'), posted('dora', 'documentador'), posted('tere', 'tecnico_servicio')],
    ...[posted('rita', 'gerente_relaciones'), posted('jaime', 'juridico'), buildPerson('luz', { roles: ['lead'] })],
  ];
  const files = { get: async (id: string) => new TextEncoder().encode(id === 'f1' ? 'form' : 'scan') };
  const told = tellOf(store, running, { people, files, mailOf: () => null });
  const act = (id: string, ...deeds: Parameters<typeof running.tickets.act>[1][]) =>
    deeds.reduce<Promise<unknown>>(
      (before, deed) => before.then(() => running.tickets.act(id, deed, { actor: agent, at: running.clock.now() })),
      Promise.resolve(),
    );
  const openWith = (service: string, draft: Partial<TicketDraft> = {}) =>
    running.open({ facts: { type: 'queja', service, attribute: 'trato' }, attachments: [form], ...draft });
  const ask = (id: string) => act(id, { type: 'classify', classes: {} }, { type: 'move', to: 'con_servicio' });
  return { ...running, ...told, act, openWith, ask };
}

const to = (mails: readonly { to: string }[]) => mails.map((mail) => mail.to.split('@')[0]).sort();

describe('the directory of documenters', () => {
  it('CON-21 each service has its documenters, one or many; a service without any falls to whoever documents', async () => {
    const { openWith, ask, settle, mails } = desk();
    for (const [service, expected] of [
      ['subsidios', ['sara', 'sol']],
      ['salud', ['saul']],
      ['vivienda', ['dora']],
    ] as const) {
      mails.length = 0;
      await ask(await openWith(service));
      await settle();
      expect(to(mails)).toEqual(expected);
    }
  });

  it('CON-27 the request goes out by itself with the file that the user filled in, and says what is asked for', async () => {
    const { openWith, ask, settle, mails, tickets } = desk();
    const id = await openWith('salud');
    await ask(id);
    await settle();
    const { folio } = (await tickets.get(id)).ticket;
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'saul@mesa.example', subject: expect.stringContaining(folio) });
    expect(mails[0]?.text).toContain('la documentación y el plan de acción');
    expect(mails[0]?.files).toEqual([
      { name: 'formulario.pdf', mediaType: 'application/pdf', body: Buffer.from('form') },
    ]);
  });

  it('CON-27, CON-28 who was asked is reminded and told when the time is over, until both are in', async () => {
    const { openWith, ask, settle, mails, runUntil, act, clock } = desk();
    const [late, done] = [await openWith('salud'), await openWith('salud')];
    for (const id of [late, done]) await ask(id);
    await settle();
    const handIn = (mark: string) => ({ type: 'mark', mark, note: text('Entregado') }) as const;
    await act(done, handIn('documentacion'), handIn('plan_accion'));
    await settle();
    mails.length = 0;
    // Two working days later: a warning for one of the two. Four: it is over, and the technician hears of it too.
    await runUntil(new Date(t0.getTime() + 2 * 86_400_000 + 3_600_000));
    expect(to(mails)).toEqual(['saul']);
    mails.length = 0;
    await runUntil(new Date(clock.now().getTime() + 2 * 86_400_000));
    expect(to(mails)).toEqual(['saul', 'tere']);
  });

  it('CON-16 corporate relations get a mail of each form that was scanned, with the scan', async () => {
    const { openWith, settle, mails } = desk();
    await openWith('salud', { facts: { channel: 'box' } });
    await settle();
    expect(to(mails)).toEqual(['rita']);
    expect(mails[0]?.files?.map(({ name }) => name)).toEqual(['formulario.pdf']);
  });

  it('CON-26 the technician gets a copy of the answer that the legal professional sent: that file, and no other', async () => {
    const { openWith, settle, mails, act } = desk();
    const id = await openWith('salud');
    await settle();
    mails.length = 0;
    const scan = { ...form, fileId: 'f2', name: 'respuesta.pdf' };
    await act(id, { type: 'mark', mark: 'copia_respuesta', attachments: [scan] });
    await settle();
    expect(to(mails)).toEqual(['tere']);
    expect(mails[0]?.files?.map(({ name }) => name)).toEqual(['respuesta.pdf']);
  });
});
