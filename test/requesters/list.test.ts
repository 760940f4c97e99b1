import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { buildClock } from '../builders/clock.ts';
import { buildRequesterWorld, LEAD, type RequesterWorld, type RequesterWorldOptions } from '../builders/requesters.ts';

// A store for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const worlds: RequesterWorld[] = [];
const open = async (options: RequesterWorldOptions = {}) => {
  const world = await buildRequesterWorld(options);
  worlds.push(world);
  return world;
};
const CSV = [
  'Nombre;Correo;Teléfono;Empresa',
  'Ruth Sol;ruth@ejemplo.example;55 1234 5678;Comejem',
  'Eva Mar;no es correo;;Comejem',
  'Luz Gil;luz@ejemplo.example;;Nadie SA',
  '"Iris, la de compras";iris@ejemplo.example;;Comercializadora Ejemplo',
  'Otra Ruth;RUTH@ejemplo.example;;Comejem',
  ';sin@nombre.example;;Comejem',
].join('\n');

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.destroy();
});

async function withCompany(options: RequesterWorldOptions = {}) {
  const world = await open(options);
  await world.company('Comercializadora Ejemplo', { aliases: ['Comejem'] });
  return world;
}

describe('the list from a table', () => {
  it('MAS-01 a dry run says what each line would do and changes nothing', async () => {
    const world = await withCompany();
    const about = { by: LEAD, dryRun: true };
    const report = await world.stage.desk.importPeople(world.organisation, CSV, about);
    expect(report).toMatchObject({ dryRun: true, added: 2, changed: 0, unchanged: 0 });
    expect(report.problems.map(({ line }) => line)).toEqual([3, 4, 6, 7]);
    expect(await world.models.requesters.countDocuments({})).toBe(0);
    expect(world.deeds()).toEqual(['company.save']);
    // P4: what is wrong is said, never what was written.
    expect(JSON.stringify(report.problems)).not.toMatch(/no es correo|Nadie SA/);
  });

  it('MAS-01 takes the good lines in, finds them again, and lets who had left come back', async () => {
    const world = await withCompany();
    const about = { by: LEAD, dryRun: false };
    expect(await world.stage.desk.importPeople(world.organisation, CSV, about)).toMatchObject({ added: 2 });
    expect(await world.stage.desk.importPeople(world.organisation, CSV, about)).toMatchObject({
      added: 0,
      unchanged: 2,
    });
    const { items } = await world.stage.desk.list({ organisation: world.organisation, limit: 9 });
    const ruth = items.find(({ mail }) => mail === 'ruth@ejemplo.example');
    await world.stage.desk.review(world.organisation, String(ruth?.id), false, LEAD);
    expect(await world.stage.desk.importPeople(world.organisation, CSV, about)).toMatchObject({
      changed: 1,
      unchanged: 1,
    });
    expect((await world.standing('email', 'ruth@ejemplo.example')).status).toBe('valid');
  });

  it('refuses a table with a heading that nobody knows, and one that is cut', async () => {
    const world = await withCompany();
    const about = { by: LEAD, dryRun: true };
    const read = (csv: string) => world.stage.desk.importPeople(world.organisation, csv, about);
    await expect(read('Nombre,Signo zodiacal\nRuth,Aries')).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
    await expect(read('Nombre,Correo\n"Ruth,r@e.example')).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
  });

  it('P4 a secret in a cell does not reach the store', async () => {
    const world = await withCompany();
    const csv = 'Nombre,Correo,Empresa\n"Ruth, contraseña: Canela2023xq",ruth@ejemplo.example,Comejem';
    await world.stage.desk.importPeople(world.organisation, csv, { by: LEAD, dryRun: false });
    expect(JSON.stringify(await world.models.requesters.find({}).lean())).not.toContain('Canela2023xq');
  });

  it('takes companies in with their director, contract and aliases, and changes only what a table names', async () => {
    const world = await open();
    const csv = [
      'nombre,alias,contrato,director,correo del director,avisar al director',
      'Caja Uno,CU|Uno,,Eva Sol,eva@cajauno.example,sí',
      'Caja Dos,,no_hay,,,',
    ].join('\n');
    const about = { by: LEAD, dryRun: false };
    const report = await world.stage.desk.importCompanies(world.organisation, csv, about);
    expect([report.added, report.problems.map(({ line }) => line)]).toEqual([1, [3]]);
    await world.stage.desk.importCompanies(world.organisation, 'nombre,avisar al director\nuno,no', about);
    const found = await world.stage.companies.find(world.organisation, '  CAJA  UNO ');
    expect(found).toMatchObject({ director: { name: 'Eva Sol', email: 'eva@cajauno.example' }, tellDirector: false });
    expect(await world.stage.companies.find(world.organisation, 'cú')).toMatchObject({ name: 'Caja Uno' });
    expect(await world.stage.companies.find(world.organisation, 'Caja Tres')).toBeNull();
  });
});

describe('the half-yearly review', () => {
  it('MAS-04 tells the leads when people fall due, once, and again when more do; nobody loses access by time alone', async () => {
    const world = await withCompany();
    const about = { by: LEAD, dryRun: false };
    await world.stage.desk.importPeople(world.organisation, CSV, about);
    expect(world.notices).toEqual([]);
    world.clock.advance({ hours: 24 * 182 });
    await world.jobs.runDue();
    expect(world.notices.map(({ agentId, kind, facts }) => [agentId, kind, facts])).toEqual([
      ['lola', 'requesters.review', { people: 2 }],
    ]);
    await world.jobs.runDue();
    await world.stage.recover();
    expect(world.notices).toHaveLength(1);
    const standing = await world.standing('email', 'ruth@ejemplo.example');
    expect([standing.status, standing.facts.requesterReview]).toEqual(['valid', 'due']);
  });

  it('MAS-04 keeps who said that a person still may and when; then half a year begins anew', async () => {
    const world = await withCompany();
    await world.stage.desk.importPeople(world.organisation, CSV, { by: LEAD, dryRun: false });
    world.clock.advance({ hours: 24 * 190 });
    const due = () => world.stage.desk.list({ organisation: world.organisation, due: true, limit: 9 });
    const [first, second] = (await due()).items;
    expect(await world.stage.desk.review(world.organisation, String(first?.id), true, LEAD)).toMatchObject({
      ...{ validatedBy: 'lola', validatedAt: world.clock.now(), isReviewDue: false },
    });
    expect((await due()).items.map(({ id }) => id)).toEqual([second?.id]);
    expect(world.deeds().at(-1)).toBe('requester.review');
    expect(world.trail.at(-1)).toMatchObject({ actor: LEAD, subject: { kind: 'requester', id: first?.id } });
  });

  it('P5 a job that was lost is planned again at the next start', async () => {
    const clock = buildClock();
    const world = await buildRequesterWorld({ clock });
    await world.company('Comercializadora Ejemplo', { aliases: ['Comejem'] });
    await world.stage.desk.importPeople(world.organisation, CSV, { by: LEAD, dryRun: false });
    await world.store.connection.collection('jobs').deleteMany({});
    await world.stop();
    clock.advance({ hours: 24 * 185 });
    const again = await open({ clock, dataDir: world.dataDir });
    await again.stage.recover();
    expect(again.notices).toHaveLength(1);
  });
});
