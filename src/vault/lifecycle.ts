import type { AuditActor } from '../contracts/audit.ts';
import type { TicketView } from '../contracts/ticket.ts';
import type { ErasedBecause } from '../contracts/vault.ts';
import { type VaultDoc, viewVaultItem } from '../storage/models/vault.ts';
import { recordDeed, type VaultDeps, vaultActor } from './deps.ts';

/** What becomes of an item without anybody's doing. Everything is decided from the database, so it may be asked for twice. */
export interface Lifecycle {
  /** Does what is due: tells the chat, joins it to its ticket, ends it, or sets the next look. */
  look(itemId: string): Promise<void>;
  /** Looks again in some seconds, because something failed. Never throws. */
  later(itemId: string, cause: unknown): Promise<void>;
  erase(doc: VaultDoc, because: ErasedBecause, by?: AuditActor): Promise<VaultDoc>;
  expire(doc: VaultDoc): Promise<void>;
  /** P5: looks at every item that is not over. Returns how many. */
  recover(): Promise<number>;
}

const AGAIN_MS = 10_000;
const TICKETS_OF_A_CONVERSATION = 50;

/** Ends links and values in time, also those whose job was lost. */
export function createLifecycle(deps: VaultDeps): Lifecycle {
  const { items, jobs, live, tickets, clock, logger, notices } = deps;

  const schedule = (id: string, runAt: Date) =>
    jobs.schedule({ key: `vault:${id}`, type: 'vault', runAt, data: { item: id } });

  async function erase(doc: VaultDoc, because: ErasedBecause, by: AuditActor = vaultActor): Promise<VaultDoc> {
    await recordDeed(deps, 'erase', doc, { actor: by, facts: { because } });
    const erased = await items.erase(doc._id, because, clock.now());
    return erased ?? (await items.find(doc._id)) ?? doc;
  }

  async function expire(doc: VaultDoc): Promise<void> {
    await recordDeed(deps, 'expire', doc, { actor: vaultActor });
    await items.expire(doc._id);
  }

  /** The chat says that it came; an item that was erased at once had come all the same. */
  async function notice(doc: VaultDoc): Promise<void> {
    if (doc.receivedAt === null || doc.noticedAt !== null) return;
    await notices.received(viewVaultItem(doc));
    await items.noticed(doc._id, clock.now());
  }

  async function look(id: string): Promise<void> {
    const found = await items.find(id);
    if (found === null || found.dueAt === undefined) return;
    const ticket = await ticketOf(found);
    const doc = ticket === null || found.ticket !== null ? found : ((await items.bind(id, ticket)) ?? found);
    await notice(doc);
    const isOver = ticket !== null && ticket.closedAt !== null;
    const isDue = doc.dueAt !== undefined && doc.dueAt <= clock.now();
    if (doc.state === 'received' && (isOver || isDue)) await erase(doc, isOver ? 'ticketClosed' : 'kept');
    else if (doc.state === 'offered' && (isOver || isDue)) await expire(doc);
    else if (doc.dueAt !== undefined) await schedule(id, doc.dueAt);
  }

  /** The ticket that the item is joined to; without one, the newest of its conversation that is open or was opened since. */
  async function ticketOf(doc: VaultDoc): Promise<TicketView | null> {
    if (doc.ticket !== null) return (await tickets.get(doc.ticket)).ticket;
    const { items: found } = await tickets.list({
      organisation: doc.org,
      conversationId: doc.conversation,
      limit: TICKETS_OF_A_CONVERSATION,
    });
    return found.find((ticket) => ticket.closedAt === null || ticket.openedAt >= doc.offeredAt) ?? null;
  }

  async function later(id: string, cause: unknown): Promise<void> {
    logger.error({ item: id, err: cause }, 'a vault item was not seen to; it will be tried again');
    await schedule(id, new Date(clock.now().getTime() + AGAIN_MS)).catch((err: unknown) =>
      logger.error({ item: id, err }, 'no job for a vault item; the next start will find it'),
    );
  }

  async function onTicket(ticketId: string): Promise<void> {
    const { ticket } = await tickets.get(ticketId);
    if (ticket.conversationId === null) return;
    for (const doc of await items.ofConversation(ticket.conversationId)) {
      if (doc.dueAt !== undefined) await look(doc._id).catch((error: unknown) => later(doc._id, error));
    }
  }

  jobs.handle('vault', (job) => look(String(job.data.item)));
  live.subscribe((event, origin) => {
    if (event.type !== 'ticket' || origin === 'elsewhere') return;
    onTicket(event.ticketId).catch((err: unknown) =>
      logger.error(
        { ticket: event.ticketId, err },
        'vault items of a ticket not seen to; their jobs and the next start will',
      ),
    );
  });
  return {
    look,
    later,
    erase,
    expire,
    async recover() {
      const living = await items.living();
      for (const { _id } of living) await look(_id).catch((error: unknown) => later(_id, error));
      return living.length;
    },
  };
}
