import { createBoard, type RefreshedBoard } from '../availability/board.ts';
import { createMaintenance, type MaintenanceService } from '../availability/maintenance.ts';
import { createOutageLog } from '../availability/outages.ts';
import type { AuditPort } from '../contracts/audit.ts';
import type { OutageLog } from '../contracts/availability-desk.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { OutageRepository, ServiceNoticeRepository } from '../storage/repositories/availability.ts';
import { CompanyRepository, RequesterRepository } from '../storage/repositories/requesters.ts';
import type { Base } from './gateway.ts';
import type { OrganisationRoom, RoomParts } from './organisation-room.ts';
import { createProductCatalogue } from './organisations.ts';

/** More people than one customer base has. */
const PEOPLE_PAGE = 500;

/** What the bot and the web channel show as current. */
export function joinBoard(
  organisation: string,
  { models, clock, logger }: Pick<RoomParts, 'models' | 'clock' | 'logger'>,
): RefreshedBoard {
  const repository = new ServiceNoticeRepository(models.serviceNotices);
  return createBoard({ organisation, repository, clock, logger, companies: () => companiesOf(models, organisation) });
}

/** Joins notices of maintenance and the log of outages of one organisation to its customers, its people and the mail server. */
export function joinAvailability(
  base: Pick<Base, 'models' | 'redactor' | 'mail' | 'clock' | 'logger'> & {
    readonly audit: AuditPort;
    readonly tickets: Pick<TicketPort, 'byFolio'>;
  },
  room: OrganisationRoom,
): { readonly maintenance: MaintenanceService; readonly outages: OutageLog } {
  const { models, redactor, mail, clock, logger, audit, tickets } = base;
  const { code: organisation, policy, jobs, board } = room;
  const agents = new AgentRepository(models.agents);
  const catalogue = createProductCatalogue();
  return {
    maintenance: createMaintenance({
      ...{ organisation, policy, jobs, redactor, mail, clock, logger, audit },
      repository: new ServiceNoticeRepository(models.serviceNotices),
      companies: () => companiesOf(models, organisation),
      people: () => peopleOf(models, organisation),
      desk: async () => new Map((await agents.list(organisation)).map(({ _id, name }) => [_id, name])),
      t: (key, values) => catalogue.t(policy.organisation.locale)(key, values),
      refresh: () => board.refresh(),
    }),
    outages: createOutageLog({
      ...{ organisation, policy, redactor, audit, clock },
      repository: new OutageRepository(models.outages),
      ticketOf: async (folio) => (await tickets.byFolio(organisation, folio))?.id ?? null,
    }),
  };
}

async function companiesOf(models: RoomParts['models'], organisation: string) {
  const found = await new CompanyRepository(models).list(organisation);
  return found.map(({ _id: id, name, keys, director }) => ({ id, name, keys, email: director?.email ?? null }));
}

async function peopleOf(models: RoomParts['models'], organisation: string) {
  const requesters = new RequesterRepository(models);
  const people: { id: string; name: string; company: string | null; mail: string | null }[] = [];
  for (let after: string | undefined; ; ) {
    const about = { state: 'active' as const, limit: PEOPLE_PAGE, ...(after !== undefined && { after }) };
    const page = await requesters.page(organisation, about);
    people.push(...page.map(({ _id: id, name, company, mail }) => ({ id, name, company, mail })));
    if (page.length < PEOPLE_PAGE) return people;
    after = page.at(-1)?._id;
  }
}
