import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { watchFolders } from '../../src/compose/folder-watch.ts';
import { buildLogger } from '../builders/logger.ts';
import { buildManyOrganisations, type ManyOrganisations } from '../builders/many-organisations.ts';

jest.setTimeout(60_000);

let policyDir: string;
let world: ManyOrganisations;
const file = () => join(policyDir, 'exsim.yaml');
const change = (from: string | RegExp, to: string) => {
  const text = readFileSync(file(), 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error('nothing was changed');
  writeFileSync(file(), changed);
};
const standing = () => world.gateway.reload.standingOf('exsim');
const look = () => world.gateway.reload.look();
/** Work by the clock is planned behind the change; the test's own time limit ends it. */
const eventually = async (is: () => Promise<boolean>) => {
  while (!(await is())) await wait(5);
};
const limit = () => world.gateway.policies.policyOf('exsim').ticketRule.limitMinutes;

beforeEach(async () => {
  policyDir = mkdtempSync(join(tmpdir(), 'policies-'));
  for (const name of ['exsim', 'masnegocio']) cpSync(join('policies', `${name}.yaml`), join(policyDir, `${name}.yaml`));
  world = await buildManyOrganisations({ policies: 'exsim,masnegocio', policyDir });
});
afterEach(async () => {
  await world.destroy();
  rmSync(policyDir, { recursive: true, force: true });
});

describe('a policy file that changes while the gateway runs', () => {
  it('holds for the next turn, and a conversation in the middle goes on', async () => {
    await world.say('exsim', 'p-1', 'Hola');
    await world.say('exsim', 'p-1', 'Ana Torres');
    change('botName: ExsimBot', 'botName: Ventanilla');
    await look();
    await world.say('exsim', 'p-1', 'No puedo timbrar una factura');
    const said = world.channel.sent.filter(({ conversation }) => conversation.address === 'p-1');
    expect(said[0]?.from.name).toBe('ExsimBot');
    expect(said.at(-1)?.from.name).toBe('Ventanilla');
    expect(world.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('takes a question away that a person is just asked: the conversation goes on without it', async () => {
    for (const text of ['Hola', 'Ana Torres', 'Tengo un problema con el sistema'])
      await world.say('exsim', 'p-1', text);
    const policy = parse(readFileSync(file(), 'utf8'));
    const asked = policy.diagnosis.questions.length;
    writeFileSync(file(), stringify({ ...policy, diagnosis: { ...policy.diagnosis, questions: [] } }));
    await look();
    expect([asked > 0, standing()?.refused]).toEqual([true, null]);
    await world.say('exsim', 'p-1', 'Facturación, no me deja timbrar');
    const said = world.channel.said('p-1');
    expect(said.length).toBeGreaterThan(3);
    expect(said.at(-1)).not.toBe(said.at(-2));
    expect(world.logger.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('P5 EXS-51 plans draws and checklists by the new rules at once, not at the next start', async () => {
    const jobs = world.gateway.store.connection.collection('jobs');
    const drawAt = async () => (await jobs.findOne({ _id: 'quality.draw:exsim' as never }))?.runAt as Date;
    const routines = async () => {
      const viewer = { organisation: 'exsim', id: 'operator', all: true };
      return (await world.gateway.routines.list(viewer, { history: false, limit: 200 })).map(({ routine }) => routine);
    };
    const before = await drawAt();
    expect(await routines()).not.toContain('nueva');
    const policy = parse(readFileSync(file(), 'utf8'));
    const [audit] = policy.qa.audits;
    policy.qa.audits = [{ ...audit, every: 'day' }];
    policy.routines.push({ name: 'nueva', label: 'Nueva', every: 'week', roles: ['jefe_soporte'] });
    writeFileSync(file(), stringify(policy));
    await look();
    await eventually(async () => (await routines()).includes('nueva') && (await drawAt()) < before);
  });

  it('leaves the other organisations as they are', async () => {
    const other = world.gateway.policies.policyOf('masnegocio');
    change('limitMinutes: 30', 'limitMinutes: 15');
    await look();
    expect(limit()).toBe(15);
    expect(world.gateway.policies.policyOf('masnegocio')).toBe(other);
  });

  it('is shown by the API, and stands in the audit trail with the keys that changed', async () => {
    change('limitMinutes: 30', 'limitMinutes: 15');
    await look();
    const { body } = await world.ask('/api/policy', { organisation: 'exsim' });
    expect(body).toMatchObject({ ticketRule: { limitMinutes: 15 }, file: { refused: null } });
    const { items } = (await world.ask('/api/audit', { organisation: 'exsim' })).body as { items: object[] };
    expect(items[0]).toMatchObject({
      action: 'policy.change',
      subject: { id: 'exsim' },
      facts: { keys: 'ticketRule' },
    });
  });

  it('that says the same in other words changes nothing', async () => {
    const told: string[] = [];
    world.gateway.policies.onPolicyChange(({ organisation }) => told.push(organisation));
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}\n# a comment more\n`);
    await look();
    expect([told, standing()?.refused]).toEqual([[], null]);
  });

  it('keeps the old rules when it is not valid, and says file, line, path and fix', async () => {
    change('limitMinutes: 30', 'limitMinutes: soon');
    await look();
    expect(limit()).toBe(30);
    const line =
      readFileSync(file(), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('limitMinutes: soon')) + 1;
    expect(standing()?.refused).toMatchObject({
      because: 'invalid',
      problems: [{ file: 'exsim.yaml', line, path: 'ticketRule.limitMinutes', message: expect.any(String) }],
    });
    const { body } = await world.ask('/api/policy', { organisation: 'exsim' });
    expect(body).toMatchObject({ file: { refused: { because: 'invalid', problems: [{ line }] } } });
    const ready = await world.ask('/readyz');
    expect(ready).toMatchObject({ status: 200, body: { checks: { policy: expect.stringContaining('exsim') } } });
    const logged = world.logger.lines.filter(({ level }) => level === 'error');
    expect(JSON.stringify(logged)).toContain(`exsim.yaml:${line} ticketRule.limitMinutes`);
    change('limitMinutes: soon', 'limitMinutes: 20');
    await look();
    expect([limit(), standing()?.refused]).toEqual([20, null]);
    expect((await world.ask('/readyz')).body).toMatchObject({ checks: { policy: true } });
  });

  it('keeps the old rules when the file is gone, or no YAML', async () => {
    const text = readFileSync(file(), 'utf8');
    rmSync(file());
    await look();
    expect(standing()?.refused?.problems[0]?.message).toContain('cannot be read');
    writeFileSync(file(), 'organisation: [');
    await look();
    expect([limit(), standing()?.refused?.because]).toEqual([30, 'invalid']);
    writeFileSync(file(), text);
    await look();
    expect(standing()?.refused).toBeNull();
  });

  it('is refused while open tickets are in a state that it takes away, and taken when they moved on', async () => {
    const { gateway, clock } = world;
    const text = gateway.redactor.redact('No abre el módulo').text;
    const [at, actor] = [clock.now(), { role: 'lead', id: 'lola' } as const];
    const draft = { reason: 'request', diagnosis: {}, complexity: null, area: 'desarrollo' } as const;
    const about = { organisation: 'exsim', conversationId: null, contactId: null, at, actor };
    const { id, state } = await gateway.tickets.open('key-1', { subject: text, description: text, ...draft }, about);
    const statesLine = readFileSync(file(), 'utf8').split('\n').indexOf('  states:') + 2;
    change(new RegExp(`\\b${state}\\b`, 'g'), 'por_atender');
    await look();
    expect(standing()?.refused).toMatchObject({
      because: 'stranding',
      problems: [
        {
          path: 'tickets.states',
          line: statesLine,
          message: expect.stringContaining(`"${state}" is gone and one open ticket`),
        },
      ],
    });
    const { states } = gateway.policies.policyOf('exsim').tickets;
    const next = states.find(({ code }) => code === state)?.next.find(({ by }) => by.includes('lead'))?.to ?? '';
    await gateway.tickets.move(id, next, actor, at);
    await look();
    expect(standing()?.refused?.because).toBe('stranding');
    // The file did not change; what is stored did.
    clock.advance({ minutes: 1 });
    await look();
    expect(standing()?.refused).toBeNull();
    expect(gateway.policies.policyOf('exsim').tickets.states.map(({ code }) => code)).toContain('por_atender');
  });

  it('is refused as a whole when it needs a restart or would lose folios', async () => {
    change('timeZone: America/Mexico_City', 'timeZone: America/Bogota');
    await look();
    expect(standing()?.refused).toMatchObject({ because: 'restart', problems: [{ path: 'organisation.timeZone' }] });
    change('timeZone: America/Bogota', 'timeZone: America/Mexico_City');
    change('folioPrefix: EXS', 'folioPrefix: MN');
    await look();
    expect(standing()?.refused?.problems[0]?.message).toContain('folioPrefix MN');
    expect(world.gateway.policies.policyOf('exsim').organisation.folioPrefix).toBe('EXS');
  });

  it('plans the work by the clock again: another hour of the nightly retention', async () => {
    const planned = async () =>
      (await world.gateway.store.connection.collection('jobs').findOne({ _id: 'privacy.retention:exsim' as never }))
        ?.runAt;
    const before = await planned();
    change(/privacy:\n/, 'privacy:\n  retention:\n    at: "05:45"\n');
    await look();
    expect(standing()?.refused?.problems ?? []).toEqual([]);
    for (let left = 100; String(await planned()) === String(before) && left > 0; left -= 1) await wait(10);
    expect(await planned()).not.toEqual(before);
  });
});

describe('watching a folder', () => {
  let folder: string;
  let looks: number;
  let end: () => void;
  const settings = { debounceMs: 20, everyMs: 60_000 };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watched-'));
    writeFileSync(join(folder, 'a.yaml'), 'a');
    looks = 0;
  });
  afterEach(() => {
    end();
    rmSync(folder, { recursive: true, force: true });
  });
  const open = (over: Partial<Parameters<typeof watchFolders>[0]> = {}) => {
    const look = async () => {
      looks += 1;
    };
    end = watchFolders({ folders: [folder], look, logger: buildLogger(), ...settings, ...over });
  };
  const looked = async () => {
    for (let left = 200; looks === 0 && left > 0; left -= 1) await wait(10);
    return looks;
  };

  it('sees an editor that writes, and one that puts another file in its place', async () => {
    open();
    writeFileSync(join(folder, 'a.yaml'), 'b');
    expect(await looked()).toBeGreaterThan(0);
    looks = 0;
    writeFileSync(join(folder, '.a.swp'), 'c');
    renameSync(join(folder, '.a.swp'), join(folder, 'a.yaml'));
    expect(await looked()).toBeGreaterThan(0);
  });

  it('looks once for many writes', async () => {
    open({ debounceMs: 200 });
    for (let n = 0; n < 20; n++) writeFileSync(join(folder, 'a.yaml'), String(n));
    expect(await looked()).toBe(1);
  });

  it('looks regularly where nothing is told of, and goes on after a look that failed', async () => {
    let calls = 0;
    mkdirSync(join(folder, 'other'));
    end = watchFolders({
      folders: [join(folder, 'missing')],
      look: async () => {
        calls += 1;
        throw new Error('defect');
      },
      logger: buildLogger(),
      debounceMs: 20,
      everyMs: 20,
    });
    for (let left = 200; calls < 3 && left > 0; left -= 1) await wait(10);
    expect(calls).toBeGreaterThanOrEqual(3);
  });
});
