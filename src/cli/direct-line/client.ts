import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readTyped, renderMessage, type TerminalStyle } from '../../../channels/terminal/index.ts';
import type { Choice } from '../../contracts/envelope.ts';
import { isAppError } from '../../errors/app-error.ts';
import type { ChatPeer, MessageListener } from '../chat/peer.ts';
import { parseInput } from '../parse-input.ts';
import { GatewayRefusal, requestJson } from '../running-gateway.ts';
import { activitySetSchema, messageOf } from './activities.ts';
import { listen } from './stream.ts';

/** What a conversation over Direct Line needs. */
export interface DirectLineOptions {
  /** The site to talk to; absent: the gateway's default. */
  readonly site?: string;
  /** The gateway's address. */
  readonly url: string;
  readonly style: TerminalStyle;
  readonly listener: MessageListener;
  /** Told once when the connection is lost and once when it is back. */
  readonly onConnection?: (state: 'lost' | 'back') => void;
}

const sessionSchema = z.object({ token: z.string() });
const conversationSchema = z.object({
  conversationId: z.string().regex(/^[\w-]{1,64}$/),
  token: z.string().default(''),
  expires_in: z.number().default(1_800),
  streamUrl: z.string(),
});

/** Nothing more is expected when the bot was quiet for so long after an answer … */
const QUIET_MS = 400;
/** … or said nothing at all for so long: an agent has the conversation, or it is closed. */
const SILENCE_MS = 4_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8_000;
const TRIES = 6;

/** A visitor of a running gateway, over the same protocol as the web chat. Throws GATEWAY_UNREACHABLE, GatewayRefusal. */
export class DirectLineClient implements ChatPeer {
  readonly #options: DirectLineOptions;
  readonly #end = new AbortController();
  readonly #seen = new Set<string>();
  #token = '';
  #conversation = '';
  #watermark = '0';
  #choices: readonly Choice[] = [];
  /** When we last spoke and last heard, ms of the monotonic clock. */
  #saidAt = 0;
  #heardAt = -1;
  #isLost = false;
  #following: Promise<void> = Promise.resolve();
  #refresh: NodeJS.Timeout | undefined;

  constructor(options: DirectLineOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const session = await requestJson(this.#address('/api/webchat/session'), {
      method: 'POST',
      body: this.#options.site === undefined ? {} : { site: this.#options.site },
    });
    this.#token = parseInput(sessionSchema, session, 'session').token;
    const opened = parseInput(conversationSchema, await this.#call('POST', '', {}), 'conversation');
    this.#conversation = opened.conversationId;
    if (opened.token) this.#token = opened.token;
    this.#keepToken(opened.expires_in);
    this.#saidAt = performance.now();
    this.#following = this.#follow(opened.streamUrl);
  }

  /** Sent again under the same id when the answer was lost: it arrives once. */
  async say(text: string): Promise<void> {
    const typed = readTyped(text, this.#choices);
    const body = {
      type: 'message',
      from: { id: 'user' },
      text: typed.text,
      ...(typed.choice === undefined ? {} : { value: { choice: typed.choice } }),
      channelData: { clientActivityID: randomUUID() },
    };
    this.#saidAt = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#call('POST', `/${this.#conversation}/activities`, body);
        return;
      } catch (error) {
        if (!mayPass(error) || attempt === TRIES || this.#end.signal.aborted) throw error;
        await this.#pause(attempt);
      }
    }
  }

  async settled(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      const hasHeard = this.#heardAt > this.#saidAt;
      const left = hasHeard ? this.#heardAt + QUIET_MS : this.#saidAt + SILENCE_MS;
      const wait = left - performance.now();
      if (wait <= 0) return;
      await sleep(Math.min(wait, 50), undefined, { signal }).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#refresh);
    this.#end.abort();
    await this.#following;
  }

  /** The stream first; while none can be opened, polling. After each loss it goes on behind the last position. */
  async #follow(firstUrl: string): Promise<void> {
    const { signal } = this.#end;
    let url: string | null = firstUrl;
    for (let failures = 0; !signal.aborted; ) {
      const end: { opened: boolean } =
        url === null ? { opened: false } : await listen(url, (frame) => this.#take(frame), signal);
      if (signal.aborted) return;
      failures = end.opened ? 0 : failures + 1;
      await this.#pause(failures);
      if (failures > 0) await this.#poll();
      url = await this.#streamUrl();
    }
  }

  async #poll(): Promise<void> {
    const path = `/${this.#conversation}/activities?watermark=${this.#watermark}`;
    await this.#call('GET', path).then(
      (set) => this.#take(set),
      () => this.#tell('lost'),
    );
  }

  async #streamUrl(): Promise<string | null> {
    try {
      const answer = await this.#call('GET', `/${this.#conversation}?watermark=${this.#watermark}`);
      this.#tell('back');
      return parseInput(conversationSchema, answer, 'conversation').streamUrl;
    } catch {
      this.#tell('lost');
      return null;
    }
  }

  #take(frame: unknown): void {
    const set = activitySetSchema.safeParse(frame);
    if (!set.success) return;
    this.#watermark = set.data.watermark ?? this.#watermark;
    for (const activity of set.data.activities) {
      const found = messageOf(activity);
      if (found === null || this.#seen.has(found.id)) continue;
      this.#seen.add(found.id);
      this.#heardAt = performance.now();
      this.#choices = found.message.choices;
      this.#options.listener(renderMessage(found.message, this.#options.style), found.message);
    }
  }

  #keepToken(seconds: number): void {
    clearTimeout(this.#refresh);
    this.#refresh = setTimeout(() => {
      requestJson(this.#address('/v3/directline/tokens/refresh'), { method: 'POST', token: this.#token }).then(
        (answer) => {
          this.#token = parseInput(sessionSchema, answer, 'token').token;
          this.#keepToken(seconds);
        },
        () => this.#keepToken(Math.max(60, seconds / 2)),
      );
    }, seconds * 500);
    this.#refresh.unref();
  }

  #tell(state: 'lost' | 'back'): void {
    if (this.#isLost === (state === 'lost') || this.#end.signal.aborted) return;
    this.#isLost = state === 'lost';
    this.#options.onConnection?.(state);
  }

  #call(method: string, path: string, body?: object): Promise<unknown> {
    const address = this.#address(`/v3/directline/conversations${path}`);
    return requestJson(address, { method, token: this.#token, ...(body === undefined ? {} : { body }) });
  }

  #address(path: string): URL {
    return new URL(path, this.#options.url);
  }

  async #pause(failures: number): Promise<void> {
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1));
    // Many clients that lost one gateway must not come back in step.
    const { signal } = this.#end;
    await sleep(wait * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** Whether the same request may pass later: no answer, too many requests, or the gateway is starting or ending. */
function mayPass(error: unknown): boolean {
  if (isAppError(error, 'GATEWAY_UNREACHABLE')) return true;
  return error instanceof GatewayRefusal && (error.status === 429 || error.status >= 500);
}
