import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createOutageEffect } from '../../src/availability/outage-effect.ts';
import { outageFigures } from '../../src/availability/outage-figures.ts';
import type { OutageDraft } from '../../src/contracts/availability-desk.ts';
import { isAppError } from '../../src/errors/app-error.ts';
import { buildAvailability, twoCustomers } from '../builders/availability.ts';
import { buildClock } from '../builders/clock.ts';
import { withTicket } from '../builders/portal.ts';
import { buildRequesterWorld, LEAD, type RequesterWorld } from '../builders/requesters.ts';

// A store for each test, on a machine that may be busy.
jest.setTimeout(60_000);

let world: RequesterWorld;
let room: ReturnType<typeof buildAvailability>;
beforeEach(async () => {
  world = await buildRequesterWorld({ clock: buildClock(new Date('2026-11-12T16:00:00Z')) });
  room = buildAvailability(world);
});
afterEach(() => world.destroy());

const month = { from: new Date('2026-11-01T06:00:00Z'), to: new Date('2026-12-01T06:00:00Z') };
const at = (hour: string) => new Date(`2026-11-12T${hour}:00Z`);
const draft = (over: Partial<OutageDraft> = {}): OutageDraft => ({
  ...{ service: 'ERP', environment: 'productivo', report: 'no_disponible', startedAt: at('10:00'), endedAt: null },
  ...{ cause: '', action: '', folio: null, ...over },
});
async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? error.details.reason : error;
}

describe('the log of availability', () => {
  it('MAS-83 keeps service, beginning, end, cause and what was done, and is completed later', async () => {
    const { outages } = room;
    const line = await outages.record(draft(), { key: 'k1', by: LEAD });
    expect((await outages.record(draft(), { key: 'k1', by: LEAD })).id).toBe(line.id);
    const whole = draft({ endedAt: at('11:30'), cause: 'Disco lleno. La clave es Canela2023xq', action: 'Se amplió' });
    await outages.change(line.id, whole, { version: line.version, by: LEAD });
    const [stored] = await outages.list(month);
    expect(stored).toMatchObject({ service: 'ERP', environment: 'productivo', action: 'Se amplió', source: 'desk' });
    expect(stored?.cause).not.toContain('Canela2023xq');
    expect(stored?.endedAt).toEqual(at('11:30'));
    expect(await refusal(outages.change(line.id, whole, { version: line.version, by: LEAD }))).toBe('changed');
    expect(world.trail.map(({ action }) => action)).toEqual(expect.arrayContaining(['outage.record', 'outage.change']));
  });

  it('MAS-83 refuses what cannot be', async () => {
    const record = (over: Partial<OutageDraft>) => refusal(room.outages.record(draft(over), { key: 'x', by: LEAD }));
    expect(await record({ endedAt: at('09:00') })).toBe('dates');
    expect(await record({ startedAt: at('23:00') })).toBe('dates');
    expect(await record({ environment: 'otro' })).toBe('environment');
    expect(await record({ folio: 'MN-999999' })).toBe('folio');
  });

  it('MAS-83 a flagged ticket begins a line, its restoration ends it, whatever is applied twice', async () => {
    await twoCustomers(world);
    const effect = createOutageEffect(room.lines, () => world.policy);
    const facts = { relevant: 'yes', availability: 'encolado', environment: 'productivo' };
    const { ticket } = await withTicket(world, { mail: 'ana@cajauno.example', company: 'Caja Uno', more: { facts } });
    const lines = () => room.outages.list(month);
    const apply = async () => {
      const { ticket: now, events } = await world.tickets.get(ticket.id);
      for (const event of events) await effect.apply({ ticket: now, event });
    };
    await apply();
    await apply();
    expect(await lines()).toMatchObject([
      { folio: ticket.folio, source: 'ticket', report: 'encolado', environment: 'productivo', endedAt: null },
    ]);
    const actor = { role: 'agent', id: 'lola' } as const;
    for (const mark of ['relevante', 'comunicado', 'productivo', 'restaurado'])
      await world.tickets.act(ticket.id, { type: 'mark', mark }, { actor, at: world.clock.advance({ minutes: 10 }) });
    await apply();
    expect((await lines())[0]?.endedAt).toEqual(world.clock.now());
  });

  it('MAS-83 figures count the events of each service and its share of time, overlaps once', () => {
    const span = (service: string, from: string, to: string | null) => ({
      ...{ service, startedAt: at(from), endedAt: to === null ? null : at(to) },
    });
    const lines = [span('ERP', '10:00', '11:00'), span('ERP', '10:30', '12:00'), span('VPN', '09:00', null)];
    const day = { from: at('00:00'), to: new Date('2026-11-13T00:00:00Z'), now: at('10:00') };
    const all = outageFigures(lines, { ...day, now: new Date('2026-11-13T00:00:00Z') });
    expect(all).toEqual([
      { service: 'VPN', events: 1, downMs: 15 * 3_600_000, longestMs: 15 * 3_600_000, availability: 37.5 },
      { service: 'ERP', events: 2, downMs: 2 * 3_600_000, longestMs: 1.5 * 3_600_000, availability: 91.67 },
    ]);
    // What lasts still is counted until now, of the time that has passed.
    expect(outageFigures([span('VPN', '09:00', null)], day)).toMatchObject([{ downMs: 3_600_000, availability: 90 }]);
  });
});
