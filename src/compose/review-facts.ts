import type { TicketPort } from '../contracts/ticket.ts';
import type { MessageDoc } from '../storage/models/messages.ts';
import type { QualityReviewDoc } from '../storage/models/quality.ts';
import type { AgentRepository } from '../storage/repositories/agents.ts';
import type { PipelineStores } from './pipeline.ts';

/** Where the fields of a review form come from. */
export interface FactParts {
  readonly stores: Pick<PipelineStores, 'conversations' | 'log'>;
  readonly tickets: Pick<TicketPort, 'findForContact'>;
  readonly agents: AgentRepository;
}

/** Longest part of a log that is read for a form. */
const MOST = 1_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** ICE-39, ICE-40: what the gateway knows of a case; read for the screen, stored nowhere. */
export function reviewFactsOf({ stores, tickets, agents }: FactParts) {
  return async (review: QualityReviewDoc): Promise<Readonly<Record<string, string | number | boolean | null>>> => {
    const doc = await stores.conversations.load(review.conversation);
    if (doc === null) return {};
    // From the period's first message: a conversation of years has more before it than is read here.
    const first = await stores.log.firstSince(review.conversation, review.from);
    const log = first === null ? [] : await stores.log.after(review.conversation, first.seq - 1, MOST);
    const said = log.filter(({ at }) => at >= review.from && at < review.to);
    const asked = said.find(({ direction, kind }) => direction === 'in' && kind === 'message');
    const answer = answerTo(asked, log);
    const own = await tickets.findForContact(review.org, doc.contact);
    const ticket = own.find(({ conversationId }) => conversationId === review.conversation) ?? null;
    const waitMs = asked && answer ? answer.at.getTime() - asked.at.getTime() : null;
    const agent = review.agent === null ? null : await agents.find(review.agent);
    return {
      folio: ticket?.folio ?? null,
      receivedAt: asked?.at.toISOString() ?? null,
      identification: ticket?.fields.identification ?? null,
      answeredAt: answer?.at.toISOString() ?? null,
      within24Hours: waitMs === null ? false : waitMs <= DAY_MS,
      timesRegistered: own.length,
      reviewedAt: review.doneAt?.toISOString() ?? null,
      responsible: agent?.name ?? null,
      request: asked?.text ?? null,
      waitingTime: waitMs === null ? null : Math.round(waitMs / MINUTE_MS),
      registered: ticket !== null,
    };
  };
}

/** The first word of a person of the desk after the question. */
function answerTo(asked: MessageDoc | undefined, log: readonly MessageDoc[]): MessageDoc | undefined {
  return asked && log.find(({ seq, speaker }) => seq > asked.seq && speaker === 'agent');
}
