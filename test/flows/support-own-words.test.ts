import { describe, expect, it } from '@jest/globals';
import { supportCatalogue } from '../../flows/support/texts/catalogue.ts';
import { createPolicyDiagnoser } from '../../src/compose/diagnoser.ts';
import type { RequesterStanding } from '../../src/contracts/requesters.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import {
  buildKnowledge,
  buildLink,
  CLOSED_AT,
  type ConversationSetup,
  converse,
  knownContact,
} from '../builders/flow-context.ts';

const open: RequesterStanding = { status: 'open', company: null, contract: null, facts: {} };

function at(organisation: string, setup: ConversationSetup = {}) {
  const policy = loadPolicy(organisation);
  const diagnoser = createPolicyDiagnoser(policy);
  return converse({ policy, diagnoser, contact: knownContact(), requester: open, ...setup });
}

describe('an organisation in its own words', () => {
  it.each(['confa', 'icetex', 'masnegocio', 'alianza'])(
    '%s never speaks of another desk: what it takes in is its own',
    (desk) => {
      const talk = at(desk).user('hola').user('???');
      expect(talk.last).not.toContain('fallas del sistema, mejoras');
      expect(talk.last).toContain(loadPolicy(desk).conversation.texts['misunderstood.problem']);
      expect(talk.said[0]?.text).not.toMatch(/Soy .*, de soporte de/);
    },
  );

  it('fills in the names, and answers in English with the texts of the product', () => {
    const fresh = { ...knownContact(), name: null };
    expect(at('confa', { contact: fresh }).user('hola').said[0]?.text).toContain(
      'el asistente de Servicio al Cliente de Confa',
    );
    expect(at('confa', { locale: 'en' }).user('hola').user('???').last).toContain(
      'your questions, requests and tickets',
    );
  });

  it('a citizen is not told of an organisation that could put them on a list', () => {
    const unknown: RequesterStanding = { ...open, status: 'unknown' };
    const talk = at('icetex', { requester: unknown }).user('Quiero la renovación de mi crédito, es una solicitud');
    expect(talk.last).toContain('proteger sus datos');
    talk.press('No estoy registrado');
    expect(talk.last).not.toContain('Su organización');
  });
});

describe('a person in a hurry', () => {
  it('MAS-31 a picture that is announced is waited for, so that it goes with the ticket', () => {
    const talk = at('confa').user('quiero poner una queja, la cajera me trató mal en el centro recreacional');
    talk.user('recreacion');
    expect(talk.state.phase).toBe('files');
    talk.user('ahi le mando la captura');
    expect([talk.state.phase, talk.sent('openTicket')]).toEqual(['files', []]);
    talk.user('', { files: 1 });
    expect(talk.sent('openTicket')[0]?.draft.attachments).toHaveLength(1);
  });

  it('EXS-35 "sí, pero …" is no yes to whether the link helped', () => {
    const knowledge = buildKnowledge([[/./, { band: 'send', links: [buildLink('a')] }]]);
    const talk = at('exsim', { knowledge }).user('no me deja timbrar facturas, sale error desde ayer');
    for (let turn = 0; turn < 6 && talk.state.phase !== 'links'; turn++) talk.user('1');
    expect(talk.state.phase).toBe('links');
    talk.user('si pero mi factura??');
    expect(talk.last).not.toContain('¿Cómo califica');
  });
});

describe('a desk that is closed', () => {
  const INCIDENT = 'se cayo el servidor no entra nadie en toda la compañia no podemos trabajar';
  it('MAS-12 an incident of the line that is served at any hour is promised by its clock, not by the next opening', () => {
    const talk = at('masnegocio', {
      requester: { ...open, status: 'valid', company: 'Caja Uno' },
      now: CLOSED_AT,
      ticketDueAt: new Date(CLOSED_AT.getTime() + 2_400_000),
    });
    talk.user(INCIDENT);
    for (let turn = 0; turn < 6 && talk.sent('openTicket').length === 0; turn++)
      talk.user(talk.state.phase === 'detail' ? 'ninguno' : '1');
    const told = talk.said.map(({ text }) => text).join('\n');
    expect(told).toContain('a más tardar hoy a las 21:40');
    expect(told).not.toContain('fuera de horario');
  });

  it('CON-10 a far limit in working days is told by its day, not by the hour of a night', () => {
    const talk = at('confa', { now: CLOSED_AT, ticketDueAt: new Date(CLOSED_AT.getTime() + 15 * 86_400_000) });
    talk.user('quiero poner una queja, la cajera me trató mal en el centro recreacional');
    for (let turn = 0; turn < 6 && talk.sent('openTicket').length === 0; turn++) talk.user('recreacion');
    expect(talk.last).toMatch(/a más tardar el \w+ \d+ de diciembre\./);
  });
});

describe('the state of a ticket', () => {
  it('ends in one full stop, also where the date is told', () => {
    const catalogue = [supportCatalogue.es, supportCatalogue.en];
    for (const texts of catalogue) {
      expect(texts['status.yours']).toMatch(/\}\}\.$/);
      expect(texts['status.due']).not.toMatch(/\.$/);
    }
  });
});
