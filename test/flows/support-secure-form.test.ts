import { describe, expect, it } from '@jest/globals';
import { converse, knownContact } from '../builders/flow-context.ts';
import { buildPolicy } from '../builders/policy.ts';

const CASE = 'no puedo facturar';
const known = { contact: knownContact() };
const withVault = (vault: { enabled?: boolean; kinds?: ('password' | 'ip' | 'mac' | 'secret' | 'other')[] }) => ({
  ...known,
  policy: buildPolicy({ vault }),
});

describe('the safe form', () => {
  it.each([
    ['password', 'password', true],
    ['secret', 'secret', true],
    ['ip', 'ip', false],
    ['mac', 'mac', false],
  ] as const)('MAS-132 comes with the warning of a removed %s, before the question', (removed, kind, change) => {
    const talk = converse(known).user(CASE, { removed: [removed] });
    const [warning, question] = talk.said;
    expect(warning?.secureForms).toEqual([
      { itemId: 'vault-item-00000000001', kind, title: 'Entregar dato de forma segura' },
    ]);
    expect(warning?.text).toContain('use este formulario seguro');
    expect(warning?.text.includes('conviene cambiarla')).toBe(change);
    expect(question?.text).toContain('¿Le sucede con uno solo');
    expect(question?.secureForms).toBeUndefined();
    expect(talk.sent('offerVault')).toEqual([{ type: 'offerVault', kind }]);
  });

  it('MAS-132 is one for all when several kinds were removed', () => {
    const talk = converse(known).user(CASE, { removed: ['password', 'ip', 'password'] });
    expect(talk.sent('offerVault')).toEqual([{ type: 'offerVault', kind: 'other' }]);
    expect(talk.said.flatMap((reply) => reply.secureForms ?? [])).toHaveLength(1);
  });

  it('MAS-132 is offered once while the person goes on with the case, and again for a bare secret', () => {
    const talk = converse(known).user(CASE, { removed: ['password'] });
    talk.user('con uno solo, clave [CONTRASEÑA] y ya no entra', { removed: ['password'] });
    expect(talk.sent('offerVault')).toHaveLength(1);
    const other = converse(known).user(CASE, { removed: ['password'] });
    other.user('[CONTRASEÑA]', { removed: ['password'] });
    const forms = other.said.flatMap((reply) => reply.secureForms ?? []);
    expect(forms.map(({ itemId }) => itemId)).toEqual(['vault-item-00000000001', 'vault-item-00000000001']);
  });

  it.each([
    ['the policy turns the vault off', withVault({ enabled: false })],
    ['the policy does not offer the kind', withVault({ kinds: ['ip'] })],
    ['nobody serves the page', { ...known, forms: false as const }],
  ])('MAS-132 gives way to the plain warning when %s', (_why, setup) => {
    const talk = converse(setup).user(CASE, { removed: ['password'] });
    expect(talk.last).toContain('Ese dato va solo en el ticket, nunca en el chat. Con gusto le ayudo.');
    expect(talk.said.flatMap((reply) => reply.secureForms ?? [])).toEqual([]);
  });

  it.each([
    ['¿Cómo les paso la contraseña?', 'password'],
    ['como te mando mi clave del servidor', 'password'],
    ['¿Puedo enviarles la IP por aquí?', 'ip'],
    ['¿dónde les dejo el token?', 'secret'],
    ['¿Necesitan que les comparta los accesos del equipo?', 'other'],
    ['How do I send you the password?', 'password'],
  ])('MAS-132 answers who asks how to hand something over: %s', (text, kind) => {
    const talk = converse(known).user(CASE).user(text);
    expect(talk.sent('offerVault')).toEqual([{ type: 'offerVault', kind }]);
    expect(talk.last).toContain('{Entregar dato de forma segura: ');
    // The question that was open is put again.
    expect(talk.last).toContain('¿Le sucede con uno solo');
  });

  it('MAS-132 answers it in a first message, and to somebody who waits for an agent', () => {
    const first = converse(known).user('Hola, ¿cómo les paso la contraseña?');
    expect(first.last).toMatch(
      /¡Hola, Ana![^{]*\{Entregar dato de forma segura: password\}\n.*¿En qué puedo ayudarle\?/,
    );
    const waiting = converse(known).user('quiero hablar con un agente').user('¿cómo les paso la contraseña?');
    expect(waiting.state.phase).toBe('waiting');
    expect(waiting.last).toContain('{Entregar dato de forma segura: password}');
  });

  it.each([
    '¿Cómo cambio la contraseña?',
    'olvidé mi contraseña',
    '¿cómo le mando la factura a mi cliente?',
    '¿Cómo le doy la clave a mi cliente?',
    'no puedo enviar facturas, dice error de contraseña',
    '¿cómo doy de alta un acceso?',
  ])('is no answer to another question: %s', (text) => {
    expect(converse(known).user(CASE).user(text).sent('offerVault')).toEqual([]);
  });

  it('speaks English', () => {
    const talk = converse({ ...known, locale: 'en' }).user(CASE, { removed: ['password'] });
    expect(talk.said[0]?.text).toContain('I removed the password from your message.');
    expect(talk.said[0]?.secureForms?.[0]?.title).toBe('Hand it over safely');
  });

  it('leaves nothing waiting behind, whatever the answer was', () => {
    for (const setup of [known, { ...known, forms: false as const }]) {
      expect(converse(setup).user(CASE, { removed: ['password'] }).state.held).toBeNull();
    }
  });
});
