import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { VaultItem, VaultOffer, VaultReader } from '../../src/contracts/vault.ts';
import { createLiveBus } from '../../src/conversation/live-bus.ts';
import { openStore } from '../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { defineCounters } from '../../src/storage/models/counters.ts';
import { defineJobs } from '../../src/storage/models/jobs.ts';
import { defineTicketEvents, defineTickets } from '../../src/storage/models/tickets.ts';
import { defineVaultItems } from '../../src/storage/models/vault.ts';
import { VaultRepository } from '../../src/storage/repositories/vault.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import { Keyring, type VaultKeySource } from '../../src/vault/keyring.ts';
import { tokenOf } from '../../src/vault/links.ts';
import { createVault } from '../../src/vault/vault.ts';
import { buildClock, type FakeClock } from './clock.ts';
import { redacted } from './flow-context.ts';
import { buildLogger } from './logger.ts';
import { buildPolicy, type Overrides } from './policy.ts';

/** The key of links in tests. */
export const LINK_KEY = Buffer.alloc(32, 7);

/** An agent of Exsim. */
export const ANA: VaultReader = { kind: 'agent', id: 'ana', roles: ['agent'], organisation: 'exsim' };

/** Keys in memory, as a file would keep them. */
export function buildKeys(keys: readonly Buffer[] = [randomBytes(32)]): VaultKeySource & { keys: readonly Buffer[] } {
  const source = {
    keys,
    read: () => source.keys,
    replace: (next: readonly Buffer[]) => {
      source.keys = next;
    },
  };
  return source;
}

/** What a world may be given of an earlier one, as a restart would. */
export interface VaultWorldOptions {
  readonly dataDir?: string;
  readonly clock?: FakeClock;
  readonly keys?: VaultKeySource;
  readonly vault?: Overrides<Policy['vault']>;
  readonly locale?: Policy['organisation']['locale'];
  /** Changes a stored item between its reading and its change, as another process could. */
  readonly isServed?: boolean;
}

/** The vault over the embedded store with real tickets and jobs, a recorded trail and a recorded chat. */
export async function buildVaultWorld(options: VaultWorldOptions = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'vault-'));
  const clock = options.clock ?? buildClock();
  const keys = options.keys ?? buildKeys();
  const store = await openStore({ dataDir });
  const { connection } = store;
  const model = defineVaultItems(connection);
  const ticketModels = {
    tickets: defineTickets(connection),
    ticketEvents: defineTicketEvents(connection),
    counters: defineCounters(connection),
  };
  const jobModel = defineJobs(connection);
  await store.ready();
  const logger = buildLogger();
  const live = createLiveBus(logger);
  const locale = options.locale ?? 'es-MX';
  const policy = buildPolicy({ vault: options.vault ?? {}, organisation: { locale } } as Overrides<Policy>);
  const tickets = createTickets({ models: ticketModels, rulesOf: createTicketRules(() => policy), live });
  const jobs = new EmbeddedJobQueue({ model: jobModel, clock, logger });
  const trail: AuditRecord[] = [];
  const told: VaultItem[] = [];
  /** Set to make the trail, or the chat, fail. */
  const faults: { trail: Error | null; chat: Error | null } = { trail: null, chat: null };
  const items = new VaultRepository(model);
  const vault = createVault({
    ...{ items, tickets, jobs, live, clock, logger },
    keyring: new Keyring(keys),
    linkKey: LINK_KEY,
    audit: {
      async record(record) {
        if (faults.trail) throw faults.trail;
        trail.push(record);
      },
    },
    notices: {
      async received(item) {
        if (faults.chat) throw faults.chat;
        if (!told.some(({ id }) => id === item.id)) told.push(item);
      },
    },
    policyOf: () => policy,
    isServed: () => options.isServed ?? true,
  });
  let serial = 0;
  return {
    ...{
      dataDir,
      clock,
      keys,
      store,
      model,
      items,
      vault,
      tickets,
      jobs,
      jobModel,
      trail,
      told,
      faults,
      policy,
      logger,
    },
    /** Offers a form and gives its item and the token in its link. */
    async offer(over: Partial<VaultOffer> = {}, key = `key-${++serial}`) {
      const form = await vault.offer(key, { ...offerOf(clock), ...over });
      if (form === null) throw new Error('nothing was offered');
      return { id: form.itemId, token: tokenOf(LINK_KEY, form.itemId) };
    },
    openTicket: (key = 't1', conversationId = 'c1') =>
      tickets.open(
        key,
        {
          ...{ subject: redacted('x'), description: redacted('x'), reason: 'manual', diagnosis: {} },
          ...{ complexity: null, area: 'soporte' },
        },
        {
          ...{ organisation: 'exsim', conversationId, contactId: 'p1' },
          ...{ actor: { role: 'agent', id: 'ana' }, at: clock.now() },
        },
      ),
    /** The deeds in the trail, oldest first. */
    deeds: () => trail.map(({ action }) => action),
    /** The document as it lies in the store. */
    stored: (id: string) => items.find(id),
    close: () => store.close(),
    async destroy() {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The world that `buildVaultWorld` makes. */
export type VaultWorld = Awaited<ReturnType<typeof buildVaultWorld>>;

/** An offer of the bot to one person. */
export function offerOf(clock: FakeClock): VaultOffer {
  return {
    ...{ organisation: 'exsim', conversationId: 'c1', contactId: 'p1', kind: 'password' },
    ...{ by: { kind: 'system', id: 'bot' }, at: clock.now() },
  };
}
