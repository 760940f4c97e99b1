import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MaintenanceDraft } from '../../src/contracts/availability-desk.ts';
import { AppError, isAppError } from '../../src/errors/app-error.ts';
import { buildAvailability, twoCustomers } from '../builders/availability.ts';
import { buildClock } from '../builders/clock.ts';
import { buildRequesterWorld, LEAD, type RequesterWorld } from '../builders/requesters.ts';

// A store for each test, on a machine that may be busy.
jest.setTimeout(60_000);

let world: RequesterWorld;
let room: ReturnType<typeof buildAvailability>;
let ids: Record<string, string>;
beforeEach(async () => {
  // Thursday, 12 November 2026, 10:00 in Mexico City.
  world = await buildRequesterWorld({ clock: buildClock(new Date('2026-11-12T16:00:00Z')) });
  room = buildAvailability(world);
  ids = await twoCustomers(world);
});
afterEach(() => world.destroy());

const draft = (over: Partial<MaintenanceDraft> = {}): MaintenanceDraft => ({
  ...{ kind: 'planned', title: 'Actualización del ERP', text: 'Guarden su trabajo antes.', services: ['ERP'] },
  ...{ from: new Date('2026-11-20T04:00:00Z'), to: new Date('2026-11-20T08:00:00Z'), companies: [] },
  ...over,
});
let keys = 0;
const write = (over: Partial<MaintenanceDraft> = {}) => {
  keys += 1;
  return room.maintenance.write(draft(over), { key: `k${keys}`, by: LEAD });
};
const announce = async (id: string, late = false) => {
  const { version } = await room.maintenance.get(id);
  return room.maintenance.announce(id, { version, late, by: LEAD });
};
const sent = () => world.mails.map(({ to }) => to).sort();
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? `${error.code} ${error.details.reason ?? ''}`.trim() : String(error);
}

describe('planned maintenance', () => {
  it('MAS-110 is mailed in advance to every customer, with the period of unavailability, once to each', async () => {
    const { id } = await write();
    expect(await room.maintenance.foresee(id)).toEqual({
      ...{ recipients: 3, unreachable: ['Caja Tres'], tellBy: '2026-11-14', isLate: false },
    });
    expect(world.mails).toEqual([]);
    await announce(id);
    await world.jobs.runDue();
    expect(sent()).toEqual(['eva@cajauno.example', 'luz@cajados.example', 'ruth@cajauno.example']);
    const [mail] = world.mails;
    expect(mail?.subject).toContain('mantenimiento programado, Actualización del ERP');
    expect(mail?.text).toMatch(
      /Periodo de indisponibilidad: jueves, 19 de noviembre de 2026.*10:00.*viernes, 20 de noviembre.*2:00/,
    );
    expect(mail?.text).toContain('Guarden su trabajo antes.');
    await room.maintenance.recover();
    await world.jobs.runDue();
    expect(world.mails).toHaveLength(3);
    const { deliveries, state } = await room.maintenance.get(id);
    expect([state, deliveries.map((one) => one.state)]).toEqual(['announced', ['sent', 'sent', 'sent']]);
    expect(deliveries.map(({ name }) => name).sort()).toEqual(['Caja Uno', 'Luz Mar', 'Ruth Sol']);
  });

  it('MAS-110 a window on the 20th is announced on the 15th, and not after it without a warning', async () => {
    const window = { from: new Date('2026-11-20T15:00:00Z'), to: new Date('2026-11-20T18:00:00Z') };
    const { id } = await write(window);
    world.clock.set(new Date('2026-11-16T05:59:00Z'));
    expect(await room.maintenance.foresee(id)).toMatchObject({ tellBy: '2026-11-15', isLate: false });
    world.clock.set(new Date('2026-11-16T06:00:00Z'));
    expect((await room.maintenance.foresee(id)).isLate).toBe(true);
    expect(await refusal(announce(id))).toBe('MAINTENANCE_LATE');
    await world.jobs.runDue();
    expect(world.mails).toEqual([]);
    expect((await announce(id, true)).state).toBe('announced');
  });

  it('MAS-110 goes to the customers concerned and to nobody else', async () => {
    const { id } = await write({ companies: [ids['Caja Dos'] ?? ''] });
    await announce(id);
    await world.jobs.runDue();
    expect(sent()).toEqual(['luz@cajados.example']);
  });

  it('MAS-110 tells those who were told what changed, and that it is cancelled', async () => {
    const { id } = await write({ companies: [ids['Caja Dos'] ?? ''] });
    await announce(id);
    await world.jobs.runDue();
    expect(await refusal(announce(id))).toBe('MAINTENANCE_REFUSED told');
    const later = draft({ to: new Date('2026-11-20T10:00:00Z'), companies: [ids['Caja Dos'] ?? ''] });
    expect((await room.maintenance.write(later, { id, key: '', by: LEAD })).isUntold).toBe(true);
    await announce(id);
    const { version } = await room.maintenance.get(id);
    await world.jobs.runDue();
    expect(await refusal(room.maintenance.finish(id, { news: 'cancelled', version, by: LEAD }))).toContain('changed');
    const now = (await room.maintenance.get(id)).version;
    await room.maintenance.finish(id, { news: 'cancelled', version: now, by: LEAD });
    await world.jobs.runDue();
    expect(world.mails.map(({ subject }) => subject.split(':')[1]?.split(',')[0]?.trim())).toEqual([
      ...['mantenimiento programado', 'cambio en el aviso de mantenimiento', 'se cancela el mantenimiento'],
    ]);
    expect(world.trail.map(({ action }) => action).filter((one) => one.startsWith('maintenance'))).toEqual([
      ...['maintenance.write', 'maintenance.announced', 'maintenance.change'],
      ...['maintenance.changed', 'maintenance.cancelled'],
    ]);
  });

  it('MAS-110, P3 tries again while the mail server is away, gives up visibly, and sends on request', async () => {
    const { id } = await write({ companies: [ids['Caja Dos'] ?? ''] });
    world.faults.mail = new AppError('DELIVERY_FAILED', { channel: 'email' });
    await announce(id);
    await world.jobs.runDue();
    expect((await room.maintenance.get(id)).deliveries).toMatchObject([{ state: 'waiting', code: 'DELIVERY_FAILED' }]);
    for (const minutes of [2, 6, 31, 121]) {
      world.clock.advance({ minutes });
      await world.jobs.runDue();
    }
    expect((await room.maintenance.get(id)).deliveries).toMatchObject([{ state: 'failed' }]);
    world.faults.mail = null;
    await room.maintenance.resend(id, LEAD);
    await world.jobs.runDue();
    expect((await room.maintenance.get(id)).deliveries).toMatchObject([{ state: 'sent', code: null }]);
    expect(sent()).toEqual(['luz@cajados.example']);
  });

  it('MAS-110 refuses what makes no sense, and takes secrets out of what is written', async () => {
    expect(await refusal(write({ to: new Date('2026-11-20T04:00:00Z') }))).toBe('MAINTENANCE_REFUSED dates');
    expect(await refusal(write({ companies: ['nobody'] }))).toBe('MAINTENANCE_REFUSED companies');
    const { text } = await write({ text: 'La clave del servidor es Canela2023xq' });
    expect(text).not.toContain('Canela2023xq');
    expect((await write({ text: '', services: [] })).text).toBe('');
    const once = { key: 'same', by: LEAD };
    const [one, two] = [await room.maintenance.write(draft(), once), await room.maintenance.write(draft(), once)];
    expect(one.id).toBe(two.id);
  });
});

describe('urgent maintenance', () => {
  it('MAS-111 is told at once, without lead time, with the estimated restoration, and again when it is restored', async () => {
    const now = world.clock.now();
    const to = new Date(now.getTime() + 2 * 3_600_000);
    const { id } = await write({ kind: 'urgent', title: 'Falla de almacenamiento', from: now, to });
    expect(await room.maintenance.foresee(id)).toMatchObject({ tellBy: null, isLate: false });
    await announce(id);
    await world.jobs.runDue();
    expect(world.mails).toHaveLength(3);
    expect(world.mails[0]?.subject).toContain('mantenimiento urgente');
    expect(world.mails[0]?.text).toMatch(/Restablecimiento estimado: jueves, 12 de noviembre de 2026,? 12:00/);
    const { version } = await room.maintenance.get(id);
    await room.maintenance.finish(id, { news: 'restored', version, by: LEAD });
    await world.jobs.runDue();
    expect(world.mails.at(-1)?.text).toContain('El servicio quedó restablecido.');
    expect(world.mails).toHaveLength(6);
  });
});

describe('what is current', () => {
  const shown = (company: string | null, at: string) =>
    room.board.current(company, new Date(at)).map(({ title }) => title);

  it('MAS-112 is shown from the announcement to its end, to the customers concerned', async () => {
    const all = await write({ title: 'Para todos' });
    const some = await write({ title: 'Para Dos', companies: [ids['Caja Dos'] ?? ''] });
    expect(shown('Caja Dos', '2026-11-19T00:00:00Z')).toEqual([]);
    await announce(all.id);
    await announce(some.id);
    expect(shown('caja dos', '2026-11-19T00:00:00Z').sort()).toEqual(['Para Dos', 'Para todos']);
    expect(shown('Caja Uno', '2026-11-19T00:00:00Z')).toEqual(['Para todos']);
    expect(shown(null, '2026-11-19T00:00:00Z')).toEqual(['Para todos']);
    expect(shown('Caja Dos', '2026-11-20T08:00:00Z')).toEqual([]);
    const { version } = await room.maintenance.get(all.id);
    await world.jobs.runDue();
    expect(version).toBeGreaterThan(1);
    const now = (await room.maintenance.get(all.id)).version;
    await room.maintenance.finish(all.id, { news: 'cancelled', version: now, by: LEAD });
    expect(shown('Caja Uno', '2026-11-19T00:00:00Z')).toEqual([]);
  });

  it('MAS-112 an urgent one stays until somebody says that it is over', async () => {
    const now = world.clock.now();
    const to = new Date(now.getTime() + 3_600_000);
    await announce((await write({ kind: 'urgent', title: 'Caída', from: now, to })).id);
    expect(shown(null, '2026-11-13T16:00:00Z')).toEqual(['Caída']);
  });
});
