import type { ChannelAdapter } from '../contracts/channel.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Desk } from '../desk/desk.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { Tickets } from '../tickets/tickets.ts';
import type { TicketTimers } from '../tickets/timers/timers.ts';
import type { JoinedContacts } from './contacts.ts';
import type { Base, ServedOrganisation } from './gateway.ts';
import type { Integrations } from './integrations.ts';
import type { OrganisationRoom } from './organisation-room.ts';
import type { Pipeline } from './pipeline.ts';
import type { PolicyReload } from './policy-reload.ts';
import type { JoinedQuality } from './quality.ts';
import { keepFresh } from './refreshing.ts';
import type { FigureUpkeep } from './reports.ts';
import type { JoinedRequesters } from './requesters.ts';
import type { TicketLife } from './ticket-life.ts';
import { scheduleWarming } from './warming.ts';
import { keepWatch } from './watching.ts';

/** What a gateway lives on. */
export interface Living extends Base {
  readonly reload: PolicyReload;
  readonly rooms: ReadonlyMap<string, OrganisationRoom>;
  readonly served: ReadonlyMap<string, ServedOrganisation & { readonly privacy: Privacy }>;
  readonly pipeline: Pipeline;
  readonly desk: Desk;
  readonly tickets: Tickets;
  readonly timers: TicketTimers;
  readonly ticketLife: TicketLife;
  readonly jobs: JobQueue;
  readonly adapters: Map<string, ChannelAdapter>;
  readonly vault: { recover(): Promise<number> };
  readonly people: JoinedRequesters;
  readonly contacts: JoinedContacts;
  readonly figureUpkeep: FigureUpkeep;
  readonly integrations: Pick<Integrations, 'recover' | 'idle'>;
  readonly quality: Pick<JoinedQuality, 'recover' | 'replan'>;
}

/** Another process may still be at what began less than this long ago. */
const OTHERS_MS = 30_000;

/** A changed policy holds for the next turn; what runs by the clock is planned again. */
export function followPolicies(
  { policies, rooms, served, timers, quality, logger }: Living,
  organisations: Map<string, ReturnType<OrganisationRoom['organisation']>>,
): void {
  policies.onPolicyChange(({ organisation: code, after }) => {
    const room = rooms.get(code);
    if (!room) return;
    const own = served.get(code);
    const replanned = [
      ...[room.policyChanged(), own?.retention.schedule(), own?.editions.recover(), timers.replanAll(after)],
      quality.replan(code),
    ];
    organisations.set(code, room.organisation());
    Promise.all(replanned).catch((err: unknown) => {
      logger.error({ organisation: code, err }, 'work by the clock was not planned again; the next start does it');
    });
  });
}

/** How it starts and ends. */
export function lifeOf({
  config,
  desk,
  rooms,
  served,
  pipeline,
  tickets,
  jobs,
  adapters,
  vault,
  people,
  contacts,
  ...base
}: Living) {
  const { logger, clock, sharing, integrations, quality, reload, timers, ticketLife } = base;
  const ends: (() => void)[] = [];
  const all = [...rooms.values()];
  const refresh = async () => {
    await desk.refresh();
    return (await Promise.all(all.map(({ upkeep }) => upkeep.refresh()))).some((isChanged) => isChanged);
  };
  /** P5: everything unfinished, from the database. A start needs it, and a Redis that was emptied. */
  const recover = async () => {
    const found = { ...(await pipeline.recover()), vaultItems: await vault.recover(), ...(await people.recover()) };
    await contacts.recover(sharing.among === null ? 0 : OTHERS_MS);
    await ticketLife.recover();
    await integrations.recover();
    for (const code of rooms.keys()) await base.figureUpkeep.recover(code);
    await quality.recover();
    for (const { privacy, retention, logs, editions, maintenance } of served.values()) {
      await logs.recover();
      await editions.recover();
      await maintenance.recover();
      await privacy.recover();
      await retention.schedule();
    }
    for (const room of all) await room.recover();
    return found;
  };
  /** What was left lying by a process that ended, this one or another. */
  const sweep = async () => (await pipeline.sweep()) + (await contacts.recover(OTHERS_MS));
  return {
    sweep,
    async start(channels: readonly ChannelAdapter[]) {
      for (const adapter of channels) adapters.set(adapter.name, adapter);
      const found = await recover();
      await jobs.start();
      for (const adapter of channels) await adapter.start?.(pipeline.intake);
      // Only one process can have the embedded store: nobody else changes it.
      if (config.mongodbUri) ends.push(keepFresh({ refresh }, logger));
      ends.push(keepWatch({ sweep, recover, redis: sharing.among?.redis ?? null, logger }));
      ends.push(scheduleWarming({ rooms: all, clock, logger }), ticketLife.watch(), reload.stop);
      reload.start();
      const organisations = [...rooms.keys()];
      logger.info({ ...found, organisations, channels: channels.map(({ name }) => name) }, 'gateway started');
    },
    async stop() {
      for (const end of ends) end();
      for (const adapter of adapters.values()) await adapter.stop?.();
      await jobs.stop();
      await Promise.all([pipeline.idle(), tickets.idle(), timers.idle()]);
      await integrations.idle();
      for (const room of all) room.stop();
      await sharing.close();
      await closeBase(base);
      logger.info({}, 'gateway stopped');
    },
  };
}

/** Lets go of the store and the mail server. */
export async function closeBase({ store, submission }: Pick<Base, 'store' | 'submission'>): Promise<void> {
  submission?.close();
  await store.flush();
  await store.close();
}
