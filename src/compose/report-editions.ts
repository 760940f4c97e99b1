import type { AuditPort } from '../contracts/audit.ts';
import type { ExportPort } from '../contracts/sheets.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { createNotices } from '../desk/notices.ts';
import { findingReader } from '../quality/cycles/reader.ts';
import { createReportEditions, type ReportEditionBook } from '../reports/editions/editions.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { QualityRepository } from '../storage/repositories/quality.ts';
import { QualityCycleRepository } from '../storage/repositories/quality-cycles.ts';
import { ReportEditionRepository } from '../storage/repositories/report-editions.ts';
import { CompanyRepository } from '../storage/repositories/requesters.ts';
import { TicketFigureRepository } from '../storage/repositories/ticket-figures.ts';
import type { Base } from './gateway.ts';
import type { OrganisationRoom } from './organisation-room.ts';
import { createProductCatalogue } from './organisations.ts';

type EditionJoin = Pick<Base, 'models' | 'redactor' | 'mail' | 'clock' | 'logger' | 'live'> & {
  readonly audit: AuditPort;
  readonly tickets: TicketPort;
  readonly exports: ExportPort;
};

/** Joins the reports that one organisation hands in to its figures, its people and the mail server. */
export function joinReportEditions(join: EditionJoin, room: OrganisationRoom): ReportEditionBook {
  const { models, redactor, mail, clock, logger, tickets, exports, audit } = join;
  const { code: organisation, policy, jobs, upkeep } = room;
  const agents = new AgentRepository(models.agents);
  const companies = new CompanyRepository(models);
  const catalogue = createProductCatalogue();
  const place = () => ({ locale: policy.organisation.locale, timeZone: policy.organisation.timeZone });
  return createReportEditions({
    ...{ organisation, policy, jobs, redactor, mail, clock, logger, tickets, exports, audit, place },
    t: (key, values) => catalogue.t(place().locale)(key, values),
    figures: new TicketFigureRepository(models.ticketFigures),
    quota: upkeep.ports.quota,
    findings: findingReader({
      ...{ organisation, policy },
      repository: new QualityCycleRepository(models),
      reviews: new QualityRepository(models),
    }),
    notifications: createNotices(join),
    repository: new ReportEditionRepository(models.reportEditions),
    people: async () =>
      (await agents.list(organisation)).map(({ _id: id, name, roles, posts = [], email }) => {
        return { id, name, roles: [...roles, ...posts], email };
      }),
    companies: async () =>
      (await companies.list(organisation)).map(({ _id: id, name, aliases, director }) => {
        return { id, name, aliases, email: director?.email ?? null };
      }),
  });
}
