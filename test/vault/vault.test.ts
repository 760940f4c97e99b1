import { afterEach, describe, expect, it } from '@jest/globals';
import type { VaultReader } from '../../src/contracts/vault.ts';
import { VaultRepository } from '../../src/storage/repositories/vault.ts';
import { tokenOf } from '../../src/vault/links.ts';
import { redacted } from '../builders/flow-context.ts';
import { ANA, buildVaultWorld, LINK_KEY, offerOf, type VaultWorld, type VaultWorldOptions } from '../builders/vault.ts';

const VALUE = 'Canela-2023-xyz';
const REASON = redacted('Entrar al servidor del cliente');
const worlds: VaultWorld[] = [];
const open = async (options: VaultWorldOptions = {}) => {
  const world = await buildVaultWorld(options);
  worlds.push(world);
  return world;
};
const code = (value: string) => expect.objectContaining({ code: value });

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.destroy();
});

describe('offering', () => {
  it('P2 a repeated turn finds the same item and so the same link; the trail has one offer', async () => {
    const world = await open();
    const first = await world.offer({}, 'turn-1');
    const again = await world.offer({}, 'turn-1');
    expect(again).toEqual(first);
    expect(world.deeds()).toEqual(['vault.offer']);
  });

  it('MAS-132 offers the form that still waits again, and a new one once it is used, almost over, or of another kind', async () => {
    const world = await open();
    const first = await world.offer();
    expect((await world.offer()).id).toBe(first.id);
    expect((await world.offer({ kind: 'ip' })).id).not.toBe(first.id);
    expect((await world.offer({ conversationId: 'c2' })).id).not.toBe(first.id);
    world.clock.advance({ hours: 23, minutes: 1 });
    expect((await world.offer({ at: world.clock.now() })).id).not.toBe(first.id);
  });

  it.each<[string, VaultWorldOptions]>([
    ['the policy turns it off', { vault: { enabled: false } }],
    ['the policy does not offer the kind', { vault: { kinds: ['ip'] } }],
    ['nobody serves the page', { isServed: false }],
  ])('offers nothing when %s', async (_why, options) => {
    const world = await open(options);
    expect(await world.vault.offer('k', offerOf(world.clock))).toBeNull();
    expect(await world.model.countDocuments({})).toBe(0);
  });

  it('P4 stores a digest of the link and nothing that opens it', async () => {
    const world = await open();
    const { id, token } = await world.offer();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await world.stored(id))).not.toContain(token);
    expect(tokenOf(Buffer.alloc(32, 8), id)).not.toBe(tokenOf(LINK_KEY, id));
  });
});

describe('handing over', () => {
  it('MAS-132 takes the value once: of two at the same time one wins', async () => {
    const world = await open();
    const { id, token } = await world.offer();
    const both = await Promise.all([world.vault.deposit(token, VALUE), world.vault.deposit(token, 'otra')]);
    expect(both.filter((one) => one !== null)).toHaveLength(1);
    expect(world.deeds()).toEqual(['vault.offer', 'vault.deposit', 'vault.refuse']);
    expect((await world.vault.reveal(id, ANA, REASON)).value).toBe(VALUE);
    expect(await world.vault.deposit(token, 'tercera')).toBeNull();
  });

  it('MAS-132 takes it once among several processes too: the store decides', async () => {
    const world = await open();
    const { id } = await world.offer();
    const late = new VaultRepository(world.model);
    const at = world.clock.now();
    const about = { sealed: { body: 'a', key: 'b' }, keyId: 'k', at, eraseAt: new Date(at.getTime() + 1) };
    const both = await Promise.all([world.items.receive(id, about), late.receive(id, about)]);
    expect(both.filter((one) => one !== null)).toHaveLength(1);
  });

  it('looking changes nothing, however often', async () => {
    const world = await open();
    const { id, token } = await world.offer();
    const before = await world.stored(id);
    for (let look = 0; look < 20; look++) expect(await world.vault.open(token)).toMatchObject({ kind: 'password' });
    expect(await world.stored(id)).toEqual(before);
    expect(await world.vault.deposit(token, VALUE)).not.toBeNull();
  });

  it('P4 leaves nothing of the value in the store, the trail, the chat or the log', async () => {
    const world = await open();
    const { id, token } = await world.offer();
    await world.vault.deposit(token, VALUE);
    await world.vault.reveal(id, ANA, REASON);
    const everything = JSON.stringify([await world.stored(id), world.trail, world.told, world.logger.lines]);
    expect(everything).not.toContain(VALUE);
    expect(everything).not.toContain(Buffer.from(VALUE).toString('base64').slice(0, 16));
    expect(everything).not.toContain(token);
  });

  it('MAS-132 ends with the link: one second before it works, at the end it does not', async () => {
    const world = await open({ vault: { linkHours: 2 } });
    const [early, late] = [await world.offer(), await world.offer({ conversationId: 'c2' })];
    world.clock.advance({ hours: 2, seconds: -1 });
    expect(await world.vault.deposit(early.token, VALUE)).not.toBeNull();
    world.clock.advance({ seconds: 1 });
    expect(await world.vault.open(late.token)).toBeNull();
    expect(await world.vault.deposit(late.token, VALUE)).toBeNull();
    expect(world.trail.at(-1)).toMatchObject({ action: 'vault.refuse', facts: { cause: 'expired' } });
  });

  it('answers an unknown token like a used one, and puts nothing into the trail for it', async () => {
    const world = await open();
    expect(await world.vault.open('x'.repeat(43))).toBeNull();
    expect(await world.vault.deposit('', VALUE)).toBeNull();
    expect(world.trail).toEqual([]);
  });

  it('takes nothing when the trail cannot be written, and the link still works', async () => {
    const world = await open();
    const { id, token } = await world.offer();
    world.faults.trail = new Error('disk full');
    await expect(world.vault.deposit(token, VALUE)).rejects.toThrow('disk full');
    expect(await world.stored(id)).toMatchObject({ state: 'offered', sealed: null });
    world.faults.trail = null;
    expect(await world.vault.deposit(token, VALUE)).not.toBeNull();
  });

  it('MAS-132 tells the chat that it came, once; a chat that fails is told at the next start (P5)', async () => {
    const first = await open();
    const { id, token } = await first.offer();
    first.faults.chat = new Error('busy');
    expect(await first.vault.deposit(token, VALUE)).not.toBeNull();
    expect(first.told).toEqual([]);
    await first.close();
    const next = await open({ dataDir: first.dataDir, keys: first.keys, clock: first.clock });
    expect(await next.vault.recover()).toBe(1);
    expect(next.told.map((item) => item.id)).toEqual([id]);
    await next.vault.recover();
    expect(next.told).toHaveLength(1);
    worlds.splice(worlds.indexOf(first), 1);
  });
});

describe('the ticket', () => {
  it('MAS-132 is joined when it opens after the offer, and the value still opens', async () => {
    const world = await open();
    const { id, token } = await world.offer();
    await world.vault.deposit(token, VALUE);
    const ticket = await world.openTicket();
    await eventually(async () =>
      expect(await world.stored(id)).toMatchObject({ ticket: ticket.id, folio: ticket.folio }),
    );
    expect((await world.vault.reveal(id, ANA, REASON)).item.folio).toBe(ticket.folio);
  });

  it('MAS-132 is shown on the page when it is open already', async () => {
    const world = await open();
    const ticket = await world.openTicket();
    const { token } = await world.offer();
    expect(await world.vault.open(token)).toMatchObject({ folio: ticket.folio, organisation: 'Exsim', language: 'es' });
  });

  it('P4 takes the ciphertext and its key along when it closes; a link that waits ends with it', async () => {
    const world = await open();
    const ticket = await world.openTicket();
    const [received, waiting] = [await world.offer(), await world.offer({ kind: 'ip' })];
    await world.vault.deposit(received.token, VALUE);
    await close(world, ticket.id);
    await eventually(async () => expect((await world.stored(received.id))?.state).toBe('erased'));
    const doc = await world.stored(received.id);
    expect(doc).toMatchObject({ sealed: null, eraseAt: null, erasedBecause: 'ticketClosed' });
    expect(doc?.keyId).toBeUndefined();
    await eventually(async () => expect((await world.stored(waiting.id))?.state).toBe('expired'));
    expect(await world.vault.deposit(waiting.token, VALUE)).toBeNull();
    await expect(world.vault.reveal(received.id, ANA, REASON)).rejects.toThrow(code('VAULT_VALUE_GONE'));
    expect(world.deeds()).toContain('vault.erase');
  });

  it('P5 that closed while nobody ran is found at the next start', async () => {
    const first = await open();
    const { id, token } = await first.offer();
    await first.vault.deposit(token, VALUE);
    const ticket = await first.openTicket();
    await eventually(async () => expect((await first.stored(id))?.ticket).toBe(ticket.id));
    // The crash falls between the ticket's move and the erasing: only the store knows of it.
    await first.model.db.model('tickets').updateOne({ _id: ticket.id }, { $set: { closedAt: first.clock.now() } });
    await first.close();
    const next = await open({ dataDir: first.dataDir, keys: first.keys, clock: first.clock });
    await next.vault.recover();
    expect(await next.stored(id)).toMatchObject({ state: 'erased', erasedBecause: 'ticketClosed', sealed: null });
    worlds.splice(worlds.indexOf(first), 1);
  });
});

describe('the end of the days', () => {
  it('P4 erases at the policy’s day by its job, and links at their hour', async () => {
    const world = await open({ vault: { keepDays: 3, linkHours: 5 } });
    const [received, waiting] = [await world.offer(), await world.offer({ conversationId: 'c2' })];
    await world.vault.deposit(received.token, VALUE);
    expect(await jobsAt(world)).toEqual([
      [`vault:${waiting.id}`, hoursFrom(world, 5)],
      [`vault:${received.id}`, hoursFrom(world, 72)],
    ]);
    world.clock.advance({ hours: 72 });
    await world.vault.recover();
    expect(await world.stored(received.id)).toMatchObject({ state: 'erased', erasedBecause: 'kept', sealed: null });
    expect(await world.stored(waiting.id)).toMatchObject({ state: 'expired' });
  });

  it('P4 reveals nothing after its end, even if the job has not come yet', async () => {
    const world = await open({ vault: { keepDays: 1 } });
    const { id, token } = await world.offer();
    await world.vault.deposit(token, VALUE);
    world.clock.advance({ hours: 24 });
    await expect(world.vault.reveal(id, ANA, REASON)).rejects.toThrow(code('VAULT_VALUE_GONE'));
  });
});

describe('revealing', () => {
  async function received(options: VaultWorldOptions = {}) {
    const world = await open(options);
    const { id, token } = await world.offer();
    await world.vault.deposit(token, VALUE);
    world.trail.length = 0;
    return { world, id };
  }

  it('MAS-132 gives the value against a reason that stands in the trail, and counts', async () => {
    const { world, id } = await received({ vault: { revealSeconds: 20 } });
    const revealed = await world.vault.reveal(id, ANA, REASON);
    expect(revealed).toMatchObject({ value: VALUE, hideAfterSeconds: 20 });
    expect(revealed.item).toMatchObject({ reveals: 1, lastRevealedBy: 'ana', lastRevealedAt: world.clock.now() });
    expect(world.trail).toMatchObject([
      { action: 'vault.reveal', actor: { kind: 'agent', id: 'ana' }, subject: { id }, reason: REASON },
    ]);
  });

  it.each<[string, VaultReader, string, string]>([
    ['without a reason', ANA, '   ', 'VAULT_REASON_MISSING'],
    ['with a reason that says nothing', ANA, 'x', 'VAULT_REASON_MISSING'],
    ['to a role that the policy does not name', { ...ANA, roles: ['admin'] }, REASON, 'VAULT_REVEAL_REFUSED'],
    ['to the operator’s token', { ...ANA, kind: 'operator', organisation: null }, REASON, 'VAULT_REVEAL_REFUSED'],
    ['to another organisation', { ...ANA, organisation: 'other' }, REASON, 'VAULT_ITEM_NOT_FOUND'],
  ])('MAS-132 refuses %s, and the trail says so', async (_what, reader, reason, expected) => {
    const { world, id } = await received();
    await expect(world.vault.reveal(id, reader, redacted(reason))).rejects.toThrow(code(expected));
    expect(world.trail).toMatchObject([{ action: 'vault.refuse', facts: { cause: expected } }]);
    expect(await world.stored(id)).toMatchObject({ reveals: 0 });
  });

  it('gives nothing when the trail cannot be written', async () => {
    const { world, id } = await received();
    world.faults.trail = new Error('disk full');
    await expect(world.vault.reveal(id, ANA, REASON)).rejects.toThrow('disk full');
    expect(await world.stored(id)).toMatchObject({ reveals: 0 });
  });

  it('knows no item that is not there, and none whose value never came', async () => {
    const { world } = await received();
    await expect(world.vault.reveal('nobody', ANA, REASON)).rejects.toThrow(code('VAULT_ITEM_NOT_FOUND'));
    const empty = await world.offer({ conversationId: 'c2' });
    await expect(world.vault.reveal(empty.id, ANA, REASON)).rejects.toThrow(code('VAULT_VALUE_GONE'));
  });

  it('P4 gives nothing of a ciphertext that was moved to another item', async () => {
    const { world, id } = await received();
    const other = await world.offer({ conversationId: 'c2' });
    await world.vault.deposit(other.token, 'otra');
    const stolen = await world.stored(id);
    await world.model.updateOne({ _id: other.id }, { $set: { sealed: stolen?.sealed } });
    await expect(world.vault.reveal(other.id, ANA, REASON)).rejects.toThrow(code('VAULT_VALUE_UNREADABLE'));
  });

  it('marked as changed erases at once, with who did it', async () => {
    const { world, id } = await received();
    const item = await world.vault.markChanged(id, ANA);
    expect(item).toMatchObject({ state: 'erased', erasedBecause: 'changed' });
    expect(await world.stored(id)).toMatchObject({ sealed: null });
    expect(world.trail.map(({ action, actor }) => [action, actor.id])).toEqual([
      ['vault.changed', 'ana'],
      ['vault.erase', 'ana'],
    ]);
    await expect(world.vault.markChanged(id, ANA)).rejects.toThrow(code('VAULT_VALUE_GONE'));
  });
});

/** Closes a ticket along the policy. */
async function close(world: VaultWorld, id: string): Promise<void> {
  const lead = { role: 'lead', id: 'luz' } as const;
  const { ticket } = await world.tickets.get(id);
  const phaseOf = (state: string) => world.policy.tickets.states.find((one) => one.code === state);
  const queue: string[][] = [[ticket.state]];
  const seen = new Set<string>();
  for (let path = queue.shift(); path; path = queue.shift()) {
    const at = path.at(-1) ?? '';
    if (phaseOf(at)?.phase === 'closed') {
      for (const step of path.slice(1)) await world.tickets.move(id, step, lead, world.clock.now());
      return;
    }
    seen.add(at);
    for (const { to, by } of phaseOf(at)?.next ?? [])
      if (by.includes('lead') && !seen.has(to)) queue.push([...path, to]);
  }
  throw new Error('the policy closes no ticket');
}

async function jobsAt(world: VaultWorld): Promise<[string, Date][]> {
  const jobs = await world.jobModel.find({ type: 'vault' }).sort({ runAt: 1 }).lean();
  return jobs.map(({ _id, runAt }) => [_id, runAt]);
}

function hoursFrom(world: VaultWorld, hours: number): Date {
  return new Date(world.clock.now().getTime() + hours * 3_600_000);
}

/** What a live event leads to comes some microtasks and writes later. */
async function eventually(check: () => Promise<void>): Promise<void> {
  for (let turn = 0; ; turn++) {
    try {
      return await check();
    } catch (error) {
      if (turn > 200) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
