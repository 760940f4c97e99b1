import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { mailOf, phoneKeyOf, provenAddresses } from '../../src/policy/addresses.ts';
import { loadPolicy } from '../../src/policy/load.ts';

import { buildRequesterWorld, LEAD, type RequesterWorld, type RequesterWorldOptions } from '../builders/requesters.ts';

// A store for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const worlds: RequesterWorld[] = [];
const open = async (options: RequesterWorldOptions = {}) => {
  const world = await buildRequesterWorld(options);
  worlds.push(world);
  return world;
};

/** A world whose list has one person of one company. */
async function withPerson(options: RequesterWorldOptions = {}) {
  const world = await open(options);
  await world.company('Comercializadora Ejemplo', { aliases: ['Comejem'] });
  const person = await world.stage.desk.add(
    world.organisation,
    { name: 'Ruth Sol', mail: 'Ruth.Sol@Ejemplo.example', phone: '55 1234 5678', company: 'comejem' },
    LEAD,
  );
  return { world, person };
}

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.destroy();
});

describe('who may open tickets', () => {
  it('MAS-01 somebody who is not on the list of valid users may not, whatever they call themselves', async () => {
    const { world } = await withPerson();
    expect(await world.standing('email', 'otra@ejemplo.example')).toMatchObject({ status: 'unknown', company: null });
    expect((await world.standing('whatsapp', '5215599999999@s.whatsapp.net')).status).toBe('unknown');
    expect((await world.standing('webchat', 'ruth.sol@ejemplo.example')).status).toBe('unknown');
  });

  it('MAS-02 a valid user is known by the mail or the number that their channel vouches for, with company and contract', async () => {
    const { world } = await withPerson();
    const known = { status: 'valid', company: 'Comercializadora Ejemplo', contract: 'ejemplo_extendido' };
    expect(await world.standing('email', 'RUTH.SOL@ejemplo.example')).toMatchObject(known);
    expect(await world.standing('whatsapp', '5215512345678@s.whatsapp.net')).toMatchObject(known);
    expect((await world.standing('whatsapp', '+52 55 1234 5678')).facts).toMatchObject({ drp: 'yes', whatsapp: 'yes' });
  });

  it('MAS-02 the phone line and the anonymous web page vouch for nobody', () => {
    const policy = loadPolicy('masnegocio');
    const sender = (channel: string) => [`masnegocio|${channel}|ruth.sol@ejemplo.example`];
    expect(provenAddresses(sender('phone'), policy)).toEqual([]);
    expect(provenAddresses(sender('webchat'), policy)).toEqual([]);
    expect(provenAddresses(sender('email'), policy)).toEqual([{ mail: 'ruth.sol@ejemplo.example' }]);
    // A mail whose name is somebody's number is a mail, and a hidden WhatsApp id is no number.
    expect(provenAddresses(['masnegocio|email|5512345678@correo.example'], policy)).toEqual([
      { mail: '5512345678@correo.example' },
    ]);
    expect(provenAddresses(['masnegocio|whatsapp|5512345678@lid'], policy)).toEqual([]);
  });

  it('MAS-02 a number that two people share is nobody: what is ambiguous never matches by itself', async () => {
    const { world } = await withPerson();
    const second = {
      name: 'Eva Mar',
      mail: 'eva@ejemplo.example',
      phone: '(55) 1234-5678 ext. 12',
      company: 'Comejem',
    };
    await world.stage.desk.add(world.organisation, second, LEAD);
    expect((await world.standing('whatsapp', '525512345678')).status).toBe('unknown');
    expect((await world.standing('email', 'eva@ejemplo.example')).status).toBe('valid');
  });

  it('MAS-01 who left the list may not either, and is told apart from a stranger', async () => {
    const { world, person } = await withPerson();
    await world.stage.desk.review(world.organisation, person.id, false, LEAD);
    expect(await world.standing('email', 'ruth.sol@ejemplo.example')).toMatchObject({
      status: 'inactive',
      company: 'Comercializadora Ejemplo',
    });
    expect(world.deeds()).toEqual(['company.save', 'requester.add', 'requester.remove']);
  });

  it('where anybody may ask, the company that a person names still brings its contract', async () => {
    const mas = loadPolicy('masnegocio');
    const world = await open({ policy: { ...mas, requesters: { ...mas.requesters, rule: 'open' } } });
    const contact = await world.contact('webchat', 'dl_1');
    const organisation = world.deps.redactor.redact('comercializadora  EJEMPLO').text;
    const standing = await world.stage.standing.standing(
      world.organisation,
      { ...contact, organisation },
      world.clock.now(),
    );
    expect(standing).toMatchObject({ status: 'open', contract: 'ejemplo_extendido', facts: { extension: 'yes' } });
  });

  it('ALI-01, ALI-08 a designated person may open tickets once the account is active, and not before', async () => {
    const world = await open({ policy: 'alianza' });
    await world.company('Caja Uno');
    const draft = { name: 'Ana Luz', mail: 'ana@cajauno.example', company: 'Caja Uno' };
    const person = await world.stage.desk.add(world.organisation, draft, LEAD);
    expect(person.state).toBe('invited');
    expect((await world.standing('email', 'ana@cajauno.example')).status).toBe('inactive');
    await world.deps.requesters.change(person.id, ['invited'], { state: 'active', validatedAt: world.clock.now() });
    expect((await world.standing('email', 'ana@cajauno.example')).status).toBe('valid');
  });

  it('ALI-09 nobody comes onto the list from outside the companies that are served', async () => {
    const world = await open({ policy: 'alianza' });
    await world.company('Caja Uno');
    const add = (company: string | null) =>
      world.stage.desk.add(world.organisation, { name: 'Ana Luz', mail: 'ana@otra.example', company }, LEAD);
    await expect(add('Banco Ajeno')).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    await expect(add(null)).rejects.toMatchObject({ code: 'REQUESTER_INVALID' });
  });
});

describe('addresses', () => {
  it.each([
    ['+52 1 55 1234 5678', '525512345678'],
    ['55-1234-5678 ext 9', '525512345678'],
    ['0052 55 1234 5678', '525512345678'],
    ['525512345678', '525512345678'],
    ['12345', null],
    ['llámeme', null],
  ])('MAS-02 %s is the number %s', (given, key) => {
    expect(phoneKeyOf(given, 'es-MX')).toBe(key);
  });

  it.each([
    ['Ana@Caja.Example ', 'ana@caja.example'],
    ['ana@caja', null],
    ['a b@caja.example', null],
    ['@caja.example', null],
  ])('MAS-02 %s is the mail %s', (given, mail) => {
    expect(mailOf(given)).toBe(mail);
  });
});
