import { createProductCatalogue } from '../../src/compose/organisations.ts';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { OutgoingMail } from '../../src/contracts/mail.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { QuotaPort } from '../../src/contracts/quota.ts';
import { createNotices } from '../../src/desk/notices.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import type { ReportCompany, ReportPerson } from '../../src/reports/editions/deps.ts';
import { createReportEditions } from '../../src/reports/editions/editions.ts';
import { createExports } from '../../src/reports/sheets/exports.ts';
import { ReportEditionRepository } from '../../src/storage/repositories/report-editions.ts';
import { TicketFigureRepository } from '../../src/storage/repositories/ticket-figures.ts';
import { buildLogger } from './logger.ts';
import type { ReportWorld } from './report-world.ts';

const noWeeks = {
  async week() {
    throw new AppError('QUOTA_NOT_SET');
  },
} as unknown as QuotaPort;

/** Somebody whom reports may be sent to. */
export function buildReader(id: string, over: Partial<ReportPerson> = {}): ReportPerson {
  return { id, name: id, roles: ['agent'], email: `${id}@mesa.example`, ...over };
}

/** Reports that are handed in, on a world of figures. What it sends is kept; `failing`: how many of the next sends fail, and with what. */
export function buildReportDesk(
  { policy, clock, desk, run, port, figureModel }: ReportWorld,
  {
    people = [] as ReportPerson[],
    companies = [] as ReportCompany[],
    quota = noWeeks as Pick<QuotaPort, 'week'>,
    hasMail = true,
    rules = policy as Policy,
  } = {},
) {
  const mails: OutgoingMail[] = [];
  const audited: AuditRecord[] = [];
  let ending: { at: number; reached: () => void } | null = null;
  const failing = { mails: 0, code: 'DELIVERY_FAILED' as 'DELIVERY_FAILED' | 'DELIVERY_REFUSED' };
  const t = createProductCatalogue().t('es-MX');
  const place = () => ({ locale: 'es-MX', timeZone: 'America/Mexico_City' });
  const editions = createReportEditions({
    ...{ organisation: 'exsim', policy: rules, clock, t, place, quota, tickets: run.tickets, jobs: run.jobs },
    exports: createExports({ figures: port, clock, place, t }),
    figures: new TicketFigureRepository(figureModel),
    findings: { lines: async () => [], words: async () => new Map() },
    repository: new ReportEditionRepository(desk.models.reportEditions),
    people: async () => people,
    companies: async () => companies,
    redactor: createRedactor({ salt: Buffer.alloc(32, 1) }),
    logger: buildLogger(),
    audit: { record: async (record) => void audited.push(record) },
    notifications: createNotices({
      models: desk.models,
      clock,
      live: { publish: () => {}, subscribe: () => () => {} },
    }),
    mail: hasMail
      ? {
          async send(mail) {
            if (ending !== null && mails.length + 1 >= ending.at) {
              ending.reached();
              return new Promise<never>(() => {});
            }
            if (failing.mails > 0) {
              failing.mails -= 1;
              throw new AppError(failing.code, { channel: 'email' });
            }
            mails.push(mail);
          },
        }
      : null,
  });
  return {
    ...{ editions, mails, audited, failing, people, companies },
    /** As if the process ended while the mail with this number leaves; resolves when it does. */
    endAt: (at: number) =>
      new Promise<void>((reached) => {
        ending = { at, reached };
      }),
    /** What somebody reads in the console. */
    async console(agent: string) {
      return (await desk.models.notices.find({ agent }).sort({ order: 1 }).lean()).map(({ kind }) => kind);
    },
  };
}
