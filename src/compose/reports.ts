import type { AuditPort } from '../contracts/audit.ts';
import type { Clock } from '../contracts/clock.ts';
import type { FigureValues } from '../contracts/figure-values.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policies } from '../contracts/policies.ts';
import type { Policy } from '../contracts/policy.ts';
import type { QuotaPort } from '../contracts/quota.ts';
import type { FiguresPort } from '../contracts/reports.ts';
import type { ExportPort } from '../contracts/sheets.ts';
import { surveyReader } from '../quality/surveys/figures.ts';
import { createFigureValues } from '../reports/figures/entered.ts';
import { createFigures } from '../reports/figures/figures.ts';
import { Periods } from '../reports/periods.ts';
import { createExports } from '../reports/sheets/exports.ts';
import { createTicketFigures } from '../reports/ticket-figures.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { FigureValueRepository } from '../storage/repositories/figure-values.ts';
import { GateAnswerRepository, hasLeft } from '../storage/repositories/gate-answers.ts';
import { KnowledgeRepository } from '../storage/repositories/knowledge.ts';
import { SurveyRepository } from '../storage/repositories/surveys.ts';
import { TicketFigureRepository } from '../storage/repositories/ticket-figures.ts';
import { TicketRepository } from '../storage/repositories/tickets.ts';
import { createProductCatalogue } from './organisations.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';
import type { JoinedTickets } from './tickets.ts';

/** What figures are joined from. */
export interface ReportJoin {
  readonly models: ServiceModels;
  readonly stores: Pick<PipelineStores, 'episodes' | 'conversations'>;
  readonly policies: Pick<Policies, 'policyOf' | 'calendarsOf'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The figures of one organisation, joined. */
export interface ReportRoom {
  readonly policy: Policy;
  readonly quota: QuotaPort;
}

const BATCH = 200;
const DAY = 86_400_000;

/** Where a lead enters what no log tells. */
export function joinFigureValues(
  { models, clock }: Pick<ReportJoin, 'models' | 'clock'>,
  { policy, audit }: { readonly policy: Policy; readonly audit: AuditPort },
): FigureValues {
  const agents = new AgentRepository(models.agents);
  const people = async () => (await agents.list(policy.organisation.code)).map(({ _id }) => _id);
  return createFigureValues({
    ...{ policy, audit, clock, people },
    repository: new FigureValueRepository(models.figureValues),
  });
}

/** Figures on the stored logs. */
export function joinFigures(
  { models, stores, policies, clock }: ReportJoin,
  { policy, quota }: ReportRoom,
): FiguresPort {
  const organisation = policy.organisation.code;
  const agents = new AgentRepository(models.agents);
  const entries = new KnowledgeRepository(models);
  const gate = new GateAnswerRepository(models);
  return createFigures({
    ...{ organisation, policy, quota, clock, episodes: stores.episodes },
    entered: new FigureValueRepository(models.figureValues),
    calendars: () => policies.calendarsOf(organisation),
    tickets: new TicketFigureRepository(models.ticketFigures),
    surveys: surveyReader(new SurveyRepository(models.surveys), clock),
    async reviews({ from, to }) {
      const left = (await gate.between(organisation, from, to)).filter(hasLeft);
      return left.map(({ conversation, at, agent, state }) => {
        return { conversation, at, agent, reviewed: state === 'sent' };
      });
    },
    periods: new Periods(() => policy.organisation.timeZone),
    people: async () =>
      (await agents.list(organisation)).map(({ _id: key, name: label, roles, presence }) => {
        return { key, label, roles, presence };
      }),
    titles: async (ids) => {
      const found = ids.length === 0 ? [] : await entries.findMany(organisation, ids);
      return new Map(found.map(({ entry, title }) => [entry, title]));
    },
  });
}

/** Exports of what the figures' pages show, in the organisation's language. */
export function joinExports(figures: FiguresPort, policy: Policy, clock: Clock): ExportPort {
  const catalogue = createProductCatalogue();
  const place = () => ({ locale: policy.organisation.locale, timeZone: policy.organisation.timeZone });
  return createExports({ figures, clock, place, t: (key, values) => catalogue.t(place().locale)(key, values) });
}

/** What figures read is kept up to date, and made again from the logs. */
export interface FigureUpkeep {
  /** P5: makes good what a crash left out; of an organisation whose tickets are not read yet, all of them. */
  recover(organisation: string): Promise<void>;
  /** Reads every ticket's log again; returns how many. */
  rebuild(organisation: string): Promise<number>;
}

/** Joins the upkeep of what figures read: it follows from each event of a ticket. */
export function joinFigureUpkeep(join: ReportJoin, desked: Pick<JoinedTickets, 'tickets' | 'effects'>): FigureUpkeep {
  const { models, stores, policies, clock, logger } = join;
  const figures = new TicketFigureRepository(models.ticketFigures);
  const stored = new TicketRepository(models);
  const { effect, take } = createTicketFigures({
    figures,
    read: (id) => desked.tickets.get(id),
    phaseOf: (organisation) => {
      const { states } = policies.policyOf(organisation).tickets;
      const phases = new Map(states.map(({ code, phase }) => [code, phase]));
      return (state) => phases.get(state);
    },
  });
  const rebuild = async (organisation: string) => {
    let read = 0;
    for await (const ids of stored.all(organisation, BATCH)) {
      for (const id of ids) await take(id);
      read += ids.length;
    }
    return read;
  };
  desked.effects.push(effect);
  return {
    rebuild,
    async recover(organisation) {
      const newest = await stores.episodes.newest(organisation);
      const since = new Date((newest ?? clock.now()).getTime() - DAY);
      for (const doc of await stores.conversations.since(organisation, since)) await stores.episodes.keep(doc);
      if ((await figures.count(organisation)) >= (await stored.count(organisation))) return;
      // Once, after the version that brought figures: nobody has to wait for it.
      rebuild(organisation).then(
        (read) => logger.info({ organisation, tickets: read }, 'figures were made from the logs of all tickets'),
        (err: unknown) =>
          logger.error({ organisation, err }, 'figures were not made; `ventanilla report rebuild` does it'),
      );
    },
  };
}
