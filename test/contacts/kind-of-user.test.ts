import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';
import { AGENT, buildContactWorld, type ContactWorld } from '../builders/contacts.ts';

let world: ContactWorld;
beforeAll(async () => {
  world = await buildContactWorld({ policy: 'icetex' });
});
afterAll(() => world.destroy());

const fields = { identification: '52000111', address: 'Calle 1' };

describe('the kind of user', () => {
  it('ICE-03 the contact record holds each of the three kinds, in the words of the policy, once the person writes', async () => {
    const { types } = loadPolicy('icetex').requesters;
    const kinds: (string | null)[] = [];
    for (const [n, { value }] of types.entries()) {
      const mail = `persona${n}@correo.example`;
      const draft = { name: `Persona ${n}`, mail, phone: null, type: value, company: null, fields };
      await world.gateway.requesterDesk.add('icetex', draft, AGENT);
      await world.say('email', mail, 'Quiero saber de la renovación de mi crédito');
      const card = await world.desk.card('icetex', world.contactOf('email', mail));
      kinds.push(...card.standings.map(({ kind }) => kind));
    }
    expect(kinds).toEqual(['Beneficiario', 'Deudor solidario', 'Cliente potencial']);
  });

  it('ICE-03 a kind that the policy does not have is refused', async () => {
    const draft = { name: 'Otra', mail: 'otra@correo.example', phone: null, type: 'proveedor', company: null, fields };
    await expect(world.gateway.requesterDesk.add('icetex', draft, AGENT)).rejects.toMatchObject({
      code: 'REQUESTER_INVALID',
    });
  });
});
