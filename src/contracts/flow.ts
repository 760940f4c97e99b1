import type { Advice } from './advice.ts';
import type { MaintenanceWord } from './availability-desk.ts';
import type { BusinessCalendar } from './calendar.ts';
import type { ChannelAbilities } from './channel.ts';
import type { ConsentAnswer, ContactPatch, ContactView } from './contact.ts';
import type { Course } from './courses.ts';
import type { Diagnoser, Diagnosis } from './diagnosis.ts';
import type { Attachment, Choice, Link } from './envelope.ts';
import type { AnswerBand, KnowledgePort } from './knowledge.ts';
import type { CodeAsked, CodeTyped } from './one-time-codes.ts';
import type { Policy } from './policy.ts';
import type { Redacted, SensitiveKind } from './redacted.ts';
import type { RequesterStanding } from './requesters.ts';
import type { OpportunityDraft, TicketDraft, TicketView } from './ticket.ts';
import type { SecureForm, VaultKind } from './vault.ts';

/** JSON values only: a flow's state is stored as it is. */
export type FlowState = { readonly [key: string]: unknown };

/** What happened to a conversation while the bot has it. */
export type FlowEvent =
  /** The conversation was opened and nobody wrote yet. */
  | { readonly type: 'start' }
  | {
      readonly type: 'message';
      readonly text: Redacted;
      readonly choice?: string;
      readonly attachments: readonly Attachment[];
      /** Kinds that the redactor took out of this message; the bot warns once and gives the safe way. */
      readonly removed: readonly SensitiveKind[];
      /** What a model said of it, if one was asked and answered in time. A repeated turn reads the same. */
      readonly advice?: Advice;
    }
  /** A timer that the flow had set came due. */
  | { readonly type: 'timer'; readonly name: string }
  /** An agent gave the conversation back to the bot. */
  | { readonly type: 'returned' }
  | CommandResult;

/** What a flow may ask to be done. Run under keys derived from the turn, so a repeated turn finds the effect (P2). */
export type Command =
  | { readonly type: 'openTicket'; readonly draft: TicketDraft }
  | { readonly type: 'findTickets'; readonly folio?: string }
  /** The requester's own deed on an own ticket: an answer, "solved", "not solved" with why, a score, up the matrix (MAS-74, MAS-77, ALI-43..50). */
  | {
      readonly type: 'actOnTicket';
      /** `last`: the latest of theirs. */
      readonly folio: string;
      /** `more`: what goes beyond a ticket of fixed scope, as a new one that follows it (MAS-102). */
      readonly deed: 'reply' | 'accept' | 'reject' | 'rate' | 'more' | 'escalate';
      readonly text?: Redacted;
      readonly score?: number;
    }
  /** MAS-02: a one-time link to the address on the list proves who writes. */
  | { readonly type: 'proveIdentity'; readonly email: Redacted }
  /** Sends a one-time code to an address on another channel that the person says is theirs. */
  | { readonly type: 'sendCode'; readonly address: Redacted }
  /** The person typed a code in this message. */
  | { readonly type: 'checkCode' }
  | { readonly type: 'requestAgent'; readonly reason: string; readonly summary: Redacted }
  | { readonly type: 'updateContact'; readonly patch: ContactPatch }
  /** The privacy notice was shown, or answered, or a channel's terms were: added to the contact's consents. */
  | {
      readonly type: 'recordConsent';
      readonly kind?: 'terms';
      readonly version: string;
      readonly answer: ConsentAnswer;
    }
  | { readonly type: 'recordOpportunity'; readonly draft: OpportunityDraft }
  | {
      readonly type: 'recordSearch';
      readonly question: Redacted;
      readonly band: AnswerBand;
      /** The entries that the person is shown. */
      readonly entryIds: readonly string[];
      readonly module: string | null;
    }
  | { readonly type: 'recordUnanswered'; readonly question: Redacted }
  | { readonly type: 'recordFeedback'; readonly entryIds: readonly string[]; readonly solved: boolean }
  /** The question of a survey is being put: what is never answered counts too. */
  | { readonly type: 'noteSurveyAsked'; readonly survey: string }
  | { readonly type: 'recordSurvey'; readonly survey: string; readonly score: number; readonly comment?: Redacted }
  /** A one-time form for a sensitive value (MAS-132). */
  | { readonly type: 'offerVault'; readonly kind: VaultKind }
  | { readonly type: 'closeConversation'; readonly outcome: ConversationOutcome };

/** How a conversation ended. EXS-76: closed, or channelled as an opportunity. */
export type ConversationOutcome = 'answered' | 'ticket' | 'agent' | 'opportunity' | 'cancelled' | 'idle';

/** What came of a command, in the same turn. */
export type CommandResult =
  | { readonly type: 'result'; readonly command: 'openTicket'; readonly ticket: TicketView }
  | { readonly type: 'result'; readonly command: 'findTickets'; readonly tickets: readonly DisclosedTicket[] }
  | {
      readonly type: 'result';
      readonly command: 'actOnTicket';
      readonly folio: string;
      /** `followUp`: the old one was closed, so a new ticket was opened, `next`; `apart`: one for more than was asked. `refused`: not theirs, or not possible now. */
      readonly outcome: 'replied' | 'accepted' | 'rejected' | 'rated' | 'escalated' | 'followUp' | 'apart' | 'refused';
      /** The new ticket, or the role that it was escalated to. */
      readonly next: string | null;
      /** What may be evaluated now; null: nothing. */
      readonly scale: { readonly min: number; readonly max: number } | null;
    }
  /** Shown in the conversation and in the mail, so that the person confirms only where it stands. */
  | { readonly type: 'result'; readonly command: 'proveIdentity'; readonly code: string }
  | { readonly type: 'result'; readonly command: 'sendCode'; readonly outcome: CodeAsked }
  | { readonly type: 'result'; readonly command: 'checkCode'; readonly outcome: CodeTyped }
  | {
      readonly type: 'result';
      readonly command: 'requestAgent';
      readonly agentsOnline: number;
      readonly position: number;
    }
  | { readonly type: 'result'; readonly command: 'updateContact'; readonly contact: ContactView }
  | { readonly type: 'result'; readonly command: 'recordOpportunity'; readonly folio: string }
  /** Null: no safe form can be offered here. */
  | {
      readonly type: 'result';
      readonly command: 'offerVault';
      readonly form: Omit<SecureForm, 'title'> | null;
    }
  | {
      readonly type: 'result';
      readonly command:
        | 'recordSearch'
        | 'recordUnanswered'
        | 'recordFeedback'
        | 'noteSurveyAsked'
        | 'recordSurvey'
        | 'recordConsent'
        | 'closeConversation';
    };

/** What of a ticket may be told in this conversation (MAS-05, MAS-22..24, ALI-47): what may not is not even here. */
export interface DisclosedTicket {
  readonly folio: string;
  /** The requester's label of the state. */
  readonly label: string;
  readonly dueAt: Date | null;
  /** The desk's last public word. */
  readonly lastWord: Redacted | null;
}

/** What a flow says. Text comes from the catalogue; it may hold redacted words of the person. */
export interface ReplyDraft {
  readonly text: string;
  readonly choices?: readonly Choice[];
  readonly links?: readonly Link[];
  /** One-time forms; items of the vault, never addresses (P8). */
  readonly secureForms?: readonly SecureForm[];
  /** The proof whose one-time code takes the place of the mark in the text, on the way out. */
  readonly code?: string;
}

/** One step of the nine-step protocol (EXS-05), as recorded on the conversation. */
export interface ProtocolMark {
  readonly step: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
  readonly status: 'done' | 'skipped' | 'notApplicable';
}

/** What a person accepts before they use a channel; `text` null: they are only asked whether they authorise it. */
export interface ChannelTerms {
  readonly version: string;
  readonly text: string | null;
  /** Fact of the customer's contract that must be `yes` (MAS-29); absent or null: none. */
  readonly fact?: string | null;
}

/** What a flow reads. Everything is a port or a value: the flow itself does nothing. */
export interface FlowContext {
  /** The instant of the event, not of the run: a repeated turn reads the same. */
  readonly now: Date;
  /** Stable across a repeat of the same turn; seeds ids if the flow needs any. */
  readonly turnId: string;
  readonly abilities: ChannelAbilities;
  readonly contact: ContactView;
  /** Whether the person may open tickets, and for which customer. */
  readonly requester: RequesterStanding;
  readonly policy: Policy;
  readonly calendar: BusinessCalendar;
  readonly knowledge: KnowledgePort;
  readonly diagnoser: Diagnoser;
  /** Notices of maintenance that are current for this customer (MAS-112); absent: none. */
  readonly maintenance?: readonly MaintenanceWord[];
  /** Coming dates of courses (EXS-54); absent or null: the policy gives none. */
  readonly courses?: readonly Course[] | null;
  /** What must be accepted before this channel is used; absent or null: nothing. */
  readonly terms?: ChannelTerms | null;
  /** A person may prove here by a code who they are on another channel; absent: no. */
  readonly mayLink?: boolean;
  /** Agents online at this instant. */
  readonly agentsOnline: number;
  /** Catalogue text in the conversation's language. Unknown keys throw. */
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
}

/** What one step of a flow gives. */
export interface FlowResult<S extends FlowState = FlowState> {
  readonly state: S;
  readonly replies: readonly ReplyDraft[];
  readonly commands: readonly Command[];
  /** Timers to set (a Date) or to drop (null); those not named stay. */
  readonly timers?: Readonly<Record<string, Date | null>>;
  readonly protocol?: readonly ProtocolMark[];
  /** What the agent's card shows; replaced when given. */
  readonly card?: DiagnosisCard;
}

/** The DRS card (EXS-26): what was found, what is missing, why. Texts are redacted. */
export interface DiagnosisCard {
  readonly summary: Redacted;
  readonly diagnosis: Diagnosis;
  readonly reasons: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
  readonly path: 'immediate' | 'ticket' | 'opportunity' | 'answered' | null;
}

/** A pure state machine: (state, event, context) → (state, replies, commands). */
export interface Flow<S extends FlowState = FlowState> {
  readonly name: string;
  initial(): S;
  step(state: S, event: FlowEvent, context: FlowContext): FlowResult<S>;
  /** What it waits for, where a model's advice on the next message could help; null = it could not. Absent = never. */
  listensFor?(state: S): { readonly expects: string; readonly topic: Redacted } | null;
}
