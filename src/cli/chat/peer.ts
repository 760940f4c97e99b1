import type { TerminalMessage } from '../../../channels/terminal/index.ts';

/** Takes the messages of the other side, drawn and as they are. */
export type MessageListener = (drawn: string, message: TerminalMessage) => void;

/** The other end of a conversation: a gateway over Direct Line, or one in this process. */
export interface ChatPeer {
  /** Opens the conversation, so that the bot may greet. */
  open(): Promise<void>;
  /** Hands over what was typed; a number chooses among the choices shown last. */
  say(text: string): Promise<void>;
  /** Resolves when the answers to what was said so far have come. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
