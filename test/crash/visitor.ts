import { setTimeout as wait } from 'node:timers/promises';

/** What one activity of the conversation says. */
export interface Seen {
  readonly id: string;
  readonly mine: boolean;
  readonly text: string;
  readonly clientId: string | undefined;
}

interface ActivitySet {
  readonly activities: readonly {
    readonly id: string;
    readonly text?: string;
    readonly from: { readonly role?: string };
    readonly channelData?: { readonly clientActivityID?: string };
  }[];
  readonly watermark: string;
}

const POLL_MS = 15;
const AWAY_MS = 40;

/** A person on the web chat who does not give up: whatever was not answered is sent again under the same id. */
export class Visitor {
  readonly name: string;
  conversation = '';
  readonly seen: Seen[] = [];
  readonly #url: () => string;
  readonly #giveUpAt: number;
  #token = '';
  #watermark = '';
  #said = 0;

  /** `url` gives the gateway that the next request goes to. */
  constructor(url: () => string, name: string, patienceMs: number) {
    this.#url = url;
    this.name = name;
    this.#giveUpAt = Date.now() + patienceMs;
  }

  /** Opens a conversation; the bot greets. */
  async open(): Promise<void> {
    const session = await this.#call<{ token: string }>('POST', '/api/webchat/session', {});
    this.#token = session.token;
    const opened = await this.#call<{ conversationId: string }>('POST', '/v3/directline/conversations', {});
    this.conversation = opened.conversationId;
  }

  /** Says something; resolves when the gateway acknowledged it. */
  async say(text: string): Promise<void> {
    this.#said += 1;
    await this.#call('POST', `/v3/directline/conversations/${this.conversation}/activities`, {
      type: 'message',
      from: { id: 'me' },
      text,
      channelData: { clientActivityID: `${this.name}-${this.#said}` },
    });
  }

  /** Reads on until the bot has said this many messages in all. */
  async until(replies: number): Promise<void> {
    while (this.seen.filter((item) => !item.mine).length < replies) {
      await this.read();
      await wait(POLL_MS);
    }
  }

  /** Reads what is new. */
  async read(): Promise<void> {
    const path = `/v3/directline/conversations/${this.conversation}/activities?watermark=${this.#watermark}`;
    const set = await this.#call<ActivitySet>('GET', path);
    this.#watermark = set.watermark;
    for (const { id, text = '', from, channelData } of set.activities) {
      this.seen.push({ id, text, mine: from.role === 'user', clientId: channelData?.clientActivityID });
    }
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    for (;;) {
      if (Date.now() > this.#giveUpAt) throw new Error(`${this.name}: no answer to ${method} ${path} in time`);
      const response = await fetch(this.#url() + path, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }).catch(() => null);
      if (response?.ok) {
        // Killed in the middle of its answer: ask again.
        const answer = await response.json().catch(() => null);
        if (answer !== null) return answer as T;
      }
      if (response && response.status < 500 && response.status !== 429 && !response.ok) {
        throw new Error(`${this.name}: ${method} ${path} gave ${response.status}: ${await response.text()}`);
      }
      await wait(AWAY_MS);
    }
  }
}
