import type { BotNotes, BotStores } from '../../src/contracts/bot-service.ts';
import type { Clock } from '../../src/contracts/clock.ts';
import type { Attachment } from '../../src/contracts/envelope.ts';
import type { FileStore } from '../../src/contracts/files.ts';
import type { Logger } from '../../src/contracts/logger.ts';
import type { BotTexts } from './texts.ts';

/** Who we are to Bot Service, and who it is to us. */
export interface BotIdentity {
  readonly appId: string;
  readonly password: string;
  readonly tenant: string;
  /** Where our token is asked for. */
  readonly loginUrl: string;
  /** OpenID configuration of whoever signs the activities, and the issuer that it signs as. */
  readonly openIdUrl: string;
  readonly issuer: string;
  /** Hosts whose connectors may be answered. */
  readonly serviceHosts: readonly string[];
}

/** What the door is made of. */
export interface BotOptions extends BotIdentity {
  /** Bot Service's names of the channels that may come in, each with the words of its organisation. */
  readonly channels: readonly { readonly channelId: string; readonly texts: BotTexts }[];
  readonly groups: boolean;
  readonly fileBytes: number;
  /** Hosts from which files are fetched, without our token. */
  readonly fileHosts: readonly string[];
  readonly stores: BotStores;
  readonly notes: BotNotes;
  readonly files: FileStore;
  /** The address of a file on the web; null: it has none. */
  readonly fileUrl: (file: Attachment) => string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Longest wait for a file, ms. Bot Service waits 15 s for our answer. */
  readonly fileTimeoutMs?: number;
}
