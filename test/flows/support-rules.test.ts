import { describe, expect, it } from '@jest/globals';
import type { Diagnoser, Diagnosis } from '../../src/contracts/diagnosis.ts';
import type { Link } from '../../src/contracts/envelope.ts';
import {
  buildContact,
  buildKnowledge,
  buildLink,
  buildTicketView,
  CLOSED_AT,
  converse,
  knownContact,
  letterAbilities,
  OPEN_AT,
  redacted,
  stubDiagnoser,
} from '../builders/flow-context.ts';
import { buildPolicy } from '../builders/policy.ts';

/** A diagnoser that reads the same from every text but a name or an answer. */
const reads = (facts: Partial<Diagnosis>): Diagnoser => ({
  diagnose: (text) => ({ ...stubDiagnoser.diagnose('x'), ...(text.split(' ').length > 3 ? facts : {}) }),
});
const whole: Partial<Diagnosis> = { kind: 'soporte', module: 'facturacion', impact: 'usuario', urgency: 'baja' };
const links = (band: 'send' | 'ask', ...ids: string[]) =>
  buildKnowledge([[/./, { band, links: ids.map((id) => buildLink(id)) }]]);
const CASE = 'tengo un caso con mis facturas de hoy';

describe('greeting and identification', () => {
  it('EXS-02 shows the way to the knowledge base in the welcome, of WhatsApp and of web chat alike', () => {
    const home = { title: 'Base de conocimiento ExsimBot', url: 'https://exsim.example/exsimbot' };
    expect(converse().start().said[0]?.links).toEqual([expect.objectContaining(home)]);
    expect(converse().user('hola').said[0]?.links).toEqual([expect.objectContaining(home)]);
  });

  it('EXS-05 records the nine steps in order, each done, skipped or not applicable', () => {
    const talk = converse({ knowledge: links('send', 'a') })
      .user('hola')
      .user('Ana')
      .user('1')
      .user('cómo cancelo una factura');
    talk.user('sí').user('5');
    expect([...talk.marks]).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => [step, step < 6 || step === 9 ? 'done' : 'notApplicable']),
    );
    expect(talk.markOrder).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('EXS-05 a conversation that ends early says which steps were skipped', () => {
    const talk = converse().user('hola').user('cancelar');
    expect([...talk.marks.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(talk.marks.get(4)).toBe('skipped');
  });

  it('EXS-06 greets a known contact by name and asks an unknown one for it', () => {
    expect(converse({ contact: knownContact() }).user('hola').last).toContain('¡Hola, Ana!');
    expect(converse({ contact: knownContact({ visits: 3 }) }).user('hola').last).toContain('¡Hola de nuevo, Ana!');
    expect(converse().user('hola').last).toContain('¿Con quién tengo el gusto?');
  });

  it('EXS-06 keeps the case told before the name, and never asks for it again', () => {
    const talk = converse().user('no puedo facturar').user('Ana').user('usuario final');
    expect(talk.last).toContain('¿Le sucede con uno solo o con varios');
    expect(talk.lines.join()).not.toContain('¿En qué puedo ayudarle?');
  });

  it('EXS-06, EXS-08, EXS-18 takes name, company, type of user and case out of one sentence', () => {
    const talk = converse()
      .start()
      .user('me llamo carlos ruiz de ferretería la tuerca, soy cliente final y no puedo facturar');
    expect(talk.sent('updateContact').map(({ patch }) => patch)).toEqual([
      { name: 'Carlos Ruiz' },
      { organisation: expect.stringMatching(/la tuerca/i) },
      { userType: 'usuario_final', customerClass: 'usuario_final' },
    ]);
    expect(talk.last).toContain('¿Le sucede con uno solo');
  });

  it('EXS-06, EXS-18 takes a bare name with its company', () => {
    const talk = converse().start().user('karla mendez de grupo sol');
    expect(talk.sent('updateContact').map(({ patch }) => patch)).toEqual([
      { name: 'Karla Mendez' },
      { organisation: 'grupo sol' },
    ]);
  });

  it('EXS-08 keeps the type told instead of the name, which is no case', () => {
    const talk = converse({ knowledge: links('send', 'a') })
      .start()
      .user('soy partner');
    expect(talk.last).toBe('Gracias, lo anoto. ¿Con quién tengo el gusto?');
    expect(talk.user('Ana').last).toContain('¿En qué puedo ayudarle?');
  });

  it('EXS-10 takes «no me…» for a case and no correction', () => {
    const talk = converse().start().user('Ana').user('no me sale el inventario, marca error');
    expect(talk.last).toContain('Gracias, lo anoto. ¿Usted es partner o usuario final?');
  });

  it('EXS-44 asks nothing more of a person who only wants information', () => {
    const talk = converse({ contact: knownContact(), knowledge: links('send', 'a') })
      .user('certificaciones')
      .user('no');
    expect(talk.sent('requestAgent')).toHaveLength(1);
  });

  it('EXS-08 goes on without the type of a person who is neither', () => {
    const talk = converse().user('no puedo facturar').user('Ana').user('ninguno');
    expect(talk.last).toContain('¿Le sucede con uno solo');
  });

  it('EXS-06 a case told instead of the name is no name', () => {
    const talk = converse().start().user('no puedo facturar');
    expect(talk.sent('updateContact')).toEqual([]);
    expect(talk.last).toBe('Gracias, lo anoto. ¿Con quién tengo el gusto?');
  });

  it('EXS-07 EXS-08 AMB-03 stores type and class: a partner is standard, an end user is an end user, a top stays top', () => {
    const patch = (contact: ReturnType<typeof buildContact>, answer: string) =>
      converse({ contact }).user('hola').user(answer).sent('updateContact')[0]?.patch;
    const named = { name: redacted('Ana') };
    expect(patch(buildContact(named), 'partner')).toEqual({ userType: 'partner', customerClass: 'estandar' });
    expect(patch(buildContact(named), 'usuario final')).toEqual({
      userType: 'usuario_final',
      customerClass: 'usuario_final',
    });
    expect(patch(buildContact({ ...named, customerClass: 'top' }), 'partner')).toEqual({
      userType: 'partner',
      customerClass: 'top',
    });
  });

  it('EXS-07 completes the class of a contact whose type alone is known', () => {
    const talk = converse({ contact: knownContact({ customerClass: null }) }).user('hola');
    expect(talk.sent('updateContact')).toEqual([
      { type: 'updateContact', patch: { userType: 'partner', customerClass: 'estandar' } },
    ]);
  });

  it('EXS-09 offers the video call once, before the diagnosis, and records the answer for the agent', () => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar');
    expect(talk.last).toContain('videollamada');
    expect(talk.marks.get(3)).toBe('done');
    talk.user('prefiero videollamada').user('con uno solo');
    expect(talk.card?.reasons.videoCall).toBe('La pidió: enviar la liga');
    expect(talk.last).toContain('liga de la videollamada');
    expect(talk.lines.filter((line) => line.includes('Si prefiere videollamada'))).toHaveLength(1);
  });

  it('EXS-09 is not offered where the policy does not want it', () => {
    const policy = buildPolicy({ identification: { offerVideoCall: false } });
    const talk = converse({ policy, contact: knownContact() }).user('hola').user('no puedo facturar');
    expect(talk.lines.join()).not.toMatch(/videollamada/i);
    expect(talk.marks.get(3)).toBe('notApplicable');
  });

  it('EXS-18 EXS-19 updates what the person says of themselves, at any step', () => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar').user('mi correo es ana@nueva.example');
    expect(talk.sent('updateContact').map(({ patch }) => patch)).toEqual([{ email: 'ana@nueva.example' }]);
    expect(talk.last).toContain('¿Le sucede con uno solo');
  });
});

describe('quick support diagnosis', () => {
  it('EXS-10 EXS-26 asks nothing that the first message already says', () => {
    const talk = converse({ contact: knownContact(), diagnoser: reads({ ...whole, length: 'short', minutes: 10 }) });
    talk.user(CASE);
    expect(talk.sent('requestAgent')).toHaveLength(1);
    expect(talk.card).toMatchObject({ path: 'immediate', missing: [], diagnosis: { kind: 'soporte', minutes: 10 } });
    expect(talk.card?.summary).toBe(CASE);
  });

  it('EXS-10 asks one thing at a time in chat, and skips what the person does not know', () => {
    const talk = converse({ contact: knownContact() })
      .user('todas las facturas salen mal')
      .user('no sé')
      .user('ni idea');
    expect(talk.sent('openTicket')).toHaveLength(1);
    expect(talk.card?.missing).toEqual(['impact', 'urgency']);
    const quick = converse({ contact: knownContact() }).user('no puedo facturar').user('no sé');
    expect([quick.sent('requestAgent').length, quick.card?.missing]).toEqual([1, ['length']]);
  });

  it('EXS-11 gives every case one kind: asked when nothing says it', () => {
    const diagnoser = reads({ module: 'facturacion', length: 'short', minutes: 10, opportunity: null });
    const talk = converse({ contact: knownContact(), diagnoser, knowledge: links('send', 'a') }).user(CASE);
    expect(talk.card?.diagnosis.kind).toBe('soporte');
    expect(talk.card?.reasons.kind).toBe('Pregunta por información');
  });

  it.each([
    [31, 1, 0],
    [30, 0, 1],
    [10, 0, 1],
  ])(
    'EXS-12 EXS-13 AMB-01 an estimate of %i minutes opens %i tickets and asks for %i agents',
    (minutes, tickets, agents) => {
      const length = minutes > 30 ? 'long' : 'short';
      const talk = converse({ contact: knownContact(), diagnoser: reads({ ...whole, length, minutes }) }).user(CASE);
      expect(talk.sent('openTicket')).toHaveLength(tickets);
      expect(talk.sent('requestAgent')).toHaveLength(agents);
      expect(talk.marks.get(6)).toBe(tickets ? 'done' : 'notApplicable');
    },
  );

  it('EXS-12 EXS-17 tells the folio and until when, and the ticket says why it was opened', () => {
    const talk = converse({ contact: knownContact(), diagnoser: reads({ ...whole, length: 'long', minutes: 60 }) });
    talk.user(CASE);
    expect(talk.last).toContain('EXS-000001');
    expect(talk.last).toContain('el jueves 26 de noviembre a las 11:00');
    const [opened] = talk.sent('openTicket');
    expect(opened?.draft).toMatchObject({ reason: 'estimate', subject: CASE, description: CASE, area: 'soporte' });
    expect(talk.user('no').outcome).toBe('ticket');
  });

  it('EXS-14 EXS-15 a simple bug goes to an agent, with the hours it is solved in', () => {
    const facts = { ...whole, kind: 'bug', length: 'short', minutes: 15 } as const;
    const talk = converse({ contact: knownContact(), diagnoser: reads(facts) }).user(CASE);
    expect(talk.sent('requestAgent')).toHaveLength(1);
    expect(talk.last).toContain('menos de 24 horas');
    expect([talk.marks.get(7), talk.marks.get(8)]).toEqual(['done', 'done']);
  });

  it('EXS-14 EXS-16 a complex bug is escalated to Development with a ticket', () => {
    const facts = { ...whole, kind: 'bug', length: 'long', minutes: 60 } as const;
    const talk = converse({ contact: knownContact(), diagnoser: reads(facts) }).user(CASE);
    expect(talk.sent('openTicket')[0]?.draft).toMatchObject({ complexity: 'complejo', area: 'desarrollo' });
    expect([talk.marks.get(7), talk.marks.get(8)]).toEqual(['done', 'done']);
  });

  it('EXS-21 hands over everything that was said', () => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar').user('quiero hablar con un asesor');
    expect(talk.sent('requestAgent')).toEqual([
      { type: 'requestAgent', reason: 'requested', summary: 'no puedo facturar' },
    ]);
  });

  it('EXS-29 while nobody can work, a long case gets its ticket and an agent at once', () => {
    const facts = { ...whole, urgency: 'critica', length: 'long', minutes: 60 } as const;
    const talk = converse({ contact: knownContact(), diagnoser: reads(facts), knowledge: links('send', 'a') }).user(
      CASE,
    );
    expect(talk.commands.map(({ type }) => type)).toEqual(['recordConsent', 'openTicket', 'requestAgent']);
    expect(talk.links.map(({ entryId }) => entryId)).toEqual(['home']);
  });

  it('EXS-30 one opening sentence, two ways: one document goes to an agent, all of them to a ticket', () => {
    const opening = () => converse({ contact: knownContact() }).user('no puedo facturar');
    expect(opening().last).toContain('¿Le sucede con uno solo o con varios');
    const quick = opening().user('con un solo documento').user('solo a mí').user('sin prisa');
    const long = opening().user('con todos').user('solo a mí').user('sin prisa');
    expect([quick.sent('openTicket').length, quick.sent('requestAgent').length]).toEqual([0, 1]);
    expect([long.sent('openTicket').length, long.sent('requestAgent').length]).toEqual([1, 0]);
  });
});

describe('answers', () => {
  it('EXS-24 EXS-35 answers an end user with links and no solution text', () => {
    const contact = knownContact({ userType: 'usuario_final', customerClass: 'usuario_final' });
    const talk = converse({ contact, knowledge: links('send', 'a', 'b', 'c') }).user('cómo cancelo una factura');
    expect(talk.said.at(-1)).toMatchObject({
      text: 'Estas ligas pueden ayudarle. ¿Esto resuelve su duda?',
      links: [{ entryId: 'a' }, { entryId: 'b' }, { entryId: 'c' }],
    });
  });

  it('EXS-35 asks which one is meant when it is not sure, and sends the chosen link only', () => {
    const talk = converse({ contact: knownContact(), knowledge: links('ask', 'a', 'b') }).user(
      'cómo cancelo una factura',
    );
    expect(talk.said.at(-1)?.choices?.map(({ title }) => title)).toEqual([
      'Guía de a',
      'Guía de b',
      'Ninguno de estos',
    ]);
    talk.user('la segunda');
    expect(talk.said.at(-1)?.links?.map(({ entryId }) => entryId)).toEqual(['b']);
    expect(talk.user('sí').sent('recordFeedback')).toEqual([{ type: 'recordFeedback', entryIds: ['b'], solved: true }]);
  });

  it('says honestly that there is no link, and records the question', () => {
    const talk = converse({ contact: knownContact() }).user('cómo cancelo una factura');
    expect(talk.last).toContain('No tengo una liga sobre eso.');
    expect(talk.sent('recordUnanswered')).toEqual([{ type: 'recordUnanswered', question: 'cómo cancelo una factura' }]);
  });

  it('EXS-44 a question that only the knowledge base knows is answered with its link at once', () => {
    const knowledge = buildKnowledge([[/certifica/, { band: 'send', links: [buildLink('certificaciones')] }]]);
    const talk = converse({ contact: knownContact(), knowledge }).user('¿qué certificaciones tienen?');
    expect(talk.links.map(({ entryId }) => entryId)).toEqual(['home', 'certificaciones']);
  });

  it('EXS-68 EXS-76 asks for a score after a solved case and closes it', () => {
    const solved = () =>
      converse({ contact: knownContact(), knowledge: links('send', 'a') })
        .user('cómo cancelo una factura')
        .user('sí');
    expect(solved().last).toContain('del 1 al 5');
    expect(solved().user('4').sent('recordSurvey')).toEqual([
      { type: 'recordSurvey', survey: 'satisfaccion', score: 4 },
    ]);
    expect(solved().user('excelente').sent('recordSurvey')[0]?.score).toBe(5);
    const silent = solved().user('adiós');
    expect([silent.outcome, silent.sent('recordSurvey').length]).toEqual(['answered', 0]);
  });

  it('EXS-20 the first question first, the other one kept word for word', () => {
    const talk = converse({ contact: knownContact(), knowledge: links('send', 'a') });
    talk.user('¿Cómo cancelo una factura? Además, ¿cómo hago un respaldo?');
    expect(talk.last).toContain('Vamos primero con su primera duda.');
    expect(talk.user('sí').last).toContain('Ahora su otra duda: «¿cómo hago un respaldo?».');
  });
});

describe('sales', () => {
  it('EXS-57 never tells a price: it passes the question to sales', () => {
    const talk = converse({ contact: knownContact() }).user('¿cuánto cuesta el módulo de CRM?');
    expect(talk.last).toContain('Los precios los maneja nuestro equipo de ventas.');
    expect(talk.lines.join()).not.toMatch(/\$|pesos/);
    expect(talk.sent('recordOpportunity')).toHaveLength(1);
  });

  it.each([
    ['¿cuánto cuesta el módulo de CRM?', 'modulo_adicional'],
    ['necesito que el reporte de inventario se mande automáticamente cada semana', 'desarrollo_especial'],
    ['sugiero agrandar la ventana de pólizas', 'mejora_funcional'],
  ])('EXS-61 EXS-62 EXS-64 AMB-10 «%s» is proposed as %s with customer data and description', (text, category) => {
    const talk = converse({ contact: knownContact() }).user(text);
    expect(talk.sent('recordOpportunity')[0]?.draft).toMatchObject({
      category,
      description: text,
      customer: { name: 'Ana López', contact: 'ana@cliente.example' },
    });
    expect(talk.sent('openTicket')).toEqual([]);
    expect(talk.user('no').outcome).toBe('opportunity');
  });

  it('EXS-64 an opportunity without a name is not sent: an agent takes it', () => {
    const talk = converse()
      .user('¿cuánto cuesta el CRM?')
      .user('prefiero no decirlo')
      .user('usuario final')
      .user('prefiero no');
    expect(talk.sent('recordOpportunity')).toEqual([]);
    expect(talk.sent('requestAgent')).toHaveLength(1);
  });

  it('EXS-63 EXS-65 support ends its part: it says that sales will call, and asks nothing more about the sale', () => {
    const talk = converse({ contact: knownContact() }).user('me interesa un módulo nuevo de nómina');
    expect(talk.last).toContain('ellos le contactarán');
    expect(talk.marks.get(7)).toBe('done');
  });

  it('EXS-61 a wish beside a support case is passed on, and the case goes on', () => {
    const facts = { ...whole, opportunity: 'desarrollo_especial', length: 'short', minutes: 10 } as const;
    const talk = converse({ contact: knownContact(), diagnoser: reads(facts) }).user(CASE);
    expect(talk.commands.map(({ type }) => type)).toEqual([
      'recordConsent',
      'recordOpportunity',
      'recordSearch',
      'recordUnanswered',
      'requestAgent',
    ]);
    expect(talk.last).toContain('También pasé su interés a ventas');
  });
});

describe('agents, queue and tickets', () => {
  it('EXS-04 AMB-04 within hours with an agent online: the place in the queue', () => {
    expect(converse({ contact: knownContact() }).user('agente').last).toContain('le atiende aquí en un momento');
    expect(converse({ contact: knownContact(), position: 2 }).user('agente').last).toContain('hay una persona antes');
    expect(converse({ contact: knownContact(), position: 4 }).user('agente').last).toContain('hay 3 personas antes');
  });

  it.each([
    [CLOSED_AT, 'mañana a las 9:00'],
    [new Date('2026-11-23T13:00:00Z'), 'hoy a las 9:00'],
    [new Date('2026-11-21T18:00:00Z'), 'el lunes 23 de noviembre a las 9:00'],
  ])('EXS-04 AMB-04 outside hours (%s) it says %s', (now, when) => {
    expect(converse({ contact: knownContact(), now }).user('agente').last).toContain(when);
  });

  it('leaving a ticket instead of waiting asks for the case first, opens it and closes', () => {
    const talk = converse({ contact: knownContact(), now: CLOSED_AT }).user('agente').press('Dejar un ticket');
    expect(talk.last).toContain('Cuénteme qué sucede');
    talk.user('no me deja cerrar una póliza');
    expect(talk.sent('openTicket')[0]?.draft).toMatchObject({
      reason: 'request',
      subject: 'no me deja cerrar una póliza',
    });
    expect([talk.outcome, talk.last.includes('EXS-000001')]).toEqual(['ticket', true]);
  });

  it('a person is called at any step', () => {
    const steps = [[], ['hola'], ['hola', 'Ana'], ['hola', 'Ana', '1'], ['hola', 'Ana', '1', 'no puedo facturar']];
    for (const before of steps) {
      const talk = converse();
      for (const text of before) talk.user(text);
      expect(talk.user('quiero hablar con una persona').state.phase).toBe('waiting');
    }
  });

  it('in the queue it says once that it noted more, keeps quiet after that, and lets the person cancel', () => {
    const talk = converse({ contact: knownContact() }).user('agente').user('es de una factura que no timbra');
    expect(talk.last).toBe('Gracias, el agente lo verá.');
    expect(talk.user('y ya llevo una hora').last).toBe('');
    expect(talk.user('cancelar').outcome).toBe('cancelled');
  });

  it('EXS-17 AMB-59 tells the requester the state of their tickets, by folio or all of them', () => {
    const tickets = [
      buildTicketView({}, { folio: 'EXS-000007', requesterLabel: 'En atención' }),
      buildTicketView({}, { folio: 'EXS-000003', requesterLabel: 'Recibido' }),
    ];
    const talk = () => converse({ contact: knownContact(), tickets });
    expect(talk().user('qué pasó con EXS-7').last).toContain('Su ticket EXS-000007: En atención.');
    expect(talk().user('estado de mi ticket').last).toContain('• EXS-000007: En atención\n• EXS-000003: Recibido');
    expect(talk().user('cómo va el ticket 3').last).toContain('Su ticket EXS-000003: Recibido.');
    expect(talk().user('cómo va el ticket 99').last).toContain('No encuentro tickets');
  });

  it('P7 an agent who gives the conversation back: a short word, no second identification', () => {
    const talk = converse().user('quiero hablar con una persona').returned();
    expect(talk.lines.at(-1)).toMatch(/Aquí sigo para ayudarle\. ¿Le ayudo en algo más\?/);
    expect(talk.user('no puedo facturar').last).toContain('¿Le sucede con uno solo');
    expect(converse().user('quiero hablar con una persona').returned().user('no').outcome).toBe('agent');
  });
});

describe('in the queue', () => {
  it('EXS-34 gives a link outside hours to a person who waits and never got one', () => {
    const talk = converse({ contact: knownContact(), now: CLOSED_AT, knowledge: links('send', 'a') });
    talk.user('quiero hablar con una persona').user('es que no sé cómo timbrar la nómina');
    expect(talk.said.at(-1)).toMatchObject({
      text: 'Gracias, el agente lo verá. Mientras tanto, esto puede ayudarle:',
      links: [{ entryId: 'a' }],
    });
    expect(talk.state.phase).toBe('waiting');
  });

  it('answers a thanks and a stray word once, then is quiet', () => {
    const talk = converse({ contact: knownContact() }).user('quiero hablar con una persona');
    expect(talk.user('gracias').last).toBe('Con gusto.');
    expect(talk.user('Raúl').last).toBe('Sigue en la fila; un agente le escribirá aquí.');
    const shown = talk.lines.length;
    expect(talk.user('gracias').user('Raúl').lines).toHaveLength(shown + 2);
  });
});

describe('links kept since an earlier turn', () => {
  const kept = [buildLink('a'), buildLink('b')];
  const ask = (current: (links: readonly Link[]) => readonly Link[]) =>
    converse({
      contact: knownContact(),
      knowledge: { answer: () => ({ band: 'ask', links: kept }), current },
    }).user('cómo cancelo una factura');

  it('P8 sends a chosen link as it reads now', () => {
    const now = { ...buildLink('a'), url: 'https://exsim.example/nueva' };
    const talk = ask(() => [now]).user('1');
    expect(talk.said.at(-1)?.links).toEqual([now]);
  });

  it('P8 does not send a chosen link that is gone, and says so', () => {
    const talk = ask(() => []).user('1');
    expect(talk.said.flatMap(({ links = [] }) => links).filter(({ entryId }) => entryId === 'a')).toEqual([]);
    expect(talk.lines.join()).toContain('No tengo una liga sobre eso.');
  });
});

describe('timers', () => {
  const idle = (minutes: number) => new Date(OPEN_AT.getTime() + minutes * 60_000);

  it('reminds once and closes politely', () => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar');
    expect(talk.timers).toEqual({ idle: idle(10) });
    talk.timer('idle');
    expect(talk.timers).toEqual({ close: idle(20) });
    const shown = talk.lines.length;
    expect(talk.timer('idle').lines).toHaveLength(shown);
    expect([talk.timer('close').outcome, talk.timers]).toEqual(['idle', {}]);
  });

  it('an answer after the reminder starts the wait anew', () => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar').timer('idle').user('con todos');
    expect(talk.timers).toEqual({ idle: idle(10) });
    expect(talk.timer('idle').last).toContain('¿sigue ahí?');
  });

  it('never reminds somebody who never wrote, who waits for an agent, or who was told everything', () => {
    expect(converse().start().timers).toEqual({ close: idle(30) });
    expect(converse().user('agente').timers).toEqual({});
    const told = converse({ contact: knownContact() }).user('me interesa un módulo nuevo de nómina');
    expect(told.timers).toEqual({ close: idle(30) });
    const shown = told.lines.length;
    expect([told.timer('close').outcome, told.lines.length]).toEqual(['opportunity', shown]);
  });
});

describe('sensitive data', () => {
  it.each([
    ['password', 'la contraseña'],
    ['ip', 'la dirección IP'],
    ['mac', 'la dirección MAC'],
    ['secret', 'una clave de acceso'],
  ] as const)('MAS-132 warns of a removed %s, once, and goes on', (kind, words) => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar', { removed: [kind] });
    expect(talk.last).toContain(words);
    expect(talk.last).toContain('¿Le sucede con uno solo');
    expect(talk.user('con uno solo', { removed: [kind] }).last).not.toContain('Por su seguridad');
  });

  it('MAS-132 names every kind that was removed', () => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar', { removed: ['ip', 'password', 'ip'] });
    expect(talk.last).toContain('quité la dirección IP y la contraseña de su mensaje.');
  });

  it('MAS-132 a message that is nothing but a secret answers nothing and is kept for nothing', () => {
    const talk = converse({ contact: knownContact() }).user('no puedo facturar', { removed: ['password'] });
    const { problem, pending, misses } = talk.state;
    talk.user('la clave es [contraseña eliminada]', { removed: ['password'] });
    expect(talk.last).toMatch(/^Por su seguridad[\s\S]*¿Le sucede con uno solo/);
    expect(talk.state).toMatchObject({ problem, pending, misses });
  });
});

describe('letters', () => {
  it('asks everything in one numbered reply and takes the answers from prose', () => {
    const talk = converse({ abilities: letterAbilities }).user('Buenas tardes, no puedo facturar.');
    expect(talk.last).toMatch(/1\. .*\n2\. .*\n3\. ¿Le sucede con uno solo/);
    talk.user('Me llamo Luis Rey. Soy usuario final. Con todos. Es a toda la compañía. No podemos trabajar.');
    expect(talk.card?.diagnosis).toMatchObject({ length: 'long', impact: 'compania', urgency: 'critica' });
    expect(talk.sent('openTicket')).toHaveLength(1);
  });

  it('does not send the same questions a third time', () => {
    const talk = converse({ abilities: letterAbilities })
      .user('no puedo facturar')
      .user('no entiendo')
      .user('sigo sin entender');
    expect(talk.state.phase).toBe('waiting');
  });
});
