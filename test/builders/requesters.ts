import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRecord } from '../../src/contracts/audit.ts';
import type { Attachment } from '../../src/contracts/envelope.ts';
import type { OutgoingMail } from '../../src/contracts/mail.ts';
import type { Notice } from '../../src/contracts/notifications.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { TicketEffect } from '../../src/contracts/ticket-effects.ts';
import { createCatalogue } from '../../src/i18n/catalogue.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { createRedactor } from '../../src/redaction/index.ts';
import { requestersCatalogue } from '../../src/requesters/catalogue.ts';
import type { RequesterDeps } from '../../src/requesters/deps.ts';
import { createRequesters } from '../../src/requesters/requesters.ts';
import { openStore } from '../../src/storage/connection.ts';
import { EmbeddedJobQueue } from '../../src/storage/jobs/embedded-queue.ts';
import { defineOutages, defineServiceNotices } from '../../src/storage/models/availability.ts';
import { defineContacts, defineIdentities } from '../../src/storage/models/contacts.ts';
import { defineCounters } from '../../src/storage/models/counters.ts';
import { defineJobs } from '../../src/storage/models/jobs.ts';
import { definePortalLinks, definePortalSessions } from '../../src/storage/models/portal.ts';
import {
  defineCompanies,
  defineDesignations,
  defineRequesterContacts,
  defineRequesters,
} from '../../src/storage/models/requesters.ts';
import { defineTicketEvents, defineTickets } from '../../src/storage/models/tickets.ts';
import { ContactRepository } from '../../src/storage/repositories/contacts.ts';
import { PortalRepository } from '../../src/storage/repositories/portal.ts';
import {
  CompanyRepository,
  DesignationRepository,
  RequesterRepository,
} from '../../src/storage/repositories/requesters.ts';
import { createLadders } from '../../src/tickets/following/ladders.ts';
import { createTicketRules } from '../../src/tickets/rules.ts';
import { createTickets } from '../../src/tickets/tickets.ts';
import { buildClock, type FakeClock } from './clock.ts';
import { buildLogger } from './logger.ts';

/** Somebody at the desk. */
export const LEAD = { kind: 'agent', id: 'lola' } as const;

/** The signed form as a stored file. */
export const FORM: Attachment = {
  ...{
    fileId: 'a'.repeat(64),
    name: 'DIR-FO-014.pdf',
    mediaType: 'application/pdf',
    size: 20_000,
    review: 'unscanned',
  },
};

/** What a world may be given: an organisation, and what an earlier process left behind. */
export interface RequesterWorldOptions {
  readonly policy?: string | Policy;
  readonly dataDir?: string;
  readonly clock?: FakeClock;
  /** False: no mail server is configured. */
  readonly hasMail?: boolean;
}

/** The list of people over the embedded store, with a recorded trail, recorded notices and a mailbox. */
export async function buildRequesterWorld(options: RequesterWorldOptions = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'requesters-'));
  const clock = options.clock ?? buildClock();
  const { policy: given = 'masnegocio' } = options;
  const policy = typeof given === 'string' ? loadPolicy(given) : given;
  const organisation = policy.organisation.code;
  const store = await openStore({ dataDir });
  const { connection } = store;
  const models = {
    ...{ companies: defineCompanies(connection), requesters: defineRequesters(connection) },
    ...{ requesterContacts: defineRequesterContacts(connection), designations: defineDesignations(connection) },
    ...{ portalLinks: definePortalLinks(connection), portalSessions: definePortalSessions(connection) },
    ...{ tickets: defineTickets(connection), ticketEvents: defineTicketEvents(connection) },
    counters: defineCounters(connection),
    ...{ serviceNotices: defineServiceNotices(connection), outages: defineOutages(connection) },
  };
  const contacts = new ContactRepository({
    contacts: defineContacts(connection),
    identities: defineIdentities(connection),
  });
  const jobModel = defineJobs(connection);
  await store.ready();
  const logger = buildLogger();
  const jobs = new EmbeddedJobQueue({ model: jobModel, clock, logger });
  const trail: AuditRecord[] = [];
  const notices: Notice[] = [];
  const mails: OutgoingMail[] = [];
  /** Set to make the mail server fail. */
  const faults: { mail: Error | null } = { mail: null };
  const deps: RequesterDeps = {
    ...{ contacts, jobs, clock, logger, linkKey: Buffer.alloc(32, 5), base: () => 'https://mesa.example' },
    requesters: new RequesterRepository(models),
    companies: new CompanyRepository(models),
    designations: new DesignationRepository(models),
    portal: new PortalRepository(models),
    redactor: createRedactor({ salt: Buffer.alloc(32, 3) }),
    audit: { record: async (record) => void trail.push(record) },
    notifications: {
      async notify(notice) {
        const isNew = !notices.some(({ id }) => id === notice.id);
        if (isNew) notices.push(notice);
        return isNew;
      },
    },
    organisations: () => [organisation],
    policyOf: () => policy,
    textsOf: () => createCatalogue(requestersCatalogue).t(policy.organisation.locale),
    leadsOf: async () => ['lola'],
    mail: () =>
      options.hasMail === false
        ? null
        : {
            async send(mail) {
              if (faults.mail) throw faults.mail;
              if (!mails.some(({ id }) => id === mail.id)) mails.push(mail);
            },
          },
  };
  const rulesOf = createTicketRules(() => policy);
  const effects: TicketEffect[] = [];
  const following = { effects, jobs: deps.jobs, logger: deps.logger };
  const tickets = createTickets({ models, rulesOf, clock, following });
  effects.push(createLadders(tickets, rulesOf));
  const stage = createRequesters(deps, tickets);
  return {
    ...{
      dataDir,
      clock,
      policy,
      organisation,
      models,
      contacts,
      jobs,
      trail,
      notices,
      mails,
      faults,
      deps,
      stage,
      store,
      tickets,
    },
    /** Somebody writes on a channel; the contact behind it. */
    contact: (channel: string, sender: string) =>
      contacts.resolve({ org: organisation, channel, sender, name: null, at: clock.now() }),
    async standing(channel: string, sender: string) {
      const contact = await contacts.resolve({ org: organisation, channel, sender, name: null, at: clock.now() });
      return stage.standing.standing(organisation, contact, clock.now());
    },
    company: (name: string, more = {}) => stage.desk.saveCompany(organisation, { name, ...more }, LEAD),
    deeds: () => trail.map(({ action }) => action),
    /** The address in the newest mail to somebody. */
    linkTo: (to: string) => /https:\/\/\S+/.exec(mails.filter((mail) => mail.to === to).at(-1)?.text ?? '')?.[0] ?? '',
    stop: () => store.close(),
    async destroy() {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The world that `buildRequesterWorld` makes. */
export type RequesterWorld = Awaited<ReturnType<typeof buildRequesterWorld>>;
