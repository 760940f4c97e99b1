import { describe, expect, it } from '@jest/globals';
import { createPolicyDiagnoser } from '../../src/compose/diagnoser.ts';
import type { RequesterStanding } from '../../src/contracts/requesters.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { type ConversationSetup, converse, knownContact, letterAbilities } from '../builders/flow-context.ts';

const valid: RequesterStanding = { status: 'valid', company: 'Caja Uno', contract: null, facts: {} };
const policy = loadPolicy('masnegocio');
const diagnoser = createPolicyDiagnoser(policy);
const at = (setup: ConversationSetup = {}) =>
  converse({ policy, diagnoser, contact: knownContact(), requester: valid, ...setup });

/** Answers what is asked until the ticket is opened; gives what was asked. */
function until(talk: ReturnType<typeof at>, answer: (asked: string) => string = () => '1'): string[] {
  const asked: string[] = [];
  for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++) {
    asked.push(talk.last);
    talk.user(answer(talk.last));
  }
  return asked;
}

describe('complaints and suggestions in a conversation', () => {
  it.each([
    ['Quiero presentar una queja por la atención que recibí ayer', 'queja'],
    ['Estoy muy inconforme con el servicio de la mesa, tardan demasiado', 'queja'],
    ['Tengo una sugerencia: que las guías vengan con ejemplos', 'sugerencia'],
  ])('MAS-118 «%s» is a %s: its own kind of ticket, without the questions of an incident', (said, kind) => {
    const talk = at().user(said);
    const asked = until(talk);
    const [command] = talk.sent('openTicket');
    expect(command?.draft.diagnosis.recordKind).toBe(kind);
    expect([command?.draft.area, command?.draft.description]).toEqual(['mesa', said]);
    // Neither line, impact nor urgency, and no survey has to be waited for.
    expect(asked.filter((text) => !/archivo/i.test(text))).toEqual([]);
  });

  it('MAS-118 by mail as well, and who is asked may choose it', () => {
    const letter = at({ abilities: letterAbilities }).user(
      'Asunto: Queja\n\nQuiero poner una queja por el trato de ayer.',
    );
    until(letter, () => 'Eso es todo');
    expect(letter.sent('openTicket')[0]?.draft.diagnosis.recordKind).toBe('queja');
    const vague = at().user('Es por lo de ayer con ustedes, no quedó');
    const question = policy.diagnosis.questions.find(({ field }) => field === 'recordKind');
    expect(question?.choices.map(({ value }) => value)).toEqual(expect.arrayContaining(['queja', 'sugerencia']));
    expect(vague.sent('openTicket')).toEqual([]);
  });

  it.each([
    ['El módulo de quejas no guarda el registro, marca error'],
    ['¿Cómo va el estado de mi queja MN-000012?'],
    ['Necesito un usuario para el módulo de auditoría'],
  ])('MAS-118 «%s» is neither a complaint nor an audit', (said) => {
    expect(['queja', 'sugerencia', 'auditoria']).not.toContain(diagnoser.diagnose(said).recordKind);
  });
});

describe('an external audit in a conversation', () => {
  const ASKED = 'Nuestro auditor externo nos pide evidencia de los accesos para la auditoría externa de este año';

  it('MAS-91, MAS-92, MAS-99 says what is needed, asks environment and checklist, takes the files and opens its own kind', () => {
    const talk = at().user(ASKED);
    const asked: string[] = [];
    for (let turn = 0; turn < 8 && talk.sent('openTicket').length === 0; turn++) {
      asked.push(talk.last);
      if (talk.state.phase === 'files') talk.user('', { files: 1 });
      else talk.user(/ambiente/i.test(talk.last) ? 'Otro ambiente' : '1');
    }
    const told = talk.said.map(({ text }) => text).join('\n');
    expect(told).toContain('formato de solicitud vigente (.xlsx)');
    expect(asked.join('\n')).toMatch(/¿De qué ambiente[\s\S]*lista de verificación/);
    const draft = talk.sent('openTicket')[0]?.draft;
    expect(draft).toMatchObject({ area: 'bpo', diagnosis: { recordKind: 'auditoria' } });
    expect(draft?.facts).toMatchObject({ auditEnvironment: 'alterno', auditChecklist: 'yes' });
    expect(draft?.attachments).toHaveLength(1);
  });

  it('MAS-102 the button under a word about the audit opens a new ticket with what else is asked for', () => {
    const talk = at().user('hola').user('Pedir algo más', { choice: 'ticket:more:MN-000007' });
    expect(talk.last).toMatch(/va más allá de lo que pidió en MN-000007/);
    talk.user('También los respaldos de marzo');
    const [deed] = talk.sent('actOnTicket');
    expect(deed).toEqual({
      type: 'actOnTicket',
      folio: 'MN-000007',
      deed: 'more',
      text: 'También los respaldos de marzo',
    });
    expect(talk.said.map(({ text }) => text).join('\n')).toMatch(/Abrí el ticket .* ligado al MN-000007/);
  });
});
