import type { FlowEvent } from '../../src/contracts/flow.ts';
import type { Redacted } from '../../src/contracts/redacted.ts';
import { pieceOf } from '../../src/contracts/redacted-text.ts';
import { fold, wordsOf } from './words.ts';

/** One message of the person, ready to be read. */
export interface Said {
  /** As the person wrote it, redacted; cut to what a support message needs. */
  readonly text: Redacted;
  /** `fold(text)`: the same offsets. */
  readonly folded: string;
  readonly words: readonly string[];
  /** Value of the button that was pressed. */
  readonly choice: string | undefined;
  readonly attachments: number;
}

const MAX_READ = 2_000;

/** Prepares a message event for reading. */
export function hear(event: Extract<FlowEvent, { type: 'message' }>): Said {
  return { ...hearText(event.text), choice: event.choice, attachments: event.attachments.length };
}

/** The same for a piece of a message. */
export function hearText(text: Redacted): Said {
  const cut = pieceOf(text, 0, Math.min(text.length, MAX_READ));
  const folded = fold(cut);
  return { text: cut, folded, words: wordsOf(folded), choice: undefined, attachments: 0 };
}
