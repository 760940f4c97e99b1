import { type CourseService, createCourseDates } from '../../knowledge/entries/course-dates.ts';
import type { KnowledgeBase } from '../../knowledge/entries/knowledge-base.ts';
import type { RefreshedBoard } from '../availability/board.ts';
import type { Config } from '../config/config.ts';
import type { AuditPort } from '../contracts/audit.ts';
import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { ExampleProposals } from '../contracts/example-proposals.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { LinkMetrics, Metrics } from '../contracts/metrics.ts';
import type { Policies } from '../contracts/policies.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { Organisation } from '../conversation/organisation.ts';
import type { Catalogue } from '../i18n/catalogue.ts';
import { CourseRepository } from '../storage/repositories/courses.ts';
import { joinBoard } from './availability.ts';
import type { TurnServices } from './by-organisation.ts';
import type { PolicyDiagnoser } from './diagnoser.ts';
import { openKnowledge } from './knowledge.ts';
import { type ModelHelp, modelHelpOf, proposalsOf } from './model.ts';
import { createOrganisation } from './organisations.ts';
import { liveCalendar, livePolicy } from './policy-book.ts';
import { openRefit, type RefitService } from './refit.ts';
import type { ServiceModels } from './stores.ts';
import { joinUpkeep, type Upkeep } from './upkeep.ts';

/** What a room is opened from. */
export interface RoomParts {
  readonly config: Pick<Config, 'model'>;
  readonly policies: Policies;
  readonly catalogue: Catalogue;
  readonly models: ServiceModels;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly live: LiveBus;
  readonly audit: AuditPort;
  /** The organisation's own view of the queue, and of the figures. */
  readonly jobs: JobQueue;
  readonly links: LinkMetrics;
}

/** Everything that one organisation has for itself; nothing of it is shared with another. */
export interface OrganisationRoom {
  readonly code: string;
  /** As they hold at the moment of the question. */
  readonly policy: Policy;
  readonly calendar: BusinessCalendar;
  readonly jobs: JobQueue;
  readonly knowledge: KnowledgeBase;
  readonly proposals: ExampleProposals;
  readonly refit: RefitService;
  readonly upkeep: Upkeep;
  readonly turns: TurnServices;
  /** Current notices of maintenance. */
  readonly board: RefreshedBoard;
  readonly courses: CourseService;
  /** What this process keeps of people. */
  readonly memory: { forget(contact: string): void };
  /** What its conversations run on now. */
  organisation(): Organisation;
  /** Finds its work again from the database (P5). */
  recover(): Promise<void>;
  /** Takes up a changed policy: the next turn runs on it, the clock's work is planned again. */
  policyChanged(): Promise<void>;
  stop(): void;
}

/** Opens the rooms of an organisation. */
export async function openRoom(code: string, parts: RoomParts): Promise<OrganisationRoom> {
  const { policies, models, clock, logger, jobs, live, audit } = parts;
  const policy = livePolicy(policies, code);
  const calendar = liveCalendar(policies, code);
  const { knowledge, cautions, gate } = await openKnowledge({ ...parts, policy });
  const board = joinBoard(code, parts);
  const repository = new CourseRepository(models.courses);
  const courses = createCourseDates({ ...parts, organisation: code, policy, repository });
  const onRules = () => {
    const rules = { policy: policies.policyOf(code), calendar: policies.calendarsOf(code).get('default') };
    return createOrganisation(rules.policy, { ...rules, knowledge, board, courses, catalogue: parts.catalogue });
  };
  let organisation = onRules();
  const diagnoser: PolicyDiagnoser = {
    diagnose: (text, advice) => organisation.diagnoser.diagnose(text, advice),
    fieldValues: () => organisation.diagnoser.fieldValues(),
  };
  const help = modelHelpOf({ ...parts, organisation: code, knowledge, diagnoser });
  const proposals = proposalsOf({ ...parts, policy, knowledge }, help);
  const refit = await openRefit({ policy, models, clock, logger, jobs, gate, knowledge });
  const upkeep = joinUpkeep({ policy, models, calendar, clock, live, jobs, audit, knowledge, cautions, proposals });
  return {
    ...{ code, policy, calendar, jobs, knowledge, proposals, refit, upkeep, board, courses, memory: cautions },
    turns: turnServicesOf(knowledge, upkeep, help),
    organisation: () => organisation,
    async recover() {
      await knowledge.startLinkChecks({ jobs, metrics: parts.links });
      await Promise.all([upkeep.recover(), refit.recover(), board.refresh(), courses.refresh()]);
      await help?.start();
    },
    async policyChanged() {
      organisation = onRules();
      help?.policyChanged();
      await Promise.all([upkeep.policyChanged(), refit.recover()]);
    },
    stop: () => help?.stop(),
  };
}

function turnServicesOf(knowledge: KnowledgeBase, upkeep: Upkeep, help: ModelHelp | null): TurnServices {
  return {
    recorder: knowledge.recorder,
    searches: upkeep.searches,
    get advisor() {
      return help?.advisor ?? null;
    },
  };
}
