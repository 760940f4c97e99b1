import type { Redacted } from './redacted.ts';

/**
 * Codes that a person reads on one channel and types on another. A code is made from the proof that it is for, with a key of
 * the installation: it stands in no database, log or queue. What a person typed is known by a digest alone.
 */
export interface OneTimeCodes {
  /** Six digits. */
  codeOf(proofId: string): Redacted;
  /** Bound to the conversation that it is typed in. */
  digestOf(conversationId: string, code: string): string;
}

/** Stands in a stored text for the code that is put there on its way out. */
export const CODE_MARK = '••••••';

/** What asking for a code came to. The same for an address that nobody writes from; `limited`: too many were asked for. */
export type CodeAsked = 'asked' | 'limited';

/**
 * What a typed code came to. `unread`: there was none in the message · `wrong`: may be tried again · `over`: none is waited
 * for any more · `conflict`: it was right, and only a person may join the two.
 */
export type CodeTyped = 'linked' | 'wrong' | 'over' | 'unread' | 'conflict';

/** Proving on one channel who one is on another. Every method finds its earlier work by the key (P2). */
export interface ContactLinks {
  /** Whether somebody on this channel can prove another address at all. */
  isOffered(organisation: string, channel: string): boolean;
  ask(
    key: string,
    about: {
      readonly organisation: string;
      readonly contactId: string;
      readonly conversationId: string;
      readonly address: string;
    },
  ): Promise<CodeAsked>;
  answer(
    key: string,
    about: {
      readonly organisation: string;
      readonly contactId: string;
      readonly conversationId: string;
      /** Digest of what was typed; null: no code stood in the message. */
      readonly digest: string | null;
    },
  ): Promise<CodeTyped>;
  /** Whether a code that was typed here proved who writes as this contact, and was not undone. */
  isProven(contactId: string): Promise<boolean>;
  /** Every contact of the person, this one included. */
  membersOf(contactId: string): Promise<readonly string[]>;
}

/** Where nobody can be sent a code. */
export const noLinks: ContactLinks = {
  isOffered: () => false,
  ask: async () => 'limited',
  answer: async () => 'over',
  isProven: async () => false,
  membersOf: async (contact) => [contact],
};
