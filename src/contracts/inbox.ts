import type { ConversationMode, ConversationSummary, Page } from './conversation.ts';

/** The lists that an agent works from. `open`: everything that is not closed. */
export const inboxViews = ['mine', 'waiting', 'open', 'bot', 'closed', 'all'] as const;
/** One of the lists. */
export type InboxView = (typeof inboxViews)[number];

/** What a list shows. What is absent does not narrow it. */
export interface InboxQuery {
  readonly organisation: string;
  /** Who looks: `mine`, unread counts and read positions are theirs. */
  readonly agent: string;
  readonly view: InboxView;
  readonly channel?: string;
  readonly priority?: string;
  readonly assignee?: string;
  readonly area?: string;
  readonly tag?: string;
  readonly unread?: boolean;
  /** Words of the last message, a person's name, mail or phone, a folio: all of them must be found. */
  readonly text?: string;
  readonly after?: string;
  readonly limit: number;
}

/** A line of a list. */
export interface InboxRow extends ConversationSummary {
  /** Messages of the person that the agent has not seen; at most `MOST_UNREAD`. */
  readonly unread: number;
}

/** How many there are in the lists that are looked at all the time. */
export interface InboxCounts {
  readonly mine: number;
  readonly waiting: number;
  readonly bot: number;
  /** Of `mine` and `waiting`, those with something unread. */
  readonly unread: number;
}

/** Unread messages are counted up to here. */
export const MOST_UNREAD = 99;

/** The lists of conversations as agents work from them. */
export interface InboxPort {
  /**
   * `waiting`: quick cases first (EXS-27), then who has waited longest; all others: the newest first. A page may hold fewer
   * lines than asked for while `next` is not null: each looks at so many conversations and no more, so that none is slow.
   */
  list(query: InboxQuery): Promise<Page<InboxRow>>;
  counts(organisation: string, agent: string): Promise<InboxCounts>;
  /** Notes how far an agent has read; never moves back. */
  seen(
    about: { readonly organisation: string; readonly conversationId: string; readonly seq: number },
    agent: string,
  ): Promise<void>;
  /** Tags in use among the newest conversations, the commonest first. */
  tags(organisation: string): Promise<readonly string[]>;
}

/** The modes of a list; null: all. */
export function modesOf(view: InboxView): readonly ConversationMode[] | null {
  switch (view) {
    case 'mine':
      return ['agent'];
    case 'waiting':
      return ['waiting'];
    case 'open':
      return ['waiting', 'agent', 'bot'];
    case 'bot':
      return ['bot'];
    case 'closed':
      return ['closed'];
    case 'all':
      return null;
  }
}
