import { agentAccessRoutes } from './agents/access-routes.ts';
import { agentProfileRoutes } from './agents/profile-routes.ts';
import { agentRoutes } from './agents/routes.ts';
import { signInLinkRoute } from './agents/sign-in-link-route.ts';
import { auditRoutes } from './audit/routes.ts';
import { availabilityRoutes } from './availability/routes.ts';
import { cannedReplyRoutes } from './canned-replies/routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import { conversationFileRoute } from './conversations/file-route.ts';
import { handOverRoutes } from './conversations/hand-over-routes.ts';
import { loggedRoutes } from './conversations/logged-route.ts';
import { noteRoutes } from './conversations/note-routes.ts';
import { conversationRoutes } from './conversations/routes.ts';
import { courseRoutes } from './courses/routes.ts';
import { deadLetterRoutes } from './dead-letters/routes.ts';
import { demandRoutes } from './demand/routes.ts';
import type { HttpDeps } from './deps.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { integrationRoutes } from './integrations/routes.ts';
import { entryDeskRoutes } from './knowledge/entry-desk-routes.ts';
import { entryRoutes } from './knowledge/entry-routes.ts';
import { proposalRoutes } from './knowledge/proposal-routes.ts';
import { knowledgeRoutes } from './knowledge/routes.ts';
import { knowledgeSearchRoute } from './knowledge/search-route.ts';
import { transferRoutes } from './knowledge/transfer-routes.ts';
import { logRoutes } from './logs/routes.ts';
import { noticeRoutes } from './notices/routes.ts';
import { opportunityRoutes } from './opportunities/routes.ts';
import { policyRoutes } from './policy/routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { answerRoutes } from './quality/answer-routes.ts';
import { cycleRoutes } from './quality/cycle-routes.ts';
import { qualityRoutes } from './quality/routes.ts';
import { quotaBookRoutes } from './quota/book-routes.ts';
import { quotaRoutes } from './quota/routes.ts';
import { editionRoutes } from './reports/edition-routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { companyRoutes } from './requesters/company-routes.ts';
import { requesterRoutes } from './requesters/routes.ts';
import { routineRoutes } from './routines/routes.ts';
import type { Route } from './routing/route.ts';
import { doorRoutes, type SignInLimits } from './session/door-routes.ts';
import { ownAccessRoutes } from './session/own-routes.ts';
import { type SessionEnd, sessionRoutes } from './session/routes.ts';
import { ownTotpRoutes } from './session/totp-routes.ts';
import { firstStepsRoutes } from './setup/routes.ts';
import { checkRoutes } from './surveys/check-routes.ts';
import { surveyRoutes } from './surveys/routes.ts';
import { studyRoutes } from './surveys/study-routes.ts';
import { systemRoutes } from './system/routes.ts';
import { ticketRoutes } from './tickets/routes.ts';
import { ticketViewRoutes } from './tickets/view-routes.ts';
import { vaultRoutes } from './vault/routes.ts';
import { whatsappRoutes } from './whatsapp/routes.ts';

/** Every route of the API, in one list: it is mounted, documented and checked for access from here. */
export function apiRoutes(
  deps: HttpDeps,
  { realtime, ...limits }: SignInLimits & { readonly realtime: SessionEnd },
): readonly Route[] {
  return [
    ...sessionRoutes(deps, realtime),
    ...doorRoutes(deps, limits),
    ...ownAccessRoutes(deps, limits.guesses),
    ...ownTotpRoutes(deps, limits.guesses),
    ...agentAccessRoutes(deps),
    ...firstStepsRoutes(deps),
    ...systemRoutes(deps),
    ...conversationRoutes(deps),
    ...loggedRoutes(deps),
    ...handOverRoutes(deps),
    ...noteRoutes(deps),
    ...opportunityRoutes(deps),
    ...inboxRoutes(deps),
    ...cannedReplyRoutes(deps),
    conversationFileRoute(deps),
    ...ticketRoutes(deps),
    ...ticketViewRoutes(deps),
    ...vaultRoutes(deps),
    ...deadLetterRoutes(deps),
    ...agentRoutes(deps),
    ...agentProfileRoutes(deps),
    signInLinkRoute(deps),
    ...auditRoutes(deps),
    ...privacyRoutes(deps),
    ...policyRoutes(deps),
    ...knowledgeRoutes(deps),
    ...knowledgeSearchRoute(deps),
    ...entryDeskRoutes(deps),
    ...entryRoutes(deps),
    ...transferRoutes(deps),
    ...proposalRoutes(deps),
    ...demandRoutes(deps),
    ...quotaRoutes(deps),
    ...quotaBookRoutes(deps),
    ...reportRoutes(deps),
    ...editionRoutes(deps),
    ...availabilityRoutes(deps),
    ...courseRoutes(deps),
    ...logRoutes(deps),
    ...noticeRoutes(deps),
    ...whatsappRoutes(deps),
    ...integrationRoutes(deps),
    ...requesterRoutes(deps),
    ...companyRoutes(deps),
    ...contactRoutes(deps),
    ...qualityRoutes(deps),
    ...cycleRoutes(deps),
    ...answerRoutes(deps),
    ...surveyRoutes(deps),
    ...checkRoutes(deps),
    ...studyRoutes(deps),
    ...routineRoutes(deps),
  ];
}
