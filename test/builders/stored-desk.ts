import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type StoreHandle } from '../../src/storage/connection.ts';
import { defineAgents, defineSessions, defineSignInLinks } from '../../src/storage/models/agents.ts';
import { defineCounters } from '../../src/storage/models/counters.ts';
import { defineCourses } from '../../src/storage/models/courses.ts';
import { defineCredentials } from '../../src/storage/models/credentials.ts';
import { defineFigureValues } from '../../src/storage/models/figure-values.ts';
import { defineJobs } from '../../src/storage/models/jobs.ts';
import { defineNotices } from '../../src/storage/models/notices.ts';
import { defineOpportunities } from '../../src/storage/models/opportunities.ts';
import { defineGateAnswers, defineQualityReviews, defineQualitySamples } from '../../src/storage/models/quality.ts';
import { defineQualityCycles, defineQualityFindings } from '../../src/storage/models/quality-cycles.ts';
import { defineReportEditions } from '../../src/storage/models/report-editions.ts';
import { defineRoutineRuns } from '../../src/storage/models/routines.ts';
import { defineSatisfactionChecks, defineSurveyActions } from '../../src/storage/models/satisfaction.ts';
import { defineSurveys } from '../../src/storage/models/surveys.ts';
import { defineTicketNotices } from '../../src/storage/models/ticket-notices.ts';
import { defineTicketEvents, defineTickets } from '../../src/storage/models/tickets.ts';

/** A store in a folder of its own, with the models of tickets and desk. */
export async function openDeskStore(folder: string = mkdtempSync(join(tmpdir(), 'desk-'))) {
  const store = await openStore({ dataDir: folder });
  const models = defineModels(store);
  await store.ready();
  return {
    store,
    models,
    folder,
    /** Ends this process's hold on the folder; the data stay. */
    close: () => store.close(),
    async destroy() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `openDeskStore` gives. */
export type DeskStore = Awaited<ReturnType<typeof openDeskStore>>;

function defineModels({ connection }: StoreHandle) {
  return {
    tickets: defineTickets(connection),
    ticketEvents: defineTicketEvents(connection),
    counters: defineCounters(connection),
    jobs: defineJobs(connection),
    notices: defineNotices(connection),
    ticketNotices: defineTicketNotices(connection),
    courses: defineCourses(connection),
    opportunities: defineOpportunities(connection),
    surveys: defineSurveys(connection),
    satisfactionChecks: defineSatisfactionChecks(connection),
    surveyActions: defineSurveyActions(connection),
    qualitySamples: defineQualitySamples(connection),
    qualityReviews: defineQualityReviews(connection),
    qualityCycles: defineQualityCycles(connection),
    qualityFindings: defineQualityFindings(connection),
    gateAnswers: defineGateAnswers(connection),
    routineRuns: defineRoutineRuns(connection),
    figureValues: defineFigureValues(connection),
    reportEditions: defineReportEditions(connection),
    agents: defineAgents(connection),
    signInLinks: defineSignInLinks(connection),
    sessions: defineSessions(connection),
    credentials: defineCredentials(connection),
  };
}
