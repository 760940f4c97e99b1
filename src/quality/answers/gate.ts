import { periodOf } from '../../calendar/named-periods.ts';
import type { BusinessCalendar } from '../../contracts/calendar.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { AnswerDraft, AnswerGate } from '../../contracts/quality.ts';
import type { GateAnswerDoc } from '../../storage/models/quality.ts';
import type { GateAnswerRepository } from '../../storage/repositories/gate-answers.ts';
import { lotOf } from '../lot.ts';

/** What the gate works with. */
export interface GateDeps {
  readonly repository: GateAnswerRepository;
  readonly policyOf: (organisation: string) => Policy;
  readonly calendarOf: (organisation: string) => BusinessCalendar;
  /** Told of each answer that was held, at least once. */
  readonly onHeld: (answer: GateAnswerDoc) => Promise<void>;
}

/** Beside those that the share needs, one in ten is held by lot, so that nobody can count which one is next. */
const BY_LOT = 0.1;

/**
 * Whether the month's nth answer is held: with it the share of held ones never falls below the policy's (ICE-08), and the lot
 * adds some. Everything it goes by is stored or in the policy, so anybody can check it.
 */
export function isHeld(share: number, number: number, seed: string): boolean {
  if (Math.ceil(share * number) > Math.ceil(share * (number - 1))) return true;
  return share > 0 && lotOf(seed, String(number)) < BY_LOT;
}

/** The gate before sending (ICE-08, ICE-36). */
export function createGate({ repository, policyOf, calendarOf, onHeld }: GateDeps): AnswerGate {
  return {
    async pass(answer) {
      const { qa, organisation } = policyOf(answer.organisation);
      const { channels, deadlineMinutes } = qa.preSend;
      const isMeant = qa.preSendShare !== null && (channels.length === 0 || channels.includes(answer.channel));
      if (!isMeant || qa.preSendShare === null) return 'send';
      const share = qa.preSendShare;
      const month = periodOf('month', answer.at, organisation.timeZone).code;
      // ICE-36: what was returned does not leave in new words without a new review.
      const returned = (await repository.returned(answer.conversationId)).filter(({ _id }) => _id !== answer.id);
      const dueAt = calendarOf(answer.organisation).addWorkingMinutes(answer.at, deadlineMinutes);
      const stored = await repository.number({ id: answer.id, org: answer.organisation, month }, (number) => {
        const holds = returned.length > 0 || isHeld(share, number, `${answer.organisation}|${month}`);
        return docOf(answer, { month, number, dueAt: holds ? dueAt : null });
      });
      if (stored.state === 'passed' || stored.state === 'approved' || stored.state === 'sent') return 'send';
      for (const { _id, state } of returned) await repository.change(_id, state, { replacedBy: answer.id });
      if (stored.state === 'waiting') await onHeld(stored);
      return 'held';
    },
  };
}

function docOf(
  answer: AnswerDraft,
  { month, number, dueAt }: { month: string; number: number; dueAt: Date | null },
): GateAnswerDoc {
  const { id, clientId, organisation: org, conversationId: conversation, channel, agent, at } = answer;
  const isHeld = dueAt !== null;
  return {
    ...{ _id: id, clientId, org, month, number, conversation, channel, agent: agent.id, agentName: agent.name },
    ...{ role: agent.role, text: isHeld ? answer.text : null, attachments: isHeld ? answer.attachments : null },
    ...{ state: isHeld ? 'waiting' : 'passed', at, dueAt, overdueAt: null, reviewer: null, decidedAt: null },
    ...{ marks: {}, note: null, failure: null, replacedBy: null },
  };
}
