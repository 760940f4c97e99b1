import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';
import { replayTicket } from '../../src/tickets/replay.ts';
import { moveTo, openTicketWorld, said, type TicketWorld, who } from '../builders/ticket-world.ts';

let world: TicketWorld;
beforeAll(async () => {
  world = await openTicketWorld();
});
afterAll(() => world.close());

const { agent, lead } = who;
const confa = (type: string, facts = {}) => world.open('confa', { facts: { type, ...facts } });
/** Confirmed, as every case is before it goes on (CON-06). */
const classified = async (type: string, facts = {}) => {
  const { id } = await confa(type, facts);
  const classes = { service: 'salud', attribute: 'trato', authorityType: type };
  return world.act(id, agent, { type: 'classify', classes });
};
/** What the service hands in before an answer (CON-28). */
const documented = ['documentacion', 'plan_accion'].map(
  (mark) => ({ type: 'mark', mark, note: said('Entregado') }) as const,
);
const icetex = (type = 'queja') => world.open('icetex', { facts: { type } });
const clockNames = (ticket: { clocks: readonly { name: string }[] }) => ticket.clocks.map(({ name }) => name);
const complexity = { type: 'mark', mark: 'complejidad', note: said('Es de otra área') } as const;
const typedAs = (tipificacion: string) => ({ type: 'classify', classes: { tipificacion } }) as const;
const note = (text: string) => ({ note: said(text) });
const idsIn = async (filter: Omit<Parameters<TicketWorld['tickets']['list']>[0], 'limit'>) =>
  (await world.tickets.list({ ...filter, limit: 200 })).items.map(({ id }) => id);

describe('petitions, complaints, claims, suggestions and compliments', () => {
  it('CON-04 what is solved at the counter closes on the spot; the rest waits for the technician', async () => {
    const [solved, other] = [await confa('peticion'), await confa('peticion')];
    const closed = await world.act(solved.id, agent, moveTo('cerrado', { closingCode: 'inmediata' }));
    expect([closed.phase, closed.closingCode]).toEqual(['closed', 'inmediata']);
    const waiting = await idsIn({ organisation: 'confa', area: 'servicio_cliente', open: true });
    expect([waiting.includes(other.id), waiting.includes(solved.id)]).toEqual([true, false]);
  });

  it('CON-19 every registered case goes to customer service, whatever its type; official notifications do not', async () => {
    for (const type of ['peticion', 'queja', 'reclamo', 'sugerencia', 'felicitacion'])
      expect((await confa(type)).area).toBe('servicio_cliente');
    expect((await confa('peticion', { mailbox: 'notificaciones' })).area).toBe('secretaria');
  });

  it('CON-11 the service enters its answer once the case was sent to it, and it stands in the log', async () => {
    const { id } = await confa('peticion', { mailbox: 'notificaciones' });
    const answer = { type: 'mark', mark: 'respuesta', ...note('La afiliación se hizo el lunes') } as const;
    expect(await world.refusal(id, agent, answer)).toMatch(/^TICKET_STEPS_MISSING.*enviado_servicio/);
    await world.act(id, agent, { type: 'mark', mark: 'enviado_servicio' }, answer);
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)).toMatchObject({ type: 'marked', mark: 'respuesta', note: 'La afiliación se hizo el lunes' });
  });

  it('CON-22 the technician corrects the type, and the handling follows', async () => {
    const { id, clocks } = await confa('queja');
    expect(clockNames({ clocks })).toContain('respuesta');
    const corrected = await world.act(id, agent, { type: 'setFacts', facts: { type: 'felicitacion' } });
    expect([corrected.facts.type, clockNames(corrected)]).toEqual(['felicitacion', []]);
  });

  it('CON-24 a petition is given to secretariat, service or corporate relations, and to nobody else', async () => {
    const { id } = await confa('peticion');
    for (const area of ['secretaria', 'servicio', 'relaciones'])
      expect((await world.act(id, lead, { type: 'route', area })).area).toBe(area);
    expect(await world.refusal(id, lead, { type: 'route', area: 'ventas' })).toMatch(/^TICKET_VALUE_UNKNOWN/);
  });

  it('CON-25 the secretariat asks the service for information, gets the case back, and builds the answer', async () => {
    const { id } = await classified('reclamo');
    const way = ['con_juridica', 'con_servicio', 'con_juridica', 'en_respuesta'];
    for (const to of way) expect((await world.act(id, agent, moveTo(to))).state).toBe(to);
  });

  it('CON-38 a case closes after its verification, or when none is required, and never unanswered', async () => {
    const code = { closingCode: 'respondido' };
    const [verified, plain] = [await classified('queja'), await classified('peticion')];
    const answered = moveTo('respondido', note('Se corrigió el cobro'));
    for (const { id } of [verified, plain]) {
      await world.act(id, agent, moveTo('en_respuesta'));
      expect(await world.refusal(id, agent, moveTo('cerrado', code))).toContain('TICKET_MOVE_REFUSED');
      await world.act(id, agent, ...documented, answered);
    }
    await world.act(verified.id, agent, moveTo('verificacion'));
    expect(await world.refusal(verified.id, agent, moveTo('cerrado'))).toContain('closingCode');
    for (const { id } of [verified, plain])
      expect((await world.act(id, agent, moveTo('cerrado', code))).phase).toBe('closed');
  });

  it('CON-39 a call that ends not satisfied brings the case back among the open ones, with what was said', async () => {
    const { id } = await classified('queja');
    await world.act(
      id,
      agent,
      moveTo('en_respuesta'),
      ...documented,
      moveTo('respondido', note('Listo')),
      moveTo('verificacion'),
    );
    await world.act(id, agent, moveTo('en_respuesta', { ...note('No satisfecho: sigue el cobro'), internal: true }));
    expect(await idsIn({ organisation: 'confa', state: 'en_respuesta', open: true })).toContain(id);
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)).toMatchObject({ from: 'verificacion', note: 'No satisfecho: sigue el cobro' });
  });

  it('CON-49 every hand-over stands in the log with its time, from whom and to whom', async () => {
    const { id } = await classified('peticion');
    await world.act(id, lead, { type: 'assign', assignee: 'ana' }, { type: 'assign', assignee: 'beto' });
    await world.act(id, lead, { type: 'route', area: 'secretaria' }, moveTo('con_juridica'));
    const { events } = await world.tickets.get(id);
    expect(events.slice(3).map(({ type, from, to, actor }) => [type, from, to, actor.id])).toEqual([
      ['assigned', 'ana', 'beto', 'luz'],
      ['areaChanged', 'servicio_cliente', 'secretaria', 'luz'],
      ['moved', 'registrado', 'con_juridica', 'luz'],
    ]);
    const times = events.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(times).size).toBe(times.length);
  });

  it('CON-50 a case with an answer period holds its due date; one without holds none', async () => {
    expect((await confa('queja')).dueAt).toBeInstanceOf(Date);
    expect((await confa('felicitacion')).dueAt).toBeNull();
  });
});

describe('virtual attention', () => {
  it('ICE-02 a complaint is flagged as a nonconformity, and the log says who did it', async () => {
    const { id } = await icetex();
    const flagged = await world.act(id, lead, { type: 'setFacts', facts: { nonconformity: 'yes' } });
    expect(flagged.facts.nonconformity).toBe('yes');
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)).toMatchObject({ actor: { id: 'luz' }, facts: { nonconformity: 'yes' } });
  });

  it('ICE-07 a date is not promised past the legal period', async () => {
    const { id } = await icetex();
    const now = world.clock.now().getTime();
    const promise = (days: number) => ({ type: 'agreeDate', dueAt: new Date(now + days * 86_400_000) }) as const;
    expect(await world.refusal(id, agent, promise(40))).toMatch(/^INPUT_INVALID.*last date allowed/);
    expect((await world.act(id, agent, promise(14))).agreedAt).toEqual(promise(14).dueAt);
  });

  it('ICE-25 a compliment skips the analysis and waits for its answer', async () => {
    expect((await icetex('felicitacion')).state).toBe('en_respuesta');
    expect((await icetex('queja')).state).toBe('registrado');
  });

  it('ICE-28 an analysed case is escalated or answered, and nothing goes out without that decision', async () => {
    const { id } = await icetex();
    await world.act(id, agent, moveTo('en_analisis'));
    for (const to of ['en_revision', 'respondido', 'enviado'])
      expect(await world.refusal(id, lead, moveTo(to, note('x')))).toContain('TICKET_MOVE_REFUSED');
    await world.act(id, agent, complexity);
    expect(await world.refusal(id, agent, moveTo('escalado'))).toContain('reason');
    expect((await world.act(id, agent, moveTo('escalado', note('Requiere Cartera')))).state).toBe('escalado');
    const other = await icetex();
    await world.act(other.id, agent, moveTo('en_analisis'), complexity);
    expect((await world.act(other.id, agent, moveTo('en_respuesta'))).state).toBe('en_respuesta');
  });

  it('ICE-12, ICE-33 what the advisor cannot solve goes to an area, which finds it whole in its list', async () => {
    const { id, description } = await icetex();
    await world.act(id, agent, moveTo('en_analisis'), complexity, moveTo('escalado', note('Requiere Cartera')));
    await world.act(id, agent, { type: 'route', area: 'credito', reason: said('Saldo en mora') });
    const { items } = await world.tickets.list({ organisation: 'icetex', area: 'credito', open: true, limit: 50 });
    expect(items).toMatchObject([{ id, description, state: 'escalado' }]);
    expect(await idsIn({ organisation: 'icetex', area: 'atencion' })).not.toContain(id);
    expect(await world.refusal(id, agent, { type: 'route', area: 'ventas' })).toMatch(/^TICKET_VALUE_UNKNOWN/);
  });

  it('ICE-36, ICE-53 the review approves or returns with a mark, and what was returned is reviewed again', async () => {
    const { id } = await icetex();
    await world.act(id, agent, moveTo('en_analisis'), complexity, moveTo('en_respuesta'), moveTo('en_revision'));
    const approve = moveTo('respondido', note('Su crédito fue aprobado'));
    expect(await world.refusal(id, agent, approve)).toContain('TICKET_MOVE_REFUSED');
    const remark = { ...note('No es clara la fecha'), internal: true };
    await world.act(id, lead, moveTo('en_respuesta', remark));
    const { events } = await world.tickets.get(id);
    expect(events.at(-1)).toMatchObject({ from: 'en_revision', actor: { id: 'luz' }, note: 'No es clara la fecha' });
    for (const to of ['respondido', 'enviado'])
      expect(await world.refusal(id, agent, moveTo(to, note('x')))).toContain('TICKET_MOVE_REFUSED');
    await world.act(id, agent, moveTo('en_revision'));
    const sent = await world.act(id, lead, approve, typedAs('queja'), moveTo('enviado'));
    expect(sent.phase).toBe('closed');
  });

  it('ICE-26 the advisor writes down the complexity before a case is escalated or answered; a compliment has none', async () => {
    const { id } = await icetex('reclamo');
    await world.act(id, agent, moveTo('en_analisis'));
    for (const to of ['escalado', 'en_respuesta'])
      expect(await world.refusal(id, agent, moveTo(to, note('x')))).toMatch(/^TICKET_NEEDS_MISSING.*complejidad/);
    expect(await world.refusal(id, agent, { type: 'mark', mark: 'complejidad' })).toMatch(/^TICKET_/);
    await world.act(id, agent, complexity, moveTo('en_respuesta'));
    const { events } = await world.tickets.get(id);
    expect(events.find(({ mark }) => mark === 'complejidad')).toMatchObject({
      actor: { id: 'ana' },
      note: 'Es de otra área',
    });
    const compliment = await icetex('felicitacion');
    expect((await world.act(compliment.id, agent, moveTo('en_revision'))).state).toBe('en_revision');
  });

  it('ICE-34 the official returns a case with what they found out, never without', async () => {
    const { id } = await icetex();
    await world.act(id, agent, moveTo('en_analisis'), complexity, moveTo('escalado', note('Requiere Cartera')));
    expect(await world.refusal(id, lead, moveTo('en_respuesta'))).toMatch(
      /^TICKET_NEEDS_MISSING.*Información del área/,
    );
    await world.act(id, lead, { type: 'mark', mark: 'informacion', ...note('El pago se aplicó el 3') });
    expect((await world.act(id, lead, moveTo('en_respuesta'))).state).toBe('en_respuesta');
  });

  it('ICE-35 what was escalated goes back to the advisor who did it, within the time of the area', async () => {
    const { id } = await icetex();
    await world.act(id, agent, { type: 'assign', assignee: 'ana' }, moveTo('en_analisis'), complexity);
    await world.act(id, agent, moveTo('escalado', note('Requiere Cartera')));
    await world.act(id, lead, { type: 'route', area: 'credito' }, { type: 'assign', assignee: 'beto' });
    const clockOf = ({ clocks }: { clocks: readonly { name: string; status: string }[] }) =>
      clocks.find(({ name }) => name === 'escalamiento')?.status;
    expect(clockOf((await world.tickets.get(id)).ticket)).toBe('running');
    const info = { type: 'mark', mark: 'informacion', ...note('El pago se aplicó el 3') } as const;
    const back = await world.act(id, { role: 'agent', id: 'beto' }, info, moveTo('en_respuesta'));
    expect([back.assignee, back.area, back.state, clockOf(back)]).toEqual(['ana', 'atencion', 'en_respuesta', 'met']);
    const { assignee, area } = replayTicket((await world.tickets.get(id)).events);
    expect([assignee, area]).toEqual(['ana', 'atencion']);
  });

  it('ICE-37 no answer leaves before the case was typed, and the user’s own choice stays beside the typing', async () => {
    const { id } = await icetex('solicitud');
    await world.act(id, agent, moveTo('en_analisis'), complexity, moveTo('en_respuesta'), moveTo('en_revision'));
    await world.act(id, lead, moveTo('respondido', note('Su crédito fue aprobado')));
    expect(await world.refusal(id, lead, moveTo('enviado'))).toMatch(/^TICKET_NEEDS_MISSING.*classification/);
    expect(await world.refusal(id, lead, typedAs('sugerencia'))).toMatch(/^TICKET_VALUE_UNKNOWN.*felicitacion/);
    const sent = await world.act(id, lead, typedAs('reclamo'), moveTo('enviado'));
    expect(sent).toMatchObject({ phase: 'closed', facts: { type: 'solicitud', tipificacion: 'reclamo' } });
  });

  it.each(['webchat', 'email', 'portal', 'phone', 'inPerson'])(
    'ICE-10 a case that came by %s climbs the row of the matrix of its mission area, and no other row',
    async (channel) => {
      const areas = loadPolicy('icetex').areas.filter(({ code }) => code !== 'atencion');
      expect(areas).toHaveLength(7);
      const { id } = await world.open('icetex', { facts: { type: 'queja', channel } });
      for (const { code: area } of areas) {
        await world.act(id, lead, { type: 'route', area });
        const climbed = await world.act(id, agent, { type: 'escalate', ladder: `matriz_${area}` });
        expect(climbed.escalation).toMatchObject({ ladder: `matriz_${area}`, level: 0 });
        const other = area === 'credito' ? 'matriz_fondos' : 'matriz_credito';
        expect(await world.refusal(id, agent, { type: 'escalate', ladder: other })).toMatch(
          new RegExp(`^TICKET_VALUE_UNKNOWN.*matriz_${area}`),
        );
      }
    },
  );
});
