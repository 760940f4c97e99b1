import type { AuditActor } from './audit.ts';
import type { ContactPatch } from './contact.ts';
import type { PrivacyRequestKind } from './policy/privacy.ts';
import type { Redacted } from './redacted.ts';

export type { PrivacyRequestKind };

/** `running`: an erasure that is under way, or was when the process ended; the next start finishes it. */
export type PrivacyRequestState = 'open' | 'running' | 'done';

/** A line of the register of requests. */
export interface PrivacyRequestView {
  readonly id: string;
  readonly kind: PrivacyRequestKind;
  readonly contactId: string;
  readonly state: PrivacyRequestState;
  readonly reason: Redacted;
  readonly by: string;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly doneAt: Date | null;
  readonly counts: Readonly<Record<string, number>>;
}

/** Everything that is kept about one person. */
export interface PersonalData {
  readonly contactId: string;
  readonly exportedAt: Date;
  /** Documents by collection, whole, as they are stored. */
  readonly collections: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Files that the messages refer to. */
  readonly files: readonly {
    readonly fileId: string;
    readonly name: string;
    readonly mediaType: string;
    readonly conversationId: string;
  }[];
  /** What was done about the person, newest first. */
  readonly audit: readonly Readonly<Record<string, unknown>>[];
}

/** Who asks for what about whom. */
export interface PrivacyAsk {
  readonly organisation: string;
  readonly contactId: string;
  readonly actor: AuditActor;
  readonly reason: Redacted;
  /** Which request of the policy; absent: the first that fits. */
  readonly kind?: PrivacyRequestKind;
}

/** What is corrected of a contact; null takes it out, absent leaves it as it is. */
export type Rectification = Pick<ContactPatch, 'name' | 'organisation' | 'email' | 'phone'>;

/** What an erasure would take, or took, by collection. */
export interface ErasureReport {
  readonly requestId: string | null;
  readonly counts: Readonly<Record<string, number>>;
  /** Open conversations and tickets that stand in the way without `closeOpen`. */
  readonly open: { readonly conversations: number; readonly tickets: number };
}

/** Blanks what somebody wrote who did not agree to the privacy notice. */
export interface TextForgetter {
  /** `since`: when the episode began. `answered`: ids of messages whose turn is committed, though not marked yet. */
  forgetTexts(about: {
    readonly conversation: string;
    readonly since: Date;
    readonly answered: readonly string[];
  }): Promise<void>;
}

/** A person's data: given out, erased, held. All of it is recorded in the audit trail and the register. */
export interface PrivacyPort {
  /** Throws CONTACT_NOT_FOUND. */
  export(ask: PrivacyAsk): Promise<PersonalData>;
  /** What `erase` would do. Throws CONTACT_NOT_FOUND. */
  preview(organisation: string, contactId: string): Promise<ErasureReport>;
  /** Throws CONTACT_NOT_FOUND, CONTACT_HELD, CONTACT_BUSY. A crash in the middle is finished by the next start. */
  erase(ask: PrivacyAsk & { readonly closeOpen: boolean }): Promise<ErasureReport>;
  /** Corrects what is known of a person; done at once, with its line in the register. Throws CONTACT_NOT_FOUND. */
  rectify(ask: PrivacyAsk, right: Rectification): Promise<PrivacyRequestView>;
  /** Legal hold on or off. Throws CONTACT_NOT_FOUND. */
  hold(ask: PrivacyAsk, isHeld: boolean): Promise<void>;
  requests(organisation: string, limit: number): Promise<readonly PrivacyRequestView[]>;
}
