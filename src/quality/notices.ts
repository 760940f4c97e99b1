import type { Clock } from '../contracts/clock.ts';
import type { NoticeKind, NotificationPort } from '../contracts/notifications.ts';
import type { DeskPerson } from '../contracts/ticket-notices.ts';
import { effectIdOf } from '../storage/ids.ts';
import type { GateAnswerDoc, QualityReviewDoc } from '../storage/models/quality.ts';

/** What telling people needs. */
export interface NoticeDeps {
  readonly notifications: NotificationPort;
  readonly people: (organisation: string) => Promise<readonly DeskPerson[]>;
  readonly clock: Clock;
}

type Facts = Readonly<Record<string, string | number | boolean>>;

/** Something to be told once per person and key. */
export interface Word {
  readonly organisation: string;
  readonly kind: NoticeKind;
  /** What it is about; with the person it makes the notice's id. */
  readonly key: string;
  readonly facts: Facts;
}

/** Tells the people of the desk; whatever is told twice arrives once. */
export interface QualityNotices {
  /** To one person. */
  tell(agentId: string, word: Word): Promise<void>;
  /** To everybody with one of the roles or posts; where nobody has them, to the leads. */
  tellRoles(roles: readonly string[], word: Word): Promise<void>;
  answerHeld(answer: GateAnswerDoc): Promise<void>;
  answerOverdue(answer: GateAnswerDoc): Promise<void>;
  answerReturned(answer: GateAnswerDoc): Promise<void>;
  reviewed(review: QualityReviewDoc): Promise<void>;
  appealed(review: QualityReviewDoc): Promise<void>;
  decided(review: QualityReviewDoc): Promise<void>;
}

/** Who has one of the roles, desk roles and posts alike; nobody has it: the leads, then the administrators. */
export function holdersOf(roles: readonly string[], people: readonly DeskPerson[]): DeskPerson[] {
  const has = (person: DeskPerson, role: string) => person.posts.includes(role) || person.roles.includes(role);
  const found = people.filter((person) => roles.some((role) => has(person, role)));
  if (found.length > 0) return found;
  const leads = people.filter((person) => has(person, 'lead'));
  return leads.length > 0 ? leads : people.filter((person) => has(person, 'admin'));
}

/** Joins it to the notices of the desk. */
export function createQualityNotices({ notifications, people, clock }: NoticeDeps): QualityNotices {
  async function tell(agentId: string, { organisation, kind, key, facts }: Word): Promise<void> {
    const id = effectIdOf('notice', organisation, `${kind}:${agentId}:${key}`);
    await notifications.notify({ id, organisation, agentId, kind, at: clock.now(), facts });
  }
  async function tellRoles(roles: readonly string[], word: Word, but: string | null = null): Promise<void> {
    for (const { id } of holdersOf(roles, await people(word.organisation))) if (id !== but) await tell(id, word);
  }
  const aboutAnswer = (kind: NoticeKind, { _id: id, org, conversation }: GateAnswerDoc): Word => {
    return { organisation: org, kind, key: id, facts: { answer: id, conversation } };
  };
  const aboutReview = (kind: NoticeKind, { _id: id, org, audit, score }: QualityReviewDoc): Word => {
    return { organisation: org, kind, key: id, facts: { review: id, audit, ...(score !== null && { score }) } };
  };
  return {
    tell,
    tellRoles,
    answerHeld: (answer) => tellRoles(['lead'], aboutAnswer('quality.held', answer), answer.agent),
    async answerOverdue(answer) {
      await tellRoles(['lead'], aboutAnswer('quality.overdue', answer));
      await tell(answer.agent, aboutAnswer('quality.overdue', answer));
    },
    answerReturned: (answer) => tell(answer.agent, aboutAnswer('quality.returned', answer)),
    async reviewed(review) {
      if (review.agent !== null) await tell(review.agent, aboutReview('quality.reviewed', review));
    },
    appealed: (review) => tellRoles(['lead'], aboutReview('quality.appealed', review), review.agent),
    async decided(review) {
      if (review.agent !== null) await tell(review.agent, aboutReview('quality.decided', review));
    },
  };
}
