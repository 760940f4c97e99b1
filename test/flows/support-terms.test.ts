import { describe, expect, it } from '@jest/globals';
import { termsOf } from '../../src/conversation/channel-terms.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { buildContact, type ConversationSetup, converse } from '../builders/flow-context.ts';
import { buildPolicy } from '../builders/policy.ts';

const masnegocio = loadPolicy('masnegocio', 'policies');
const terms = termsOf(masnegocio, 'whatsapp');
const talk = (setup: ConversationSetup = {}) => converse({ policy: buildPolicy({}), terms, ...setup });
const CASE = 'Soy Luis Rey y no puedo facturar un folio';
const accepted = (version: string) => ({
  kind: 'terms' as const,
  version,
  answer: 'accepted' as const,
  at: new Date(0),
  channel: 'whatsapp',
});

describe('what a channel asks to be accepted', () => {
  it('MAS-30 tells of the missing certifications and of whose responsibility it is, before anything else', () => {
    const { said, commands } = talk().user(CASE);
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toMatch(/no cuenta con certificaciones de seguridad.*responsabilidad del cliente/s);
    expect(said[0]?.choices?.map(({ title }) => title)).toEqual(['Sí, acepto', 'No acepto']);
    expect(commands).toEqual([]);
  });

  it('MAS-30 records the acceptance with the version of the wording, and reads what was written before', () => {
    const played = talk().user(CASE).press('Sí, acepto');
    expect(played.sent('recordConsent')[0]).toEqual({
      ...{ type: 'recordConsent', kind: 'terms', version: terms?.version ?? '', answer: 'accepted' },
    });
    expect(played.state.problem).toContain('facturar');
  });

  it('MAS-29 is of no use to whoever does not authorise it: nothing is opened, and other means are named', () => {
    const played = talk().user(CASE).user('No acepto');
    expect(played.sent('recordConsent').map(({ answer }) => answer)).toEqual(['refused']);
    expect(played.last).toContain('otros medios de la mesa de servicio');
    expect([played.sent('openTicket'), played.sent('requestAgent')]).toEqual([[], []]);
    expect(played.sent('closeConversation')).toHaveLength(1);
  });

  it('MAS-29 asks for the authorisation also where no disclaimer is written', () => {
    expect(talk({ terms: { version: 'x', text: null } }).user(CASE).last).toContain('solo con su autorización');
  });

  it("MAS-29 looks at the customer's contract: outside of it the person is asked nothing, and nothing is opened", () => {
    const of = (facts: Record<string, string>) => ({
      requester: { status: 'valid' as const, company: 'Acme', contract: 'basico', facts },
    });
    expect(terms?.fact).toBe('whatsapp');
    const accepting = buildContact({ consents: [accepted(terms?.version ?? '')] });
    for (const outside of [of({}), of({ whatsapp: 'no' }), { ...of({}), contact: accepting }]) {
      const played = talk(outside).user(CASE);
      expect(played.last).toMatch(/contrato de su empresa no autoriza.*otros medios/s);
      expect([played.sent('openTicket'), played.sent('requestAgent'), played.sent('recordConsent')]).toEqual([
        [],
        [],
        [],
      ]);
      expect(played.sent('closeConversation')).toHaveLength(1);
    }
    expect(talk(of({ whatsapp: 'yes' })).user(CASE).last).toContain('certificaciones');
  });

  it('MAS-29 leaves whose customer is not known to the list of requesters', () => {
    const requester = { status: 'unknown' as const, company: null, contract: null, facts: {} };
    expect(talk({ requester }).user(CASE).last).toContain('certificaciones');
  });

  it('asks once: not whoever accepted this wording, and again when it is another', () => {
    const known = buildContact({ consents: [accepted(terms?.version ?? '')] });
    expect(talk({ contact: known }).user(CASE).last).not.toContain('certificaciones');
    const older = buildContact({ consents: [accepted('whatsapp-00000000')] });
    expect(talk({ contact: older }).user(CASE).last).toContain('certificaciones');
  });

  it('is no consent to the treatment of data, nor the other way round', () => {
    const notice = { version: 'v', text: 'Sus datos', url: 'https://a.example/aviso', consent: 'explicit' } as const;
    const terms = { version: 'v', text: 'Estas condiciones' };
    const policy = buildPolicy({ privacy: { notice } });
    const played = talk({ policy, terms }).user(CASE).press('Sí, acepto');
    expect(played.last).toContain('¿Acepta el tratamiento de sus datos?');
    expect(played.state.problem ?? '').not.toContain('facturar');
    const { kind: _terms, ...ofNotice } = accepted('v');
    const agreed = talk({ policy, terms, contact: buildContact({ consents: [ofNotice] }) }).user(CASE);
    expect(agreed.last).toContain('Estas condiciones');
  });

  it('asks nothing on channels without terms', () => {
    expect(termsOf(masnegocio, 'webchat')).toBeNull();
    expect(talk({ terms: null }).user(CASE).last).not.toContain('certificaciones');
  });
});
