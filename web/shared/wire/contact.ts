import type { Contact, Outcome } from './conversation.ts';

/** One sender id on one channel. */
export interface ContactIdentity {
  channel: string;
  address: string;
  contactId: string;
  isProven: boolean;
}

/** A contact in a list. */
export interface ContactLine {
  contact: Contact;
  identities: ContactIdentity[];
}

/** Who did something, why and when. */
interface Deed {
  by: { kind: string; id: string };
  reason: string | null;
  at: string;
}

/** Two contacts that were joined; `undone`: they were split again. */
export interface ContactMerge extends Deed {
  id: string;
  kept: string;
  joined: string;
  proof: 'agent' | 'code';
  choices: Record<string, 'kept' | 'joined'>;
  undone: Deed | null;
}

/** A person with all that is known of them, whatever channels they write on. */
export interface ContactCardView extends Contact {
  createdAt: string;
  isHeld: boolean;
  consents: {
    kind: 'notice' | 'terms';
    version: string;
    at: string;
    channel: string;
    answer: 'shown' | 'accepted' | 'refused';
  }[];
  contacts: string[];
  identities: ContactIdentity[];
  merges: ContactMerge[];
  standings: { id: string; name: string; company: string | null; kind: string | null; state: string }[];
}

/** From a first message to a close, on one channel. `toSeq` null: it goes on. */
export interface ContactEpisode {
  conversationId: string;
  channel: string;
  contactId: string;
  episode: number;
  openedAt: string;
  closedAt: string | null;
  outcome: Outcome | null;
  folios: string[];
  fromSeq: number;
  toSeq: number | null;
}

/** A contact that may be the same person. */
export interface ContactSuggestion extends ContactLine {
  reason: 'sameAddress' | 'gaveAddress' | 'sameRequester';
}

/** What two contacts may disagree about. */
export type ContactField = 'name' | 'email' | 'phone' | 'organisation' | 'userType' | 'customerClass';

/** What joining two contacts would do. */
export interface MergePreview {
  kept: ContactLine;
  joined: ContactLine;
  conflicts: { field: ContactField; kept: string; joined: string }[];
  refused: 'same' | 'requesters' | null;
  counts: { identities: number; conversations: number; tickets: number };
}
