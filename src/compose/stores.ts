import type { Connection } from 'mongoose';
import { defineAgents, defineSessions, defineSignInLinks } from '../storage/models/agents.ts';
import { defineApiRepeats } from '../storage/models/api-repeats.ts';
import { defineApiTokens } from '../storage/models/api-tokens.ts';
import { defineAudit } from '../storage/models/audit.ts';
import { defineOutages, defineServiceNotices } from '../storage/models/availability.ts';
import { defineBotService } from '../storage/models/bot-service.ts';
import { defineCannedReplies } from '../storage/models/canned-replies.ts';
import { defineContactMerges } from '../storage/models/contact-merges.ts';
import { defineContactProofs } from '../storage/models/contact-proofs.ts';
import { defineConversationNotes, defineConversationReads } from '../storage/models/conversation-notes.ts';
import { defineCounters } from '../storage/models/counters.ts';
import { defineCourses } from '../storage/models/courses.ts';
import { defineCredentials } from '../storage/models/credentials.ts';
import { defineClusters, defineSearches } from '../storage/models/demand.ts';
import { defineFigureValues } from '../storage/models/figure-values.ts';
import { defineFirstSteps } from '../storage/models/first-steps.ts';
import { defineGateVersions } from '../storage/models/gate-versions.ts';
import { defineJobs } from '../storage/models/jobs.ts';
import { defineEntries, defineFeedback, defineQuestions } from '../storage/models/knowledge.ts';
import { defineEntryEvents } from '../storage/models/knowledge-events.ts';
import { defineLogSegments, defineLogWords } from '../storage/models/log-index.ts';
import { defineMailMessages, defineMailPlaces, defineMailThreads } from '../storage/models/mail.ts';
import { defineModelUsage, defineProposals, defineVectors } from '../storage/models/model-help.ts';
import { defineNotices } from '../storage/models/notices.ts';
import { defineOpportunities } from '../storage/models/opportunities.ts';
import { definePortalLinks, definePortalSessions } from '../storage/models/portal.ts';
import { definePrivacyRequests, defineRetentionRuns } from '../storage/models/privacy-requests.ts';
import { defineGateAnswers, defineQualityReviews, defineQualitySamples } from '../storage/models/quality.ts';
import { defineQualityCycles, defineQualityFindings } from '../storage/models/quality-cycles.ts';
import { defineAbsences, defineCorrections, defineVerifications } from '../storage/models/quota.ts';
import { defineReportEditions } from '../storage/models/report-editions.ts';
import {
  defineCompanies,
  defineDesignations,
  defineRequesterContacts,
  defineRequesters,
} from '../storage/models/requesters.ts';
import { defineRoutineRuns } from '../storage/models/routines.ts';
import { defineSatisfactionChecks, defineSurveyActions } from '../storage/models/satisfaction.ts';
import { defineSurveys } from '../storage/models/surveys.ts';
import { defineTicketFigures } from '../storage/models/ticket-figures.ts';
import { defineTicketNotices } from '../storage/models/ticket-notices.ts';
import { defineTicketReferences } from '../storage/models/ticket-references.ts';
import { defineTicketViews } from '../storage/models/ticket-views.ts';
import { defineTicketEvents, defineTickets } from '../storage/models/tickets.ts';
import { defineVaultItems } from '../storage/models/vault.ts';
import { defineWebhookDeliveries, defineWebhookEndpoints } from '../storage/models/webhooks.ts';
import { defineWhatsapp } from '../storage/models/whatsapp.ts';

/** Every collection outside the pipeline. Call it before the store is made ready. */
export function defineServiceModels(connection: Connection) {
  return {
    ...defineDeskModels(connection),
    ...defineKnowledgeModels(connection),
    audit: defineAudit(connection),
    contactMerges: defineContactMerges(connection),
    contactProofs: defineContactProofs(connection),
    counters: defineCounters(connection),
    jobs: defineJobs(connection),
    opportunities: defineOpportunities(connection),
    privacyRequests: definePrivacyRequests(connection),
    retentionRuns: defineRetentionRuns(connection),
    ticketFigures: defineTicketFigures(connection),
    ticketNotices: defineTicketNotices(connection),
    ticketReferences: defineTicketReferences(connection),
    webhookEndpoints: defineWebhookEndpoints(connection),
    webhookDeliveries: defineWebhookDeliveries(connection),
    apiRepeats: defineApiRepeats(connection),
    apiTokens: defineApiTokens(connection),
    surveys: defineSurveys(connection),
    logSegments: defineLogSegments(connection),
    logWords: defineLogWords(connection),
    satisfactionChecks: defineSatisfactionChecks(connection),
    surveyActions: defineSurveyActions(connection),
    qualitySamples: defineQualitySamples(connection),
    qualityReviews: defineQualityReviews(connection),
    qualityCycles: defineQualityCycles(connection),
    qualityFindings: defineQualityFindings(connection),
    gateAnswers: defineGateAnswers(connection),
    routineRuns: defineRoutineRuns(connection),
    reportEditions: defineReportEditions(connection),
    courses: defineCourses(connection),
    serviceNotices: defineServiceNotices(connection),
    outages: defineOutages(connection),
    figureValues: defineFigureValues(connection),
    vaultItems: defineVaultItems(connection),
    companies: defineCompanies(connection),
    requesters: defineRequesters(connection),
    requesterContacts: defineRequesterContacts(connection),
    designations: defineDesignations(connection),
    portalLinks: definePortalLinks(connection),
    portalSessions: definePortalSessions(connection),
    whatsapp: defineWhatsapp(connection),
    botService: defineBotService(connection),
    tickets: defineTickets(connection),
    ticketEvents: defineTicketEvents(connection),
    ticketViews: defineTicketViews(connection),
    mailThreads: defineMailThreads(connection),
    mailMessages: defineMailMessages(connection),
    mailPlaces: defineMailPlaces(connection),
  };
}

/** Who is at the desk, and what they keep for their work. */
function defineDeskModels(connection: Connection) {
  return {
    agents: defineAgents(connection),
    cannedReplies: defineCannedReplies(connection),
    conversationNotes: defineConversationNotes(connection),
    conversationReads: defineConversationReads(connection),
    sessions: defineSessions(connection),
    signInLinks: defineSignInLinks(connection),
    credentials: defineCredentials(connection),
    firstSteps: defineFirstSteps(connection),
    notices: defineNotices(connection),
  };
}

/** The knowledge base: what is written, asked, and counted towards quotas. */
function defineKnowledgeModels(connection: Connection) {
  return {
    entries: defineEntries(connection),
    entryEvents: defineEntryEvents(connection),
    questions: defineQuestions(connection),
    feedback: defineFeedback(connection),
    searches: defineSearches(connection),
    clusters: defineClusters(connection),
    absences: defineAbsences(connection),
    corrections: defineCorrections(connection),
    verifications: defineVerifications(connection),
    modelUsage: defineModelUsage(connection),
    vectors: defineVectors(connection),
    proposals: defineProposals(connection),
    gateVersions: defineGateVersions(connection),
  };
}

/** The models by name. */
export type ServiceModels = ReturnType<typeof defineServiceModels>;
