import { randomUUID } from 'node:crypto';
import type { ChannelAdapter } from '../../src/contracts/channel.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import {
  type Choice,
  type EnvelopeInput,
  type IntakePort,
  MAX_TEXT_LENGTH,
  type Reply,
} from '../../src/contracts/envelope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { readTyped } from './menu.ts';
import { plainStyle, renderMessage, type TerminalMessage, type TerminalStyle } from './render.ts';

/** What the terminal channel needs. */
export interface TerminalOptions {
  /** Takes one message, drawn, without a line break at its end. */
  readonly output: (drawn: string, message: TerminalMessage) => void;
  readonly clock: Clock;
  readonly style?: TerminalStyle;
  /** Who sits at the keyboard; the same id is the same contact next time. */
  readonly sender?: { readonly id: string; readonly name?: string };
  /** The account that the conversation comes to: an organisation's code where several run. */
  readonly account?: string;
  /** The conversation's address; a new one unless given. */
  readonly address?: string;
}

/** The terminal as a channel: one person, one conversation. */
export interface TerminalChannel extends ChannelAdapter {
  /** Opens the conversation, so that the bot may greet. */
  open(): Promise<void>;
  /** Hands over what was typed; a number chooses among the choices shown last. Throws TEXT_TOO_LONG, MESSAGE_INVALID. */
  say(text: string): Promise<void>;
}

/** Makes the terminal channel. It draws every reply once, however often the outbox repeats it. */
export function createTerminalChannel(options: TerminalOptions): TerminalChannel {
  const { clock, style = plainStyle, sender = { id: 'local' }, account = 'local' } = options;
  const { address = randomUUID() } = options;
  const drawn = new Set<string>();
  let shown: readonly Choice[] = [];
  let intake: IntakePort | null = null;

  async function accept(about: Pick<EnvelopeInput, 'kind' | 'text' | 'choice'>): Promise<void> {
    if (intake === null) throw new AppError('CHANNEL_UNKNOWN', { channel: 'terminal' });
    const ids = { channel: 'terminal', account, address, messageId: randomUUID(), sender };
    const [receipt] = await intake.accept([{ ...ids, sentAt: clock.now(), ...about }]);
    if (receipt?.status === 'rejected') {
      throw new AppError('MESSAGE_INVALID', { path: 'text', problem: `it was refused (${receipt.code})` });
    }
  }

  return {
    name: 'terminal',
    abilities: {
      buttons: false,
      typing: false,
      edits: false,
      questions: 'one',
      markdown: false,
      maxText: MAX_TEXT_LENGTH,
    },
    async start(port) {
      intake = port;
    },
    async stop() {
      intake = null;
    },
    open: () => accept({ kind: 'start' }),
    async say(text) {
      if (text.length > MAX_TEXT_LENGTH) throw new AppError('TEXT_TOO_LONG', { limit: MAX_TEXT_LENGTH });
      await accept({ kind: 'message', ...readTyped(text, shown) });
    },
    async send(reply) {
      // A conversation of an earlier run has nobody at its keyboard; what it had to say is in the log.
      if (reply.conversation.address === address && !drawn.has(reply.id)) {
        drawn.add(reply.id);
        shown = reply.choices;
        const message = messageOf(reply);
        options.output(renderMessage(message, style), message);
      }
      return { id: reply.id };
    },
  };
}

function messageOf({ from, text, choices, links, attachments, secureForms = [] }: Reply): TerminalMessage {
  return { name: from.name, text, choices, links, forms: secureForms, files: attachments.map(({ name }) => name) };
}
