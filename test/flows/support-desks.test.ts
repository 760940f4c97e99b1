import { describe, expect, it } from '@jest/globals';
import { createPolicyDiagnoser } from '../../src/compose/diagnoser.ts';
import type { MaintenanceWord } from '../../src/contracts/availability-desk.ts';
import type { RequesterStanding } from '../../src/contracts/requesters.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import {
  buildKnowledge,
  buildLink,
  type ConversationSetup,
  converse,
  knownContact,
  letterAbilities,
  redacted,
} from '../builders/flow-context.ts';

const valid: RequesterStanding = { status: 'valid', company: 'Caja Uno', contract: null, facts: { drp: 'no' } };
const unknown: RequesterStanding = { ...valid, status: 'unknown', company: null, facts: {} };

/** A conversation at one of the desks that come with the product, by somebody whose name is known. */
function at(organisation: string, setup: ConversationSetup = {}) {
  const policy = loadPolicy(organisation);
  const diagnoser = createPolicyDiagnoser(policy);
  return converse({ policy, diagnoser, contact: knownContact(), requester: valid, ...setup });
}

const INCIDENT = 'Falla el módulo de contabilidad, no podemos trabajar en toda la compañía, marca error al abrir';
const LETTER = 'Necesitamos apoyo para responder un oficio emitido por una autoridad con requerimiento de información';

describe('who may open tickets', () => {
  it('MAS-01 a person on no list gets no ticket, an explanation and the way to be let in', () => {
    const talk = at('masnegocio', { requester: unknown }).user(INCIDENT);
    expect(talk.last).toContain('¿Con qué correo está registrado?');
    talk.press('No estoy registrado');
    expect(talk.last).toMatch(/no puedo abrir un ticket.*pedir su alta/);
    expect(talk.sent('openTicket')).toEqual([]);
    // The way to a person stays open.
    expect(talk.said.at(-1)?.choices?.map(({ value }) => value)).toContain('human');
  });

  it('MAS-02, MAS-03, MAS-27 is proven by the link to the address on the list, never by what is typed', () => {
    const talk = at('masnegocio', { requester: unknown }).user(INCIDENT).user('ruth@caja.example');
    expect(talk.sent('proveIdentity')).toEqual([{ type: 'proveIdentity', email: 'ruth@caja.example' }]);
    expect(talk.last).toContain('1234');
    talk.user('listo');
    expect(talk.last).toContain('Aún no veo la confirmación');
    expect(talk.sent('openTicket')).toEqual([]);
    talk.requester = valid;
    talk.user('ya');
    expect(talk.last).toContain('ya confirmé quién es');
    expect(talk.last).not.toContain('correo está registrado');
  });

  it('MAS-02 who opens the link after being turned away goes on with the case, without telling it again', () => {
    const talk = at('masnegocio', { requester: unknown }).user(INCIDENT).press('No estoy registrado');
    talk.requester = valid;
    talk.user('ya lo abrí');
    expect(talk.last).toContain('ya confirmé quién es');
    for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++)
      talk.user(talk.state.phase === 'detail' ? 'Ninguno' : '1');
    expect(talk.sent('openTicket')[0]?.draft.description).toContain('Falla el módulo de contabilidad');
  });

  it('MAS-01 nobody is asked twice in a conversation, and a wish for a ticket opens none either', () => {
    const talk = at('masnegocio', { requester: unknown }).user(INCIDENT).press('No estoy registrado');
    talk.user('sí, quiero un ticket, falla también el módulo de nómina y no abre');
    expect(talk.sent('openTicket')).toEqual([]);
    expect(talk.last).not.toContain('correo está registrado');
  });
});

describe('the first words', () => {
  it('MAS-07 the first message says who is speaking, courteously', () => {
    const [first] = at('masnegocio').user('hola').said;
    expect(first?.text).toMatch(/¡?Hola/);
    expect(first?.text).toContain('Mesa de Servicio');
  });
});

describe('the duties of a service desk, the share of the bot', () => {
  it('MAS-06 says who it is, validates the user, asks for what is missing, registers and gives the number', () => {
    const talk = at('masnegocio').user(INCIDENT);
    expect(talk.said[0]?.text).toContain('Mesa de Servicio');
    const asked: string[] = [];
    for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++) {
      asked.push(talk.last);
      talk.user(talk.state.phase === 'detail' ? 'ORA-00942' : '1', talk.state.phase === 'files' ? { files: 1 } : {});
    }
    expect(asked.length).toBeGreaterThan(1);
    expect(talk.sent('openTicket')).toHaveLength(1);
    expect(talk.last).toMatch(/[A-Z]{2,3}-\d{6}/);
    const stranger = at('masnegocio', { requester: unknown }).user(INCIDENT);
    expect([stranger.last.includes('registrado'), stranger.sent('openTicket')]).toEqual([true, []]);
  });
});

describe('what a case needs before it is registered', () => {
  it('MAS-31, MAS-32 asks for what is missing and registers only when it is there, with the files', () => {
    const talk = at('masnegocio').user(INCIDENT);
    const asked: string[] = [];
    for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++) {
      asked.push(talk.last);
      if (talk.state.phase === 'detail') talk.user('ORA-00942: la tabla no existe');
      else if (talk.state.phase === 'files') talk.user('', { files: 1 });
      else talk.user('1');
    }
    expect(asked.some((text) => text.includes('¿Qué mensaje de error aparece?'))).toBe(true);
    const [command] = talk.sent('openTicket');
    expect(command?.draft.fields).toEqual({ errorText: 'ORA-00942: la tabla no existe' });
    expect(command?.draft.attachments).toHaveLength(1);
    // Whom the list knows is not asked for the company.
    expect(command?.draft.company).toBe('Caja Uno');
  });

  it('MAS-32 keeps asking while what is needed is not there', () => {
    const talk = at('masnegocio').user(INCIDENT);
    while (talk.state.phase === 'question') talk.user('1');
    expect(talk.state.phase).toBe('detail');
    talk.user('no sé');
    expect([talk.state.phase, talk.last]).toEqual(['detail', expect.stringContaining('Lo necesito')]);
    talk.user('Ninguno');
    expect(talk.state.phase).toBe('files');
  });

  it('MAS-34 names the form in force before the case is registered', () => {
    const talk = at('masnegocio').user(INCIDENT);
    for (let turn = 0; turn < 8 && talk.state.phase !== 'files'; turn++)
      talk.user(talk.state.phase === 'detail' ? 'Ninguno' : '1');
    expect(talk.last).toContain(loadPolicy('masnegocio').intake.form?.url);
  });

  it('MAS-129 every case of a valid user becomes a ticket, and its number is told', () => {
    const talk = at('masnegocio').user(INCIDENT);
    for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++)
      talk.user(talk.state.phase === 'detail' ? 'Ninguno' : '1');
    expect(talk.sent('openTicket')[0]?.draft.reason).toBe('rule');
    expect(talk.last).toContain('registré su caso con el folio');
  });

  it('MAS-31 by letter all that is missing is asked in one numbered reply', () => {
    const talk = at('masnegocio', { abilities: letterAbilities }).user(
      'Algo falla en el módulo de contabilidad desde ayer',
    );
    expect(talk.last).toMatch(/1\. [\s\S]*¿Qué mensaje de error aparece\?/);
  });
});

describe('a ticket or a consulta', () => {
  it('ALI-10 the knowledge base comes first, and the person says whether it met the need', () => {
    const knowledge = buildKnowledge([[/./, { band: 'send', links: [buildLink('red')] }]]);
    const need = 'No funciona el internet de la sucursal, urge soporte técnico para restablecerlo';
    const asked = () => {
      const talk = at('alianza', { knowledge }).user(need);
      for (let turn = 0; turn < 5 && talk.state.phase !== 'links'; turn++) talk.user('1');
      expect(talk.links.map(({ entryId }) => entryId)).toContain('red');
      expect([talk.state.phase, talk.sent('openTicket')]).toEqual(['links', []]);
      return talk;
    };
    expect(asked().user('sí').sent('openTicket')).toEqual([]);
    const talk = asked().user('no');
    for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++)
      talk.user(talk.state.phase === 'files' ? 'continuar' : talk.state.phase === 'detail' ? 'nada' : '1');
    expect(talk.sent('openTicket')).toHaveLength(1);
  });

  it('ALI-13 a consulta is attended in conversation, without a ticket', () => {
    const talk = at('alianza').user('Asesoría sobre cómo llenar el formato de reporte fiscal');
    for (let turn = 0; turn < 5 && talk.state.phase === 'question'; turn++) talk.user('1');
    if (talk.state.phase === 'links') talk.user('no');
    expect([talk.sent('openTicket').length, talk.sent('requestAgent').length]).toEqual([0, 1]);
  });

  it('ALI-29, ALI-30, ALI-31 a letter of an authority takes its own path: told, asked, and sent to oficialía', () => {
    const talk = at('alianza').user(LETTER);
    const texts: string[] = [];
    for (let turn = 0; turn < 10 && talk.sent('openTicket').length === 0; turn++) {
      texts.push(talk.last);
      if (talk.last.includes('puntos exactos')) talk.user('Los puntos dos y cinco del requerimiento');
      else if (talk.last.includes('¿Cuándo recibió')) talk.user('la semana pasada');
      else if (talk.last.includes('ordinario o urgente')) talk.user('urgente');
      else if (talk.state.phase === 'files') talk.user('continuar');
      else if (talk.state.phase === 'detail') talk.user('nada');
      else talk.user('1');
    }
    const said = texts.join('\n');
    expect(said).toContain('el siguiente día hábil');
    const [command] = talk.sent('openTicket');
    expect(command?.draft).toMatchObject({ area: 'oficialia', protocol: 'oficio_autoridad' });
    expect(command?.draft.facts).toMatchObject({ letter: 'urgente', letterReceived: 'antes' });
    expect(command?.draft.fields).toMatchObject({ points: 'Los puntos dos y cinco del requerimiento' });
  });

  it('ALI-18 takes the whole description, more detail, and files', () => {
    const talk = at('alianza').user('No funciona el internet de la sucursal, urge soporte técnico para restablecerlo');
    for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++) {
      if (talk.state.phase === 'files') talk.user('', { files: 2 });
      else talk.user(talk.state.phase === 'detail' ? 'Desde ayer a las cinco' : '1');
    }
    const [command] = talk.sent('openTicket');
    expect(command?.draft.description).toContain('No funciona el internet');
    expect(command?.draft.fields).toEqual({ details: 'Desde ayer a las cinco' });
    expect(command?.draft.attachments).toHaveLength(2);
  });
});

describe('own tickets in the chat', () => {
  const solved = (what: string) => ({ choice: `ticket:${what}:EXS-000012` });

  it('MAS-77 a requester who confirms the solution closes the ticket, and may rate it', () => {
    const talk = at('alianza').user('Sí, quedó resuelto', solved('accept'));
    expect(talk.sent('actOnTicket')).toEqual([{ type: 'actOnTicket', folio: 'EXS-000012', deed: 'accept' }]);
    expect(talk.last).toContain('cerré el ticket EXS-000012');
    talk.press('4');
    expect(talk.sent('actOnTicket').at(-1)).toMatchObject({ deed: 'rate', score: 4 });
  });

  it('MAS-78 a requester who is not satisfied says why, and the ticket goes back', () => {
    const talk = at('masnegocio').user('No', solved('reject'));
    expect(talk.last).toContain('¿Qué sigue pasando?');
    talk.user('Sigue marcando el mismo error al abrir el módulo');
    expect(talk.sent('actOnTicket')[0]).toMatchObject({
      deed: 'reject',
      text: redacted('Sigue marcando el mismo error al abrir el módulo'),
    });
    expect(talk.last).toContain('vuelve con el agente');
  });

  it('ALI-37 what the desk asked is answered onto the ticket', () => {
    const talk = at('alianza').user('Responder', solved('reply')).user('El número de serie es el 445');
    expect(talk.sent('actOnTicket')[0]).toMatchObject({ deed: 'reply', text: 'El número de serie es el 445' });
    expect(talk.last).toContain('agregué su respuesta');
  });

  it('MAS-10, EXS-17 the state of an own ticket is told in the requester’s words, with what may be told', () => {
    const talk = at('exsim', { tickets: [] }).user('¿cómo va mi ticket EXS-12?');
    expect(talk.sent('findTickets')).toEqual([{ type: 'findTickets', folio: 'EXS-000012' }]);
    expect(talk.last).toContain('No encuentro tickets');
  });
});

describe('reports of unavailability', () => {
  /** Says it, and answers nothing but the environment. */
  const report = (text: string, environment: string | null = 'Productivo', requester = valid) => {
    const talk = at('masnegocio', { requester }).user(text);
    return environment === null ? talk : talk.press(environment);
  };

  it.each([
    ['El sistema no está disponible desde hace diez minutos', 'no_disponible'],
    ['Buenas tardes, se cayó el sistema', 'no_disponible'],
    ['No hay sistema', 'no_disponible'],
    ['Nadie puede entrar al ERP esta mañana', 'sin_acceso'],
    ['ya no podemos acceder a la aplicación', 'sin_acceso'],
    ['Tenemos los procesos de facturación encolados', 'encolado'],
  ])(
    'MAS-82 «%s» goes straight to the desk as %s: a ticket and an agent, without a search or a questionnaire',
    (text, kind) => {
      const talk = at('masnegocio', { knowledge: buildKnowledge([[/./, { band: 'send', links: [buildLink('x')] }]]) });
      talk.user(text).press('Productivo');
      expect(talk.sent('openTicket')).toHaveLength(1);
      expect(talk.sent('openTicket')[0]?.draft.facts).toMatchObject({ availability: kind });
      expect(talk.sent('openTicket')[0]?.draft.diagnosis).toMatchObject({ urgency: 'critica', line: 'tecnologico' });
      expect(talk.sent('requestAgent')).toHaveLength(1);
      expect(talk.sent('recordSearch')).toEqual([]);
    },
  );

  it.each([
    'No tengo acceso al módulo de nómina, olvidé mi contraseña',
    'El sistema marca un error al guardar la póliza',
    'Ya quedó, el sistema no respondía pero volvió',
  ])('MAS-82 «%s» is no report of unavailability', (text) => {
    const talk = at('masnegocio').user(text);
    expect(talk.sent('openTicket')).toEqual([]);
    expect(talk.last).not.toContain('¿En qué ambiente sucede?');
  });

  it('MAS-85 the protocol applies to a productive environment', () => {
    const talk = report('Se cayó el sistema');
    expect(talk.sent('openTicket')[0]?.draft).toMatchObject({
      protocol: 'incidente_relevante',
      facts: { relevant: 'yes', environment: 'productivo' },
    });
    expect(talk.lines.join('\n')).toContain('protocolo de incidente relevante');
  });

  it('MAS-85 to an alternate one only where the contract commits to it', () => {
    const alternate = 'Alterno (pruebas, desarrollo)';
    const plain = report('Se cayó el sistema', alternate);
    expect(plain.sent('openTicket')[0]?.draft).toMatchObject({ protocol: null });
    expect(plain.sent('openTicket')[0]?.draft.facts).not.toHaveProperty('relevant');
    const committed = { ...valid, facts: { slaAlterno: 'yes' } };
    expect(report('Se cayó el sistema', alternate, committed).sent('openTicket')[0]?.draft).toMatchObject({
      protocol: 'incidente_relevante',
      facts: { relevant: 'yes', environment: 'alterno' },
    });
  });
});

describe('the escalation matrix', () => {
  const LEVELS =
    /1\. Mesa de Servicio y Servicio al Cliente \(.+\)\n2\. Supervisor Mesa de Ayuda .*\n3\. Gerente .*\n4\. Director/;

  it.each([
    ['La atención no fue adecuada', 'no fuera la adecuada'],
    ['Nos atendieron muy mal', 'no fuera la adecuada'],
    ['No se respetaron los tiempos de atención de mi ticket', 'no se respetaran los tiempos'],
    ['Nadie nos ha contactado por el ticket', 'no se respetaran los tiempos'],
    ['Quiero escalar mi ticket', 'Puede escalar'],
  ])('MAS-74 is offered to who says «%s»', (text, word) => {
    const talk = at('masnegocio').user(text);
    expect(talk.last).toContain(word);
    expect(talk.last).toMatch(LEVELS);
    expect(talk.sent('openTicket')).toEqual([]);
  });

  it('MAS-74 climbs with what happened, on the latest ticket, and names who has it now', () => {
    const talk = at('masnegocio').user('La atención fue pésima').press('Escalar mi ticket');
    talk.user('Me colgaron dos veces');
    expect(talk.sent('actOnTicket')).toEqual([
      { type: 'actOnTicket', folio: 'last', deed: 'escalate', text: 'Me colgaron dos veces' },
    ]);
    expect(talk.last).toContain('Supervisor Mesa de Ayuda');
  });

  it('MAS-74 is offered in the middle of a case and while an agent is awaited, and the case stays where it was', () => {
    const talk = at('masnegocio').user('Falla el módulo de contabilidad, marca error al abrir la póliza');
    while (talk.state.phase === 'detail' || talk.state.phase === 'question')
      talk.user(talk.state.phase === 'detail' ? 'ninguno' : '1');
    const phase = talk.state.phase;
    talk.user('Además nadie me ha respondido por mi ticket');
    expect(talk.last).toMatch(LEVELS);
    expect(talk.state.phase).toBe(phase);
    const waiting = at('masnegocio').user('Se cayó el sistema').press('Productivo');
    expect(waiting.state.phase).toBe('waiting');
    waiting.user('No cumplieron con el tiempo de atención');
    expect(waiting.last).toMatch(LEVELS);
    expect(waiting.state.phase).toBe('waiting');
  });

  it('MAS-74 stands in no other desk’s way', () => {
    expect(at('exsim').user('Nos atendieron muy mal').last).not.toContain('escalar');
  });
});

describe('notices of maintenance', () => {
  const window: MaintenanceWord = {
    ...{ id: 'm1', kind: 'planned', title: redacted('Actualización del ERP'), text: redacted(''), services: ['ERP'] },
    ...{ from: new Date('2026-11-24T04:00:00Z'), to: new Date('2026-11-24T08:00:00Z') },
  };
  const urgent: MaintenanceWord = { ...window, kind: 'urgent', title: redacted('Falla de almacenamiento') };

  it('MAS-112 a current one is told with the greeting, once', () => {
    const talk = at('masnegocio', { maintenance: [window] }).user('hola');
    expect(talk.last).toMatch(/Mantenimiento programado: Actualización del ERP, del 23 nov 2026.* al 24 nov 2026/);
    talk.user('Necesito un reporte de ventas del mes pasado por sucursal');
    expect(talk.last).not.toContain('Actualización del ERP');
    expect(at('masnegocio').user('hola').last).not.toContain('antenimiento');
  });

  it.each(['¿Está caído el sistema?', '¿Hay algún mantenimiento hoy?', '¿el portal está fuera de servicio?'])(
    'MAS-112 «%s» is answered from what is current, and opens no case',
    (question) => {
      const talk = at('masnegocio', { maintenance: [urgent] })
        .user('hola')
        .user(question);
      expect(talk.last).toMatch(/suspendido por mantenimiento urgente: Falla de almacenamiento/);
      expect(talk.sent('openTicket')).toEqual([]);
    },
  );

  it('MAS-112 without a notice, nothing is planned; a system that is down is a report', () => {
    expect(at('masnegocio').user('¿Hay mantenimiento programado?').last).toContain('No hay avisos de mantenimiento');
    expect(at('masnegocio').user('¿Está caído el sistema? no hay sistema aquí').last).toContain('¿En qué ambiente');
  });

  it('MAS-82, MAS-112 who reports an outage hears of the maintenance and still gets to the desk', () => {
    const talk = at('masnegocio', { maintenance: [urgent] })
      .user('Se cayó el sistema')
      .press('Productivo');
    expect(talk.lines.join('\n')).toContain('Falla de almacenamiento');
    expect(talk.sent('requestAgent')).toHaveLength(1);
  });
});
