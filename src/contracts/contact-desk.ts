import type { AuditActor } from './audit.ts';
import type { Consent, ContactView } from './contact.ts';
import type { Page } from './conversation.ts';
import type { ConversationOutcome } from './flow.ts';
import type { Redacted } from './redacted.ts';
import type { TicketView } from './ticket.ts';

/** What two contacts may disagree about. */
export const contactFields = ['name', 'email', 'phone', 'organisation', 'userType', 'customerClass'] as const;
/** One of them. */
export type ContactField = (typeof contactFields)[number];

/** Whose value a merge keeps, by field. */
export type ContactChoices = Readonly<Partial<Record<ContactField, 'kept' | 'joined'>>>;

/** One sender id on one channel. */
export interface ContactIdentity {
  readonly channel: string;
  /** What the channel calls the sender: a mail address, a number, a visitor's id. */
  readonly address: string;
  /** The contact that was made for it; after an undo the identity is that contact's again. */
  readonly contactId: string;
  /** The channel vouches for the address. */
  readonly isProven: boolean;
}

/** How two contacts were found to be one person: somebody at the desk said so, or a code was sent to one and typed in the other. */
export type MergeProof = 'agent' | 'code';

/** A merge, as lists show it. `isUndone`: it was split again. */
export interface ContactMerge {
  readonly id: string;
  readonly organisation: string;
  /** The contact whose card is shown. */
  readonly kept: string;
  readonly joined: string;
  readonly proof: MergeProof;
  readonly choices: ContactChoices;
  readonly by: AuditActor;
  readonly reason: Redacted | null;
  readonly at: Date;
  readonly undone: { readonly by: AuditActor; readonly reason: Redacted | null; readonly at: Date } | null;
}

/** A line of the list of those who may open tickets, as far as the card tells it. */
export interface ContactStanding {
  readonly id: string;
  readonly name: Redacted;
  readonly company: Redacted | null;
  /** ICE-03: the kind of user, as the policy calls it. */
  readonly kind: string | null;
  readonly state: string;
}

/** A person with all that is known of them, whatever channels they write on. */
export interface ContactCard extends Omit<ContactView, 'consents'> {
  readonly createdAt: Date;
  readonly isHeld: boolean;
  readonly consents: readonly Consent[];
  /** Every contact that the person is joined from, the one whose card is shown first. */
  readonly contacts: readonly string[];
  readonly identities: readonly ContactIdentity[];
  /** Merges that hold now, the newest first. */
  readonly merges: readonly ContactMerge[];
  /** Lines of the list of requesters that are this person's. */
  readonly standings: readonly ContactStanding[];
}

/** A contact in a list. */
export interface ContactLine {
  readonly contact: Omit<ContactView, 'consents'>;
  readonly identities: readonly ContactIdentity[];
}

/** From a first message to a close, on one channel. */
export interface ContactEpisode {
  readonly conversationId: string;
  readonly channel: string;
  readonly contactId: string;
  readonly episode: number;
  readonly openedAt: Date;
  /** Null: it goes on. */
  readonly closedAt: Date | null;
  readonly outcome: ConversationOutcome | null;
  readonly folios: readonly string[];
  /** Positions of its messages in the conversation's log; `toSeq` null: it goes on. */
  readonly fromSeq: number;
  readonly toSeq: number | null;
}

/**
 * Why two contacts may be one person. `sameAddress`: both have an address that their channels vouch for · `gaveAddress`: one
 * says to have the other's address · `sameRequester`: both are one line of the list of requesters.
 */
export type SuggestionReason = 'sameAddress' | 'gaveAddress' | 'sameRequester';

/** A contact that may be the same person. Only a suggestion: nothing is joined by itself. */
export interface ContactSuggestion extends ContactLine {
  readonly reason: SuggestionReason;
}

/** A field in which two contacts differ; a merge must choose. */
export interface ContactConflict {
  readonly field: ContactField;
  readonly kept: string;
  readonly joined: string;
}

/** What a merge would do. */
export interface MergePreview {
  readonly kept: ContactLine;
  readonly joined: ContactLine;
  readonly conflicts: readonly ContactConflict[];
  /** Null: they may be joined. `same`: they are one person already; `requesters`: the list knows them as two different people. */
  readonly refused: 'same' | 'requesters' | null;
  /** What would be shown together. */
  readonly counts: {
    readonly identities: number;
    readonly conversations: number;
    readonly tickets: number;
  };
}

/** Which two contacts. */
export interface ContactPair {
  readonly kept: string;
  readonly joined: string;
}

/** The desk's side of contacts. Every method throws CONTACT_NOT_FOUND for a contact that the organisation does not have. */
export interface ContactDesk {
  /** Newest first. `text`: a part of a name, an address or a number; absent: everybody. */
  search(
    organisation: string,
    filter: { readonly text?: string; readonly after?: string; readonly limit: number },
  ): Promise<Page<ContactLine>>;
  card(organisation: string, id: string): Promise<ContactCard>;
  /** Across all channels, newest first. */
  history(
    organisation: string,
    id: string,
    filter: { readonly after?: string; readonly limit: number },
  ): Promise<Page<ContactEpisode>>;
  /** The newest tickets, on whatever channel they were opened. */
  tickets(organisation: string, id: string, limit: number): Promise<readonly TicketView[]>;
  suggestions(organisation: string, id: string): Promise<readonly ContactSuggestion[]>;
  preview(organisation: string, pair: ContactPair): Promise<MergePreview>;
  /** Throws CONTACT_CONFLICT, CONTACT_MERGE_REFUSED, CONTACT_MERGE_BUSY. */
  merge(
    organisation: string,
    pair: ContactPair,
    about: { readonly choices: ContactChoices; readonly reason: Redacted; readonly by: AuditActor },
  ): Promise<ContactMerge>;
  /** Says that the two are different people: neither is suggested for the other again. Throws CONTACT_MERGE_REFUSED (`same`). */
  dismiss(organisation: string, pair: ContactPair, by: AuditActor): Promise<void>;
  /** Splits exactly what the merge joined. Throws CONTACT_MERGE_NOT_FOUND, CONTACT_MERGE_OVER. */
  undo(
    organisation: string,
    mergeId: string,
    about: { readonly reason: Redacted; readonly by: AuditActor },
  ): Promise<ContactMerge>;
  /** Newest first, the undone ones too. */
  merges(
    organisation: string,
    filter: { readonly contact?: string; readonly after?: string; readonly limit: number },
  ): Promise<Page<ContactMerge>>;
}
