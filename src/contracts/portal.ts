import type { Attachment } from './envelope.ts';
import type { Redacted } from './redacted.ts';
import type { DesignationDraft, DesignationView, RequesterDraft } from './requester-desk.ts';
import type { RequesterStatus } from './requesters.ts';
import type { TicketEvent, TicketView } from './ticket.ts';

/** Who is signed in to "Mis tickets". */
export interface PortalViewer {
  readonly organisation: string;
  readonly mail: string;
  /** Null: not on the list (where anybody may ask, or a director). */
  readonly requesterId: string | null;
  readonly name: Redacted | null;
  readonly company: Redacted | null;
  readonly status: RequesterStatus;
  /** Contacts who are this person: their tickets are the viewer's own. */
  readonly contacts: readonly string[];
  /** ALI-48: companies that the viewer directs, by name. */
  readonly directs: readonly string[];
  /** Safe to log. */
  readonly sessionId: string;
}

/** What a one-time link is for, before it is used. Looking changes nothing: mail scanners look first. */
export interface PortalLinkView {
  readonly kind: 'signIn' | 'activate' | 'prove';
  readonly organisation: string;
  readonly mail: string;
  readonly name: Redacted | null;
  /** `prove`: the number that the conversation shows too. */
  readonly code: string | null;
}

/** What using a link up gave. */
export interface PortalLinkUse {
  readonly kind: PortalLinkView['kind'];
  readonly organisation: string;
  /** Null: `prove` opens no session. */
  readonly session: { readonly token: string; readonly expiresAt: Date } | null;
  readonly folio: string | null;
}

/** A ticket in a requester's list. Only what the requester may read; state under the requester's label. */
export interface PortalTicket {
  readonly folio: string;
  readonly subject: Redacted;
  readonly label: string;
  /** How the label is coloured, and whether the requester is awaited. */
  readonly tone: 'open' | 'awaited' | 'solved' | 'over';
  readonly openedAt: Date;
  readonly updatedAt: Date;
}

/** A line of a ticket's public history. Nobody of the desk is named. */
export interface PortalEvent {
  readonly id: string;
  readonly at: Date;
  readonly who: 'requester' | 'desk';
  readonly kind: 'opened' | 'state' | 'comment' | 'date' | 'evaluation' | 'merged';
  /** State, score, agreed date (ISO) or folio, by kind. */
  readonly value: string | null;
  readonly text: Redacted | null;
  readonly files: readonly Attachment[];
}

/** A ticket with its public history and what the viewer may do. */
export interface PortalTicketDetail extends PortalTicket {
  readonly id: string;
  /** Null: only the state may be told here. */
  readonly description: Redacted | null;
  readonly history: readonly PortalEvent[];
  readonly files: readonly Attachment[];
  readonly agreedAt: Date | null;
  readonly score: number | null;
  /** The ticket whose duplicate it is. */
  readonly isOwn: boolean;
  readonly may: {
    readonly reply: boolean;
    readonly close: boolean;
    readonly reject: boolean;
    readonly evaluate: { readonly min: number; readonly max: number } | null;
    /** Ask for more than at first, in a new ticket. */
    readonly more: boolean;
  };
}

/** A case as a signed-in person writes it; texts are raw. */
export interface PortalCase {
  readonly description: string;
  /** Answers to the policy's questions, by field. */
  readonly answers: Readonly<Record<string, string>>;
  /** Data that the policy's intake asks for, by field. */
  readonly fields: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
}

/** Signing in by mail, and "Mis tickets". An address, folio or link that is not right has the same answer as one that is not there. */
export interface PortalPort {
  /** Mails a sign-in link, if the address belongs to anybody. Says nothing of it either way. */
  askLink(organisation: string, mail: string, folio: string | null): Promise<void>;
  openLink(token: string): Promise<PortalLinkView | null>;
  /** Uses a link up: of two at once, one wins. `key`: chosen with the activation. Throws REQUESTER_INVALID for a weak one. */
  redeem(token: string, key?: string): Promise<PortalLinkUse | null>;
  /** ICE-20: by mail or identification number, and the key. Null, whatever is wrong. */
  enter(organisation: string, name: string, key: string): Promise<PortalLinkUse['session']>;
  viewer(sessionToken: string): Promise<PortalViewer | null>;
  signOut(sessionToken: string): Promise<void>;
  /** Newest first; `company`: those of the companies that the viewer directs, instead of their own. */
  tickets(viewer: PortalViewer, filter: { readonly open: boolean; readonly company: boolean }): Promise<PortalTicket[]>;
  ticket(viewer: PortalViewer, folio: string): Promise<PortalTicketDetail | null>;
  /** All throw TICKET_NOT_FOUND for a ticket that is not the viewer's own, and the errors that begin with TICKET_. */
  reply(
    viewer: PortalViewer,
    folio: string,
    /** `apart`: it goes beyond what was asked, and is a new ticket (MAS-102); gives the folio that it is found under. */
    about: { text: string; attachments: readonly Attachment[]; key: string; apart: boolean },
  ): Promise<{ readonly folio: string }>;
  close(viewer: PortalViewer, folio: string, key: string): Promise<void>;
  /** "No quedó resuelto" (MAS-78, ALI-45), with why. */
  reject(viewer: PortalViewer, folio: string, about: { text: string; key: string }): Promise<void>;
  evaluate(viewer: PortalViewer, folio: string, about: { score: number; comment: string; key: string }): Promise<void>;
  /** MAS-74: up the matrix of the dissatisfied, with what happened; gives the role that has it now. Throws TICKET_LADDER_ENDED. */
  escalate(viewer: PortalViewer, folio: string, about: { text: string; key: string }): Promise<string>;
  /** Opens a ticket (MAS-136). Throws REQUESTER_STATE, PORTAL_CASE_INVALID. */
  open(viewer: PortalViewer, given: PortalCase, key: string): Promise<{ readonly folio: string }>;
  /** ICE-19: registers whoever asks; the mail's link makes them active. Throws REQUESTER_INVALID. */
  register(organisation: string, draft: RequesterDraft): Promise<void>;
  /** What is known of the viewer, for the form of their own data. */
  own(viewer: PortalViewer): Promise<RequesterDraft | null>;
  /** ICE-21: the viewer corrects their own data; the address that they sign in with stays. Throws REQUESTER_INVALID. */
  correct(viewer: PortalViewer, draft: RequesterDraft): Promise<void>;
  /** ALI-03: somebody who has access files a request for new users. Throws DESIGNATION_REFUSED, DESIGNATION_INVALID. */
  designate(viewer: PortalViewer, draft: Omit<DesignationDraft, 'company'>): Promise<DesignationView>;
}

/** What the requester of a ticket sees of it on "Mis tickets", for the desk to look at beside its own page. */
export interface RequesterEyes {
  /** Null: nothing at all, not even that it exists. */
  seen(ticket: TicketView, events: readonly TicketEvent[]): PortalTicketDetail | null;
}

/** How a conversation finds out that its person is who they say (MAS-02): by a link to the address that the list has. */
export interface RequesterProof {
  /**
   * Mails the link, if the address is on the list; the same key again mails the same one, once. The code is to be shown in the conversation: the mail says to confirm
   * only where it stands. The same answer for an address that nobody has.
   */
  ask(
    key: string,
    about: { organisation: string; contactId: string; mail: string },
  ): Promise<{ readonly code: string }>;
  /** Whether a one-time link proved who writes as this contact. */
  isProven(contactId: string): Promise<boolean>;
  /** Contacts who are the same person on other channels, this one included. */
  kinOf(contactId: string): Promise<readonly string[]>;
}

/** Addresses of requesters' pages, for mails and notices; null while nobody serves them. */
export interface PortalLinks {
  /** Where a ticket is looked up after signing in (ALI-50: and evaluated). Opens nothing by itself. */
  ticketUrl(organisation: string, folio: string): string | null;
}
