import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketFacts } from '../../src/contracts/ticket.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
beforeAll(async () => {
  world = await openTicketWorld();
});
afterAll(() => world.close());

const { agent } = who;
const policy = loadPolicy('confa');
const confa = (facts: TicketFacts = {}, description = 'Quiero saber de mi caso') =>
  world.open('confa', { facts, subject: said('Caso'), description: said(description) });
const file = (fileId: string) => ({
  ...{ fileId: fileId.repeat(64), name: `${fileId}.pdf`, mediaType: 'application/pdf', size: 10 },
  review: 'clean' as const,
});
const handIn = (mark: string, more = {}) => ({ type: 'mark', mark, ...more }) as const;
const classes = { service: 'subsidios', attribute: 'oportunidad', authorityType: 'queja' };

describe('how cases are classified', () => {
  it('CON-01 every channel of reception tags its cases with one of the values of the policy', async () => {
    const reception = policy.taxonomy.find(({ field }) => field === 'reception');
    const used = new Set<string>();
    const open = Object.entries(policy.channels).filter(([, { enabled }]) => enabled);
    const doors: TicketFacts[] = open.map(([channel]) => ({ channel }));
    for (const facts of [...doors, { channel: 'email', mailbox: 'notificaciones' }])
      used.add(String((await confa(facts)).facts.reception));
    expect([...used].sort()).toEqual(reception?.values.map(({ value }) => value).sort());
    expect(reception?.values).toHaveLength(8);
  });

  it('CON-51 what comes from the superintendency is tagged as such, and nothing else is', async () => {
    expect((await confa({ channel: 'email', mailbox: 'notificaciones' })).facts.origin).toBe('superintendencia');
    expect((await confa({ channel: 'email', mailbox: 'servicio' })).facts.origin).toBeUndefined();
  });

  it('CON-51 a case of the superintendency does not close without the certificate, and the certificate is a file', async () => {
    const { id } = await confa({ channel: 'email', mailbox: 'notificaciones', type: 'peticion' });
    const close = moveTo('cerrado', { closingCode: 'respondido' });
    expect(await world.refusal(id, agent, close)).toMatch(/^TICKET_NEEDS_MISSING.*constancia/);
    await world.act(id, agent, handIn('enviado_servicio'), handIn('respuesta', { note: said('Se afilió') }));
    expect(await world.refusal(id, agent, handIn('certificado', { note: said('Quedó cargada') }))).toMatch(
      /^TICKET_NEEDS_MISSING.*file/,
    );
    await world.act(id, agent, handIn('certificado', { attachments: [file('c')] }));
    expect((await world.act(id, agent, close)).phase).toBe('closed');
  });

  it('CON-06, CON-20 three classifications are proposed from the words of the case; nothing goes on before a person confirms them', async () => {
    const { id, facts } = await confa({ type: 'queja' }, 'No me ha llegado el subsidio, llevo un mes de espera');
    expect(facts).toMatchObject(classes);
    for (const to of ['con_servicio', 'con_juridica', 'en_respuesta'])
      expect(await world.refusal(id, agent, moveTo(to))).toMatch(/^TICKET_NEEDS_MISSING.*classification/);
    expect(await world.refusal(id, agent, { type: 'classify', classes: { service: 'loteria' } })).toMatch(
      /^TICKET_VALUE_UNKNOWN/,
    );
    const confirmed = await world.act(id, agent, { type: 'classify', classes: { service: 'credito' } });
    expect(confirmed.facts).toMatchObject({ ...classes, service: 'credito' });
    // What was proposed and what was confirmed both stand in the log (AMB-43).
    const { events } = await world.tickets.get(id);
    expect(events.map(({ facts: told }) => told?.service).filter(Boolean)).toEqual(['subsidios', 'credito']);
    expect((await world.act(id, agent, moveTo('con_servicio'))).state).toBe('con_servicio');
  });

  it('CON-06 nothing is confirmed while one of the three is missing, and a mark alone confirms nothing', async () => {
    const { id, facts } = await confa({ type: 'queja' }, 'Hola');
    expect([facts.service, facts.attribute]).toEqual([undefined, undefined]);
    const half = { type: 'classify', classes: { service: 'salud' } } as const;
    expect(await world.refusal(id, agent, half)).toMatch(/^TICKET_NEEDS_MISSING.*Atributo de calidad/);
    expect(await world.refusal(id, agent, handIn('classified'))).toMatch(/^TICKET_STEPS_MISSING/);
  });

  it('CON-18 a scanned form is one case that waits for its transcription; then it is classified like any other', async () => {
    const form = await confa({ channel: 'box' }, 'Formulario del buzón');
    expect([form.state, form.facts.reception]).toEqual(['digitalizado', 'punto_fisico']);
    expect(await world.refusal(form.id, agent, moveTo('registrado'))).toMatch(/^TICKET_NEEDS_MISSING.*Transcripción/);
    const transcription = said('La fila de la caja es muy larga');
    await world.act(form.id, agent, { type: 'setFields', fields: { transcription } }, moveTo('registrado'));
    expect(await world.refusal(form.id, agent, moveTo('con_servicio'))).toMatch(/classification/);
    const done = await world.act(form.id, agent, {
      ...{ type: 'setFacts', facts: { type: 'queja' } },
    });
    expect(done.fields.transcription).toBe(transcription);
    await world.act(form.id, agent, { type: 'classify', classes });
    expect((await world.act(form.id, agent, moveTo('con_servicio'))).facts).toMatchObject(classes);
  });
});

describe('what the service hands in', () => {
  const classified = async (type: string) => {
    const { id } = await confa({ type });
    await world.act(id, agent, { type: 'classify', classes: { ...classes, authorityType: type } });
    return id;
  };
  const answered = moveTo('respondido', { note: said('Se corrigió') });

  it('CON-28 no answer is ready without both the documentation and the action plan', async () => {
    const id = await classified('peticion');
    await world.act(id, agent, moveTo('con_servicio'));
    // An empty hand delivers nothing.
    expect(await world.refusal(id, agent, handIn('documentacion'))).toMatch(/^TICKET_NEEDS_MISSING/);
    await world.act(id, agent, handIn('documentacion', { attachments: [file('d')] }), moveTo('en_respuesta'));
    expect(await world.refusal(id, agent, answered)).toMatch(/^TICKET_NEEDS_MISSING.*Plan de acción\./);
    await world.act(id, agent, handIn('plan_accion', { note: said('Se reforzó el turno de la tarde') }));
    expect((await world.act(id, agent, answered)).phase).toBe('solved');
    const { events, ticket } = await world.tickets.get(id);
    expect(ticket.attachments.map(({ name }) => name)).toEqual(['d.pdf']);
    expect(events.find(({ mark }) => mark === 'plan_accion')).toMatchObject({ internal: true });
  });

  it.each(['queja', 'reclamo', 'sugerencia'])(
    'CON-30 a %s is answered only after the service documented it',
    async (type) => {
      const id = await classified(type);
      await world.act(id, agent, moveTo('en_respuesta'));
      expect(await world.refusal(id, agent, answered)).toMatch(/Documentación, Plan de acción/);
    },
  );

  it('CON-30 a petition that the service was not asked about is answered without', async () => {
    const id = await classified('peticion');
    await world.act(id, agent, moveTo('en_respuesta'), answered);
    expect((await world.tickets.get(id)).ticket.phase).toBe('solved');
  });

  it('CON-28 the time of the service runs until both are in', async () => {
    const id = await classified('queja');
    const status = (ticket: Awaited<ReturnType<typeof classifiedTicket>>) =>
      ticket.clocks.find(({ name }) => name === 'documentacion')?.status;
    const classifiedTicket = async () => (await world.tickets.get(id)).ticket;
    expect(status(await world.act(id, agent, moveTo('con_servicio')))).toBe('running');
    expect(status(await world.act(id, agent, handIn('documentacion', { note: said('Adjunto') })))).toBe('running');
    expect(status(await world.act(id, agent, handIn('plan_accion', { note: said('Se hará') })))).toBe('met');
  });

  it('CON-26 a case on the legal path does not close without a copy or a scan of the answer', async () => {
    const id = await classified('peticion');
    await world.act(id, agent, moveTo('con_juridica'), moveTo('en_respuesta'), answered);
    const close = moveTo('cerrado', { closingCode: 'respondido' });
    expect(await world.refusal(id, agent, close)).toMatch(/^TICKET_NEEDS_MISSING.*Copia o escáner/);
    expect(await world.refusal(id, agent, handIn('copia_respuesta', { note: said('Se envió') }))).toMatch(/file/);
    await world.act(id, agent, handIn('copia_respuesta', { attachments: [file('e')] }), close);
    expect((await world.tickets.get(id)).ticket.phase).toBe('closed');
  });
});
