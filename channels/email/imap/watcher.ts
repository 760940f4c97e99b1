import type { ImapFlow } from 'imapflow';
import type { Clock } from '../../../src/contracts/clock.ts';
import type { Logger } from '../../../src/contracts/logger.ts';
import type { ImapSettings, MailAccount, MailFolders } from '../options.ts';
import type { Received } from '../receive.ts';
import { Backoff } from './backoff.ts';
import { imapClient, imapFailure } from './client.ts';
import { lettersIn, openMailbox, type ServerLetter } from './mailbox.ts';

/** What a watcher needs. */
export interface WatcherDeps {
  readonly account: MailAccount;
  readonly imap: ImapSettings;
  readonly receive: (raw: Buffer) => Promise<Received>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly maxBytes: number;
  readonly retry: { readonly firstMs: number; readonly longestMs: number };
  readonly random: () => number;
}

/** How a mailbox is: for people who ask, and for the tests. */
export interface WatcherStatus {
  readonly state: 'up' | 'starting' | 'down';
  /** Code of what went wrong last; null: nothing. */
  readonly problem: string | null;
  readonly reconnects: number;
  /** Letters by what became of them, since the start. */
  readonly letters: Readonly<Record<Received['outcome'], number>>;
}

/** A letter that fails this often, while others do not, is parked. */
const MAX_TRIES = 5;

/**
 * Watches a mailbox: looks what is there, fetches by UID, hands over, and moves only what is durable. Then it waits for the
 * server to call (IDLE). A connection that ends in the middle loses nothing: what was not moved is found again, and
 * known again by its key.
 */
export class MailboxWatcher {
  readonly #deps: WatcherDeps;
  readonly #backoff: Backoff;
  readonly #tries = new Map<string, number>();
  readonly #letters = { taken: 0, automatic: 0, bounce: 0, parked: 0 };
  #state: WatcherStatus['state'] = 'starting';
  #problem: string | null = null;
  #connections = 0;
  #isStopped = false;
  #running: Promise<void> | null = null;
  #wake: () => void = () => undefined;

  constructor(deps: WatcherDeps) {
    this.#deps = deps;
    this.#backoff = new Backoff(deps.retry, deps.random);
  }

  /** Starts watching; a server that is away is tried again and again. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends it; the letter under way is finished first. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#backoff.end();
    this.#wake();
    await this.#running;
  }

  status(): WatcherStatus {
    const reconnects = Math.max(0, this.#connections - 1);
    return { state: this.#state, problem: this.#problem, reconnects, letters: { ...this.#letters } };
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        await this.#session();
      } catch (error) {
        this.#failed(error);
      }
      if (!this.#isStopped) await this.#backoff.wait();
    }
    this.#state = 'down';
  }

  async #session(): Promise<void> {
    const { account, imap, logger, maxBytes } = this.#deps;
    const client = imapClient(imap, maxBytes);
    let isGone = false;
    // Without a listener an error of the connection would end the process.
    client.on('error', (error: unknown) => this.#failed(error));
    client.on('close', () => {
      isGone = true;
      this.#wake();
    });
    let hasNews = false;
    client.on('exists', () => {
      hasNews = true;
      this.#wake();
    });
    try {
      await client.connect();
      const folders = await openMailbox(client, account);
      this.#connections += 1;
      this.#state = 'up';
      this.#problem = null;
      logger.info({ mailbox: account.name }, 'mailbox is watched');
      while (!this.#isStopped && !isGone) {
        hasNews = false;
        await this.#look(client, folders);
        this.#backoff.reset();
        this.#problem = null;
        if (!hasNews && !isGone && !this.#isStopped) await this.#idle(client);
      }
    } finally {
      this.#state = 'starting';
      client.close();
    }
  }

  /** Until the server calls, the connection ends, or somebody wants us to look. */
  #idle(client: ImapFlow): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      client.idle().then(
        () => resolve(),
        () => resolve(),
      );
    });
  }

  async #look(client: ImapFlow, folders: MailFolders): Promise<void> {
    let failure: unknown = null;
    for (const letter of await lettersIn(client, this.#deps.account.name, folders)) {
      if (this.#isStopped) return;
      try {
        await this.#take(letter);
      } catch (error) {
        if (!client.usable) throw error;
        failure = error;
        await this.#strike(letter);
      }
    }
    // The others went on; what failed is tried again after a wait.
    if (failure !== null) throw failure;
  }

  async #take(letter: ServerLetter): Promise<void> {
    const { account, receive, maxBytes } = this.#deps;
    // It was taken before, and could not be moved.
    if (await account.threads.isTaken(letter.place)) return;
    const raw = await letter.fetch(maxBytes);
    if (raw === null && letter.size <= maxBytes) return;
    await this.#file(letter, raw === null ? { outcome: 'parked', reason: 'too-large' } : await receive(raw));
    this.#tries.delete(nameOf(letter));
  }

  async #file(letter: ServerLetter, { outcome, reason }: Received): Promise<void> {
    const { account, clock, logger } = this.#deps;
    this.#letters[outcome] += 1;
    const about = { mailbox: account.name, uid: letter.place.uid, outcome, reason };
    if (outcome === 'parked') logger.warn(about, 'letter parked; a person must look');
    else logger.debug(about, 'letter taken');
    this.#backoff.reset();
    if (await letter.file(outcome)) return;
    await account.threads.taken(letter.place, clock.now());
    logger.warn(about, 'letter not moved: the folder refuses it');
  }

  /** One letter that fails for ever must not be asked for for ever. */
  async #strike(letter: ServerLetter): Promise<void> {
    const name = nameOf(letter);
    const tries = (this.#tries.get(name) ?? 0) + 1;
    this.#tries.set(name, tries);
    if (tries < MAX_TRIES) return;
    this.#tries.delete(name);
    await this.#file(letter, { outcome: 'parked', reason: 'failed' });
  }

  #failed(error: unknown): void {
    const code = imapFailure(error);
    if (this.#isStopped) return;
    this.#problem = code;
    this.#deps.logger.warn({ mailbox: this.#deps.account.name, code }, 'mailbox is away; it will be tried again');
  }
}

function nameOf({ place }: ServerLetter): string {
  return `${place.uidValidity}:${place.uid}`;
}
