import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 60;
const PATIENCE_MS = 10_000;

/** One message that the customer sees. */
export interface Seen {
  readonly text: string;
  /** Buttons under it. */
  readonly choices: readonly { readonly title: string; readonly value: object }[];
  readonly mine: boolean;
}

interface Activity {
  readonly text?: string;
  readonly from: { readonly role?: string };
  readonly suggestedActions?: { readonly actions: readonly { readonly title: string; readonly value: object }[] };
}

/** A customer on the web chat, over Direct Line as Web Chat speaks it. */
export class Customer {
  /** Everything on the customer's screen, in order. */
  readonly seen: Seen[] = [];
  readonly #url: string;
  #token = '';
  #conversation = '';
  #watermark = '';
  #read = 0;

  private constructor(url: string) {
    this.#url = url;
  }

  /** Opens the chat. */
  static async open(url: string): Promise<Customer> {
    const customer = new Customer(url);
    const session = await customer.#call<{ token: string }>('/api/webchat/session', {});
    customer.#token = session.token;
    const { conversationId } = await customer.#call<{ conversationId: string }>('/v3/directline/conversations', {});
    customer.#conversation = conversationId;
    return customer;
  }

  /** Writes a message. */
  async say(text: string, value?: object): Promise<void> {
    const activity = { type: 'message', from: { id: 'me' }, text, ...(value ? { value } : {}) };
    await this.#call(`/v3/directline/conversations/${this.#conversation}/activities`, activity);
  }

  /** Presses a button of the newest message that has it. */
  async press(title: string): Promise<void> {
    const button = this.seen.flatMap(({ choices }) => choices).findLast((choice) => choice.title === title);
    if (!button) throw new Error(`No button "${title}" on the screen:\n${this.screen()}`);
    await this.say(title, button.value);
  }

  /** Sends a file. */
  async upload(name: string, type: string, content: string): Promise<void> {
    const form = new FormData();
    form.append('file', new Blob([content], { type }), name);
    const response = await fetch(`${this.#url}/v3/directline/conversations/${this.#conversation}/upload?userId=me`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}` },
      body: form,
    });
    if (!response.ok) throw new Error(`upload gave ${response.status}: ${await response.text()}`);
  }

  /** Waits for a message of the desk that was not waited for yet and fits; gives it. */
  async hears(pattern: RegExp): Promise<Seen> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = this.seen.findIndex((item, at) => at >= this.#read && !item.mine && pattern.test(item.text));
      const item = this.seen[found];
      if (item) {
        this.#read = found + 1;
        return item;
      }
      if (Date.now() > until) throw new Error(`Never heard ${pattern}. The screen:\n${this.screen()}`);
      await wait(POLL_MS);
      await this.#refresh();
    }
  }

  /** Everything on the screen as text. */
  screen(): string {
    return this.seen.map(({ mine, text }) => `${mine ? '>' : '<'} ${text}`).join('\n');
  }

  async #refresh(): Promise<void> {
    const path = `/v3/directline/conversations/${this.#conversation}/activities?watermark=${this.#watermark}`;
    const set = await this.#call<{ activities: Activity[]; watermark: string }>(path);
    this.#watermark = set.watermark;
    for (const { text = '', from, suggestedActions } of set.activities) {
      this.seen.push({ text, mine: from.role === 'user', choices: suggestedActions?.actions ?? [] });
    }
  }

  async #call<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(this.#url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        'content-type': 'application/json',
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path} gave ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
