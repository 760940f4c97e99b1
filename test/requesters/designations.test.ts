import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { DesignationDraft } from '../../src/contracts/requester-desk.ts';
import { buildClock } from '../builders/clock.ts';
import {
  buildRequesterWorld,
  FORM,
  LEAD,
  type RequesterWorld,
  type RequesterWorldOptions,
} from '../builders/requesters.ts';

// A store for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const worlds: RequesterWorld[] = [];
const open = async (options: RequesterWorldOptions = {}) => {
  const world = await buildRequesterWorld({ policy: 'alianza', ...options });
  worlds.push(world);
  await world.company('Caja Uno');
  await world.company('Caja Dos');
  return world;
};

const ANA = {
  name: 'Ana Luz',
  mail: 'ana@cajauno.example',
  phone: '55 1234 5678 ext. 4',
  fields: { position: 'Cajera', department: 'Operaciones' },
};
const draft = (over: Partial<DesignationDraft> = {}): DesignationDraft => ({
  ...{ company: 'caja uno', signer: 'Eva Sol', signerPosition: 'Gerente General', date: '2026-11-20' },
  ...{ form: FORM, people: [ANA] },
  ...over,
});
const byDesk = { kind: 'desk', actor: LEAD } as const;
const file = (world: RequesterWorld, over: Partial<DesignationDraft> = {}) =>
  world.stage.desk.fileDesignation(world.organisation, draft(over), byDesk);

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.destroy();
});

/** Somebody of a company who has access. */
async function active(world: RequesterWorld, company: string, mail: string): Promise<string> {
  const { id } = await world.stage.desk.add(world.organisation, { name: 'Iris Paz', mail, company }, LEAD);
  await world.deps.requesters.change(id, ['invited'], { state: 'active', validatedAt: world.clock.now() });
  return id;
}

describe('the request for new users', () => {
  it('ALI-02 without the signed form nothing is taken', async () => {
    const world = await open();
    await expect(file(world, { form: null })).rejects.toMatchObject({ code: 'DESIGNATION_INVALID' });
    expect(await world.stage.desk.designations(world.organisation)).toEqual([]);
  });

  it.each<[string, Partial<DesignationDraft>]>([
    ['ALI-06 without who authorises', { signer: ' ' }],
    ['ALI-06 without their position', { signerPosition: '' }],
    ['ALI-06 without its date', { date: '20/11/2026' }],
    ['ALI-06 without anybody', { people: [] }],
    ['ALI-05 without a position', { people: [{ ...ANA, fields: { department: 'Operaciones' } }] }],
    ['ALI-05 without a department', { people: [{ ...ANA, fields: { position: 'Cajera' } }] }],
    ['ALI-05 without a phone', { people: [{ ...ANA, phone: '' }] }],
    ['ALI-05 without a mail', { people: [{ ...ANA, mail: null }] }],
    ['ALI-05 without a name', { people: [{ ...ANA, name: '' }] }],
  ])('%s it is not complete', async (_what, over) => {
    const world = await open();
    await expect(file(world, over)).rejects.toMatchObject({ status: 400 });
  });

  it('ALI-06 keeps head and rows as they were given, and says so in the trail without a name', async () => {
    const world = await open();
    const filed = await file(world);
    expect(filed).toMatchObject({
      ...{ company: 'Caja Uno', signer: 'Eva Sol', signerPosition: 'Gerente General', date: '2026-11-20', form: FORM },
      people: [
        { name: 'Ana Luz', mail: 'ana@cajauno.example', fields: { position: 'Cajera', department: 'Operaciones' } },
      ],
    });
    expect(world.trail.at(-1)).toMatchObject({ action: 'designation.file', facts: { people: 1, file: FORM.fileId } });
    expect(JSON.stringify(world.trail)).not.toMatch(/Ana|Eva/);
  });

  it('ALI-09 a company that is not of the network is not served', async () => {
    const world = await open();
    await expect(file(world, { company: 'Banco Ajeno' })).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
  });

  it('ALI-03 is filed by the desk, or by somebody of the company who has access; by nobody else', async () => {
    const world = await open();
    const own = await active(world, 'Caja Uno', 'iris@cajauno.example');
    const other = await active(world, 'Caja Dos', 'paz@cajados.example');
    const by = (requesterId: string) =>
      world.stage.desk.fileDesignation(world.organisation, draft(), { kind: 'requester', requesterId });
    expect((await by(own)).filedBy).toEqual({ kind: 'contact', id: own });
    await expect(by(other)).rejects.toMatchObject({ code: 'DESIGNATION_REFUSED' });
    await world.stage.desk.review(world.organisation, own, false, LEAD);
    await expect(by(own)).rejects.toMatchObject({ code: 'DESIGNATION_REFUSED' });
    await expect(by('nobody')).rejects.toMatchObject({ code: 'DESIGNATION_REFUSED' });
  });

  it('ALI-04 comes by mail only while the company has nobody with access', async () => {
    const world = await open();
    const byMail = () =>
      world.stage.desk.fileDesignation(world.organisation, draft(), { kind: 'mail', from: 'gerencia@cajauno.example' });
    expect((await byMail()).state).toBe('filed');
    await active(world, 'Caja Uno', 'iris@cajauno.example');
    await expect(byMail()).rejects.toMatchObject({ code: 'DESIGNATION_REFUSED' });
  });
});

describe('what becomes of it', () => {
  const decide = (world: RequesterWorld, id: string, approve = true, reason = '') =>
    world.stage.desk.decideDesignation(world.organisation, id, { approve, reason, by: LEAD });

  it('ALI-07, ALI-08 approved, its people are on the list as invited and each gets a mail with a link of their own', async () => {
    const world = await open();
    const second = { ...ANA, name: 'Luz Gil', mail: 'luz@cajauno.example' };
    const { id } = await file(world, { people: [ANA, second] });
    expect(await decide(world, id)).toMatchObject({ state: 'approved', decidedBy: 'lola' });
    await world.jobs.runDue();
    expect(world.mails.map(({ to }) => to).sort()).toEqual(['ana@cajauno.example', 'luz@cajauno.example']);
    expect(world.linkTo('ana@cajauno.example')).toMatch(/^https:\/\/mesa\.example\/mis-tickets\/enlace\/[\w-]{43}$/);
    expect(world.linkTo('luz@cajauno.example')).not.toBe(world.linkTo('ana@cajauno.example'));
    expect(world.mails[0]?.text).toContain('72 horas');
    const { items } = await world.stage.desk.list({ organisation: world.organisation, limit: 9 });
    expect(items.map(({ state, source }) => [state, source])).toEqual([
      ['invited', 'designation'],
      ['invited', 'designation'],
    ]);
    // The store has no link that works.
    const token = world.linkTo('ana@cajauno.example').split('/').at(-1) ?? '?';
    expect(JSON.stringify(await world.models.portalLinks.find({}).lean())).not.toContain(token);
  });

  it('is decided once; a rejection says why and takes nobody on', async () => {
    const world = await open();
    const { id } = await file(world);
    await expect(decide(world, id, false)).rejects.toMatchObject({ code: 'DESIGNATION_INVALID' });
    expect(await decide(world, id, false, 'La firma no es del gerente')).toMatchObject({ state: 'rejected' });
    await expect(decide(world, id)).rejects.toMatchObject({ code: 'DESIGNATION_DECIDED' });
    expect(await world.models.requesters.countDocuments({})).toBe(0);
  });

  it('P5 a mail that could not leave leaves later, with the same link; a lost job is found again', async () => {
    const clock = buildClock();
    const world = await open({ clock });
    const { id } = await file(world);
    world.faults.mail = new Error('the server is away');
    await decide(world, id);
    await world.jobs.runDue();
    expect(world.mails).toEqual([]);
    await world.store.connection.collection('jobs').deleteMany({});
    await world.stop();
    worlds.splice(0);
    const again = await buildRequesterWorld({ policy: 'alianza', clock, dataDir: world.dataDir });
    worlds.push(again);
    expect(await again.stage.recover()).toEqual({ invitations: 1 });
    await again.jobs.runDue();
    await again.jobs.runDue();
    expect(again.mails.map(({ to }) => to)).toEqual(['ana@cajauno.example']);
    expect(await again.models.portalLinks.countDocuments({})).toBe(1);
  });

  it('ALI-08 a mail asked for again ends the link of the one before', async () => {
    const world = await open();
    const { id } = await file(world);
    await decide(world, id);
    await world.jobs.runDue();
    const first = world.linkTo('ana@cajauno.example');
    const [person] = (await world.stage.desk.list({ organisation: world.organisation, limit: 9 })).items;
    await world.stage.desk.invite(world.organisation, String(person?.id), LEAD);
    await world.jobs.runDue();
    expect(world.linkTo('ana@cajauno.example')).not.toBe(first);
    expect(await world.models.portalLinks.countDocuments({})).toBe(1);
  });
});
