import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Call, Client } from './client.ts';

/** What a person sees of one message. */
export interface Line {
  readonly text: string;
  readonly isMine: boolean;
  readonly clientId: string | undefined;
}

interface Activity {
  readonly text?: string;
  readonly from: { readonly role?: string };
  readonly channelData?: { readonly clientActivityID?: string };
}

const TURNS_OF_PATIENCE = 400;

/** Somebody on the web chat, for better or worse. */
export class Person {
  readonly client: Client;
  readonly token: string;
  readonly conversation: string;
  readonly streamUrl: string;

  private constructor(client: Client, opened: { token: string; conversationId: string; streamUrl: string }) {
    this.client = client;
    this.token = opened.token;
    this.conversation = opened.conversationId;
    this.streamUrl = opened.streamUrl;
  }

  /** Opens a conversation and is greeted. */
  static async open(client: Client): Promise<Person> {
    const session = JSON.parse((await client.post('/api/webchat/session', {})).body) as { token: string };
    const opened = await client.post('/v3/directline/conversations', {}, { token: session.token });
    const person = new Person(client, JSON.parse(opened.body));
    // The greeting must not be taken for an answer.
    await person.answered(0);
    return person;
  }

  get activities(): string {
    return `/v3/directline/conversations/${this.conversation}/activities`;
  }

  /** Posts an activity as it is. */
  post(activity: unknown, more: Partial<Call> = {}): Promise<Answer> {
    return this.client.post(this.activities, activity, { token: this.token, ...more });
  }

  say(text: string, clientId?: string): Promise<Answer> {
    const channelData = clientId === undefined ? {} : { channelData: { clientActivityID: clientId } };
    return this.post({ type: 'message', from: { id: 'me' }, text, ...channelData });
  }

  upload(name: string, content: Uint8Array, more: { readonly copies?: number; readonly type?: string } = {}) {
    const { copies = 1, type = 'image/png' } = more;
    const head = `--limite\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
    const part = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
    const body = Buffer.concat([...Array.from({ length: copies }, () => part), Buffer.from('--limite--\r\n')]);
    const path = `/v3/directline/conversations/${this.conversation}/upload`;
    const headers = { 'content-type': 'multipart/form-data; boundary=limite' };
    return this.client.call({ method: 'POST', path, token: this.token, headers, body });
  }

  /** The whole conversation. */
  async read(): Promise<Line[]> {
    const lines: Line[] = [];
    for (let watermark = '', page = 0; page < 20; page++) {
      const answer = await this.client.call({ path: `${this.activities}?watermark=${watermark}`, token: this.token });
      const set = JSON.parse(answer.body) as { activities: Activity[]; watermark: string };
      if (set.activities.length === 0) break;
      for (const { text = '', from, channelData } of set.activities) {
        lines.push({ text, isMine: from.role === 'user', clientId: channelData?.clientActivityID });
      }
      watermark = set.watermark;
    }
    return lines;
  }

  /** Reads until the last word is the gateway's and this many were said before it. */
  async answered(mine: number): Promise<Line[]> {
    for (let turn = 0; turn < TURNS_OF_PATIENCE; turn++) {
      const lines = await this.read();
      if (lines.filter((line) => line.isMine).length >= mine && lines.at(-1)?.isMine === false) return lines;
      await wait(20);
    }
    throw new Error(`no answer after ${mine} messages`);
  }
}
