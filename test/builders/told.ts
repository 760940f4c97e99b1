import type { FileStore } from '../../src/contracts/files.ts';
import type { OutgoingMail } from '../../src/contracts/mail.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Company } from '../../src/contracts/requesters.ts';
import type { DeskPerson } from '../../src/contracts/ticket-notices.ts';
import { createNotices } from '../../src/desk/notices.ts';
import { createCatalogue } from '../../src/i18n/catalogue.ts';
import { noticesCatalogue } from '../../src/notices/catalogue.ts';
import { createTicketNotices } from '../../src/notices/notices.ts';
import { TicketNoticeRepository } from '../../src/storage/repositories/ticket-notices.ts';
import { buildLogger } from './logger.ts';
import type { runTickets } from './running-tickets.ts';
import type { DeskStore } from './stored-desk.ts';

/** Somebody at the desk. */
export function buildPerson(id: string, overrides: Partial<DeskPerson> = {}): DeskPerson {
  return { id, name: id, email: `${id}@mesa.example`, roles: ['agent'], areas: [], posts: [], ...overrides };
}

/** Joins notices to a ticket desk, with ends that keep what they were given. `failing`: the next sends that fail. */
export function tellOf(
  store: DeskStore,
  desk: ReturnType<typeof runTickets>,
  {
    people = [] as readonly DeskPerson[],
    company = null as Company | null,
    failing = { mails: 0 },
    conversationAddress = null as string | null,
    files = null as Pick<FileStore, 'get'> | null,
    mailOf = () => 'ana.cliente@cliente.example' as string | null,
  } = {},
) {
  const mails: OutgoingMail[] = [];
  const said: { key: string; conversationId: string; text: string }[] = [];
  const catalogue = createCatalogue({ es: noticesCatalogue.es, en: noticesCatalogue.en });
  const policyOf = (organisation: string, name: string | null): Policy => desk.rulesOf(organisation, name).policy;
  const { clock, jobs, tickets, models } = desk;
  const notices = createTicketNotices({
    ...{ clock, jobs, tickets, policyOf, logger: buildLogger() },
    stored: new TicketNoticeRepository(models.ticketNotices),
    textsOf: (organisation) => catalogue.t(policyOf(organisation, null).organisation.locale),
    people: async () => people,
    companies: { find: async (_, name) => (company?.name === name ? company : null) },
    requesters: { mailOf: async () => mailOf(), conversationAddress: async () => conversationAddress },
    speech: {
      async say(key, { conversationId, text }) {
        if (!said.some((one) => one.key === key)) said.push({ key, conversationId, text });
      },
    },
    notifications: createNotices({
      models: store.models,
      clock,
      live: { publish: () => {}, subscribe: () => () => {} },
    }),
    mail: {
      async send(mail) {
        if (failing.mails > 0) {
          failing.mails -= 1;
          throw new Error('connection reset');
        }
        mails.push(mail);
      },
    },
    files,
    ticketUrl: (_, folio) => `https://mesa.example/mis-tickets/${folio}`,
  });
  desk.effects.push(notices.effect);
  return {
    ...{ notices, mails, said },
    /** Runs what is due, as if no time passed. */
    settle: () => desk.runUntil(clock.now()),
    /** What somebody reads in the console, oldest first. */
    async console(agent: string) {
      const found = await store.models.notices.find({ agent }).sort({ order: 1 }).lean();
      return found.map(({ kind, facts }) => `${kind}${facts.clock ? ` ${facts.clock}` : ''}`);
    },
  };
}
