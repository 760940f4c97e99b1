import type { Choice } from './envelope.ts';

/** Tells a requester something in their conversation: once per key, through the outbox, in order (P3). */
export interface RequesterSpeech {
  say(
    key: string,
    about: {
      readonly organisation: string;
      readonly conversationId: string;
      /** Catalogue text; it may hold redacted words. */
      readonly text: string;
      readonly choices?: readonly Choice[];
      /** The proof whose one-time code takes the place of the mark in the text, on the way out. */
      readonly code?: string;
    },
  ): Promise<void>;
}
