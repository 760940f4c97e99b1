import { createBoard } from '../../src/availability/board.ts';
import { availabilityCatalogue } from '../../src/availability/catalogue.ts';
import type { MaintenanceDeps } from '../../src/availability/deps.ts';
import { createMaintenance } from '../../src/availability/maintenance.ts';
import { createOutageLog } from '../../src/availability/outages.ts';
import type { MailPort } from '../../src/contracts/mail.ts';
import { createCatalogue } from '../../src/i18n/catalogue.ts';
import { OutageRepository, ServiceNoticeRepository } from '../../src/storage/repositories/availability.ts';
import { buildLogger } from './logger.ts';
import { LEAD, type RequesterWorld } from './requesters.ts';

/** Notices of maintenance and the log of outages, over the list of people of a world and its mailbox. */
export function buildAvailability(world: RequesterWorld) {
  const { organisation, policy, clock, jobs, trail, mails, faults, models, deps } = world;
  const repository = new ServiceNoticeRepository(models.serviceNotices);
  const companies: MaintenanceDeps['companies'] = async () =>
    (await deps.companies.list(organisation)).map(({ _id: id, name, keys, director }) => ({
      ...{ id, name, keys, email: director?.email ?? null },
    }));
  const board = createBoard({ organisation, repository, companies, clock, logger: buildLogger() });
  const audit = { record: async (record: (typeof trail)[number]) => void trail.push(record) };
  const mail: MailPort = {
    async send(given) {
      if (faults.mail) throw faults.mail;
      if (!mails.some(({ id }) => id === given.id)) mails.push(given);
    },
  };
  const maintenance = createMaintenance({
    ...{ organisation, policy, repository, companies, jobs, clock, audit, mail },
    people: async () =>
      (await deps.requesters.page(organisation, { state: 'active', limit: 500 })).map(
        ({ _id: id, name, company, mail: address }) => ({ id, name, company, mail: address }),
      ),
    desk: async () => new Map([['lola', 'Lola Paz']]),
    redactor: deps.redactor,
    logger: buildLogger(),
    t: createCatalogue(availabilityCatalogue).t(policy.organisation.locale),
    refresh: () => board.refresh(),
  });
  const lines = new OutageRepository(models.outages);
  const outages = createOutageLog({
    ...{ organisation, policy, audit, clock, repository: lines, redactor: deps.redactor },
    ticketOf: async (folio) => (await world.tickets.byFolio(organisation, folio))?.id ?? null,
  });
  return { maintenance, outages, board, lines, repository };
}

/** Two customers: Caja Uno with a director and Ruth, Caja Dos with Luz alone; Caja Tres with nobody. */
export async function twoCustomers(world: RequesterWorld) {
  await world.company('Caja Uno', { director: { name: 'Eva Sol', email: 'eva@cajauno.example' } });
  await world.company('Caja Dos');
  await world.company('Caja Tres');
  const add = (name: string, mail: string, company: string) =>
    world.stage.desk.add(world.organisation, { name, mail, company }, LEAD);
  await add('Ruth Sol', 'ruth@cajauno.example', 'Caja Uno');
  await add('Luz Mar', 'luz@cajados.example', 'Caja Dos');
  const all = await world.deps.companies.list(world.organisation);
  return Object.fromEntries(all.map(({ name, _id }) => [name, _id]));
}
