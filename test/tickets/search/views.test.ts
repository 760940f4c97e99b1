import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ViewOwner } from '../../../src/contracts/ticket-views.ts';
import { createRedactor } from '../../../src/redaction/index.ts';
import { openStore, type StoreHandle } from '../../../src/storage/connection.ts';
import { defineTicketViews } from '../../../src/storage/models/ticket-views.ts';
import { TicketViewRepository } from '../../../src/storage/repositories/ticket-views.ts';
import { createTicketViews } from '../../../src/tickets/search/views.ts';
import { buildClock } from '../../builders/clock.ts';

const ana: ViewOwner = { organisation: 'exsim', id: 'ana', mayShare: false };
const beto: ViewOwner = { ...ana, id: 'beto' };
const lead: ViewOwner = { ...ana, id: 'luz', mayShare: true };
const stranger: ViewOwner = { ...lead, organisation: 'confa' };

let folder: string;
let store: StoreHandle;
let views: ReturnType<typeof createTicketViews>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  store = await openStore({ dataDir: folder });
  const model = defineTicketViews(store.connection);
  await store.ready();
  views = createTicketViews({
    views: new TicketViewRepository(model),
    redactor: createRedactor(),
    clock: buildClock(),
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const draft = { name: 'Nómina', shared: false, filter: { state: 'abierto', open: true }, sort: 'due' } as const;
const names = async (owner: ViewOwner) => (await views.list(owner)).map(({ name }) => name);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code,
  );

describe('views of tickets', () => {
  it('are one’s own or the team’s; nobody sees another’s, and the same id again changes it', async () => {
    await views.save('key-00001', draft, ana);
    await views.save('key-00001', { ...draft, name: 'Nóminas' }, ana);
    await views.save('key-00002', { ...draft, name: 'Del equipo', shared: true }, lead);
    expect(await names(ana)).toEqual(['Del equipo', 'Nóminas']);
    expect(await names(beto)).toEqual(['Del equipo']);
    expect(await names(stranger)).toEqual([]);
  });

  it('of the team are written and deleted by those who may alone', async () => {
    expect(await codeOf(views.save('key-00003', { ...draft, shared: true }, ana))).toBe('FORBIDDEN');
    const { id } = await views.save('key-00004', { ...draft, shared: true }, lead);
    expect(await codeOf(views.save(id, { ...draft, shared: false }, ana))).toBe('FORBIDDEN');
    expect(await codeOf(views.remove(id, ana))).toBe('FORBIDDEN');
    expect(await codeOf(views.remove(id, stranger))).toBe('TICKET_VIEW_NOT_FOUND');
    const own = await views.save('key-00005', draft, ana);
    expect(await codeOf(views.remove(own.id, lead))).toBe('TICKET_VIEW_NOT_FOUND');
    await views.remove(id, lead);
    await views.remove(own.id, ana);
    expect(await names(ana)).toEqual([]);
  });

  it('are thirty at most', async () => {
    for (let number = 0; number < 30; number += 1) await views.save(`many-${number}-key`, draft, ana);
    expect(await codeOf(views.save('one-too-many', draft, ana))).toBe('TICKET_VIEWS_TOO_MANY');
  });

  it('P4 keep no password that somebody typed into a name', async () => {
    const text = 'mi contraseña es Gx7!pelota99';
    const saved = await views.save('key-00006', { ...draft, name: text }, ana);
    expect(JSON.stringify(saved)).not.toContain('pelota99');
    const [stored] = await store.connection.model('ticket_views').find().lean();
    expect(JSON.stringify(stored)).not.toContain('pelota99');
  });
});
