import type { CannedReplies } from '../contracts/canned-replies.ts';
import type { Clock } from '../contracts/clock.ts';
import type { LiveBus } from '../contracts/conversation.ts';
import type { ConversationNotes, GivenNotices } from '../contracts/conversation-notes.ts';
import type { DeskPeople } from '../contracts/desk.ts';
import type { InboxPort } from '../contracts/inbox.ts';
import type { LoggedConversations } from '../contracts/logged-conversations.ts';
import type { Redactor } from '../contracts/redacted.ts';
import type { TicketPort } from '../contracts/ticket.ts';
import { createInbox } from '../conversation/inbox.ts';
import { createLoggedConversations } from '../conversation/logged.ts';
import type { Organisation } from '../conversation/organisation.ts';
import { createCannedReplies } from '../desk/canned-replies.ts';
import { createConversationNotes } from '../desk/conversation-notes.ts';
import { createGivenNotices } from '../desk/given-notices.ts';
import { createNotices } from '../desk/notices.ts';
import { AppError } from '../errors/app-error.ts';
import { CannedReplyRepository } from '../storage/repositories/canned-replies.ts';
import { ConversationNoteRepository, ConversationReadRepository } from '../storage/repositories/conversation-notes.ts';
import type { PipelineStores } from './pipeline.ts';
import type { ServiceModels } from './stores.ts';

/** What agents have around their conversations. */
export interface ConversationDeskParts {
  readonly inbox: InboxPort;
  readonly conversationNotes: ConversationNotes;
  readonly givenNotices: GivenNotices;
  readonly cannedReplies: CannedReplies;
  readonly loggedConversations: LoggedConversations;
}

/** What it is joined from. */
export interface ConversationDeskJoin {
  readonly models: Pick<ServiceModels, 'conversationNotes' | 'conversationReads' | 'cannedReplies' | 'notices'>;
  readonly stores: Pick<PipelineStores, 'conversations' | 'contacts' | 'log'>;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly people: DeskPeople;
  readonly tickets: TicketPort;
  readonly redactor: Redactor;
  readonly live: LiveBus;
  readonly clock: Clock;
}

/** Joins lists, notes and notices of conversations. */
export function joinConversationDesk(join: ConversationDeskJoin): ConversationDeskParts {
  const { models, stores, organisations, people, tickets, redactor, live, clock } = join;
  const notifications = createNotices({ models, clock, live });
  const organisation = (code: string): Organisation => {
    const found = organisations.get(code);
    if (!found) throw new AppError('ORGANISATION_UNKNOWN', { known: [...organisations.keys()].join(', ') });
    return found;
  };
  return {
    inbox: createInbox({
      ...{ ...stores, clock, organisation },
      reads: new ConversationReadRepository(models.conversationReads),
    }),
    conversationNotes: createConversationNotes({
      ...{ log: stores.log, people, notifications, redactor, live, clock },
      notes: new ConversationNoteRepository(models.conversationNotes),
    }),
    givenNotices: createGivenNotices(notifications),
    loggedConversations: createLoggedConversations({ ...stores, tickets, redactor, live, clock, organisation }),
    cannedReplies: createCannedReplies({
      ...{ redactor, clock, policyOf: (code: string) => organisation(code).policy },
      replies: new CannedReplyRepository(models.cannedReplies),
    }),
  };
}
