import type { Clock } from '../../src/contracts/clock.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { WhatsappConversations, WhatsappStatus, WhatsappStores } from '../../src/contracts/whatsapp.ts';
import type { GroupRule } from './groups.ts';
import type { WhatsappTexts } from './texts.ts';

/** Timers, injected so that tests turn the hands. Returns the function that cancels. */
export interface WhatsappTimers {
  after(ms: number, run: () => void): () => void;
}

/** Real timers that keep no process alive. */
export const systemTimers: WhatsappTimers = {
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** How much and how fast a number speaks; what keeps it from looking like a machine that sends bulk. */
export interface GovernorRules {
  /** Messages in a minute, to all together. */
  readonly perMinute: number;
  readonly perPersonPerMinute: number;
  /** A young number speaks less: the share grows from a fifth to the whole in so many days. 0 = at once. */
  readonly warmUpDays: number;
  /** `human`: typing is shown for as long as a person would need · `none`: at once. */
  readonly pace: 'human' | 'none';
  /** Minutes of the day in between which nothing begins that nobody waits for; null = always. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  /** Whether it may write to somebody who never wrote. */
  readonly firstContact: boolean;
}

/** Where the unofficial client connects, and what it trusts. */
export interface LinkedOptions {
  readonly url: string;
  /** Public key that the server's certificates end in; null = the one that the library knows. */
  readonly rootKey: Uint8Array | null;
  /** Version to present; null = the library's. */
  readonly version: readonly [number, number, number] | null;
  /** Hosts that files are fetched from; a leading dot stands for every name below. The first one serves paths. */
  readonly mediaHosts: readonly string[];
  /** PEM that is trusted besides the system's, for the loopback. */
  readonly ca?: string;
  /** Between two signs of life; default 30 s. */
  readonly keepAliveMs?: number;
  /** So long the server may take to say that it has a message; default 15 s. */
  readonly ackMs?: number;
}

/** What the channel is made from. */
export interface WhatsappOptions {
  /** Whose number it is. */
  readonly organisation: string;
  /** Digits of our number with its country code: the account of its conversations, whichever way they come. */
  readonly account: string;
  readonly linked: LinkedOptions;
  readonly governor: GovernorRules;
  /** Null: groups are not read. */
  readonly groups: GroupRule | null;
  readonly stores: WhatsappStores;
  readonly conversations: WhatsappConversations;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly texts: WhatsappTexts;
  /** Minute of the day in the organisation's time zone. */
  readonly minuteOfDay: (at: Date) => number;
  /** Told whenever the state changes. */
  readonly onStatus: (status: WhatsappStatus) => void;
  /** Tells people that their messages were read. */
  readonly readMarks: boolean;
  /** Largest file that is taken in, bytes. */
  readonly fileBytes: number;
  readonly timers?: WhatsappTimers;
  readonly random?: () => number;
  /** Names this process among those that want the number. */
  readonly owner?: string;
}
