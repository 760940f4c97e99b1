import { randomBytes } from 'node:crypto';
import type { AuditPort } from '../contracts/audit.ts';
import type { AuditCycles, CycleReports } from '../contracts/audit-cycles.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { FileStore } from '../contracts/files.ts';
import type { JobQueue } from '../contracts/jobs.ts';
import type { Logger } from '../contracts/logger.ts';
import type { Policies } from '../contracts/policies.ts';
import type { AnswerGate, AnswerReviews, QualityReviews, ReviewReader } from '../contracts/quality.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { Routines } from '../contracts/routines.ts';
import type { Studies } from '../contracts/studies.ts';
import type { SurveyDesk, SurveyReader } from '../contracts/surveys.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import type { TicketEffect } from '../contracts/ticket-effects.ts';
import type { VerificationQueue } from '../contracts/verification.ts';
import { createNotices } from '../desk/notices.ts';
import { createGate } from '../quality/answers/gate.ts';
import { createHeldAnswers, type HeldAnswers } from '../quality/answers/held.ts';
import { type CycleBook, createCycles } from '../quality/cycles/cycles.ts';
import { createQualityNotices } from '../quality/notices.ts';
import { createDraws } from '../quality/reviews/draw.ts';
import { createReviews } from '../quality/reviews/reviews.ts';
import { createRoutines } from '../quality/routines/routines.ts';
import { createStudies, type StudyBook } from '../quality/studies/studies.ts';
import { createSurveys } from '../quality/surveys/surveys.ts';
import { createTicketSurveys } from '../quality/surveys/ticket-surveys.ts';
import { createVerification, type Verification } from '../quality/verification/verification.ts';
import { AgentRepository } from '../storage/repositories/agents.ts';
import { GateAnswerRepository } from '../storage/repositories/gate-answers.ts';
import { QualityRepository } from '../storage/repositories/quality.ts';
import { QualityCycleRepository } from '../storage/repositories/quality-cycles.ts';
import { RoutineRepository } from '../storage/repositories/routines.ts';
import { SatisfactionRepository } from '../storage/repositories/satisfaction.ts';
import { SurveyRepository } from '../storage/repositories/surveys.ts';
import type { Pipeline, PipelineStores } from './pipeline.ts';
import { reviewFactsOf } from './review-facts.ts';
import { reviewPopulation } from './review-population.ts';
import { type RoutineLists, routineLines } from './routine-lines.ts';
import type { ServiceModels } from './stores.ts';
import { personOf } from './ticket-notices.ts';

/** What quality is joined from. */
export interface QualityJoin {
  readonly models: ServiceModels;
  readonly stores: Pick<PipelineStores, 'conversations' | 'episodes' | 'log'>;
  readonly policies: Policies;
  readonly tickets: TicketPort;
  readonly knowledgeOf: RoutineLists['knowledgeOf'];
  readonly redactor: Redactor;
  readonly files: FileStore;
  readonly audit: AuditPort;
  readonly live: LiveBus;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the desk and the API see of it. */
export interface QualityPorts {
  readonly surveys: SurveyDesk & SurveyReader;
  readonly studies: Studies;
  readonly verification: VerificationQueue;
  readonly reviews: QualityReviews;
  readonly heldAnswers: AnswerReviews & ReviewReader;
  readonly routines: Routines;
  readonly auditCycles: AuditCycles;
}

/** Reviews, surveys and checklists, joined. */
export interface JoinedQuality {
  readonly ports: QualityPorts;
  readonly gate: AnswerGate;
  /** What follows from tickets. */
  readonly effect: TicketEffect;
  /** The conversations through which it speaks; before the start. */
  speakBy(pipeline: Pick<Pipeline, 'surveySpeech' | 'answerRelease'>): void;
  /** How reports are handed in; before the start. */
  reportBy(reports: CycleReports): void;
  /** P5: draws, checklists, deadlines and answers on their way, from the database alone. */
  recover(): Promise<void>;
  /** Draws, verification and checklists of an organisation by the rules that hold now. */
  replan(organisation: string): Promise<void>;
}

/** What nobody can foresee. */
const newSeed = () => randomBytes(16).toString('hex');

/** Joins quality reviews, surveys, verification and routines. */
export function joinQuality(join: QualityJoin): JoinedQuality {
  const { models, policies, audit, redactor, live, jobs, clock, logger, tickets } = join;
  const { policyOf } = policies;
  const calendarOf = (organisation: string) => policies.calendarsOf(organisation).get('default');
  const spoken: { by?: Pick<Pipeline, 'surveySpeech' | 'answerRelease'> } = {};
  const pipeline = () => {
    if (spoken.by === undefined) throw new Error('Quality spoke before the conversations were joined.');
    return spoken.by;
  };
  const agents = new AgentRepository(models.agents);
  const people = async (organisation: string) => (await agents.list(organisation)).map(personOf);
  const notices = createQualityNotices({ notifications: createNotices({ ...join }), people, clock });
  const base = { policyOf, notices, redactor, audit, live, jobs, clock, logger };
  const verification = createVerification({ ...base, tickets, repository: new SatisfactionRepository(models) });
  const book: { by?: StudyBook } = {};
  const surveys = createSurveys({
    ...{ models, policyOf, clock, onLow: verification.enrolLow },
    onAnswer: async (answer) => book.by?.answered(answer),
  });
  const studies = createStudies({
    ...{ ...base, surveys, tickets, people, newSeed, speech: () => pipeline().surveySpeech },
    ...{ samples: new QualityRepository(models), answers: new SurveyRepository(models.surveys) },
  });
  book.by = studies;
  const answers = new GateAnswerRepository(models);
  const release = {
    release: (answer: Parameters<Pipeline['answerRelease']['release']>[0]) => pipeline().answerRelease.release(answer),
  };
  const held = createHeldAnswers({ ...base, repository: answers, release });
  const handing: { by?: CycleReports } = {};
  const { reviews, draws, repository, cycles } = joinReviews(join, {
    ...{ ...base, calendarOf, people, reports: lateReports(handing) },
  });
  const lines = routineLines({
    tickets,
    reviews: repository,
    policyOf,
    knowledgeOf: join.knowledgeOf,
    now: () => clock.now(),
  });
  const routines = createRoutines({
    ...base,
    calendarOf,
    people,
    lines,
    files: join.files,
    repository: new RoutineRepository(models),
  });
  return {
    ports: { surveys, studies, verification, reviews, heldAnswers: held, routines, auditCycles: cycles },
    gate: createGate({ repository: answers, policyOf, calendarOf, onHeld: held.held }),
    effect: createTicketSurveys({ surveys, verification, policyOf, speech: () => pipeline().surveySpeech }),
    speakBy: (by) => {
      spoken.by = by;
    },
    reportBy: (reports) => {
      handing.by = reports;
    },
    recover: () => recoverAll(policies.codes, { held, draws, cycles, routines, verification }),
    replan: (organisation) => planAll(organisation, { draws, cycles, routines, verification }),
  };
}

interface Planned {
  readonly draws: { run(organisation: string): Promise<void> };
  readonly cycles: { run(organisation: string): Promise<void> };
  readonly routines: { run(organisation: string): Promise<void> };
  readonly verification: Pick<Verification, 'run'>;
}

async function recoverAll(codes: readonly string[], parts: Planned & { readonly held: HeldAnswers }): Promise<void> {
  for (const code of codes) {
    await parts.held.recover(code);
    await planAll(code, parts);
  }
}

/** Makes what is due, once, and plans the next look. */
async function planAll(organisation: string, { draws, cycles, routines, verification }: Planned): Promise<void> {
  await draws.run(organisation);
  await cycles.run(organisation);
  await verification.run(organisation);
  await routines.run(organisation);
}

function joinReviews(
  { models, stores, tickets }: QualityJoin,
  base: Omit<Parameters<typeof createReviews>[0], 'repository' | 'draws' | 'factsOf'> &
    Omit<Parameters<typeof createDraws>[0], 'repository' | 'population' | 'newSeed'> &
    Omit<Parameters<typeof createCycles>[0], 'repository' | 'reviews'>,
) {
  const repository = new QualityRepository(models);
  const cycles: CycleBook = createCycles({
    ...base,
    repository: new QualityCycleRepository(models),
    reviews: repository,
  });
  const draws = createDraws({
    ...base,
    repository,
    newSeed,
    population: reviewPopulation(stores),
    onDrawn: (organisation) => cycles.run(organisation),
  });
  const factsOf = reviewFactsOf({ stores, tickets, agents: new AgentRepository(models.agents) });
  return { repository, draws, cycles, reviews: createReviews({ ...base, repository, draws, factsOf }) };
}

/** Reports are joined after quality: both need what the other has. */
function lateReports(handing: { readonly by?: CycleReports }): CycleReports {
  const by = () => {
    if (handing.by === undefined) throw new Error('An audit was reported before the reports were joined.');
    return handing.by;
  };
  return {
    recipients: (organisation, report) => by().recipients(organisation, report),
    hand: (organisation, asked, who) => by().hand(organisation, asked, who),
  };
}
