import type { TranscriptLine, TranscriptSource } from '../../../channels/webchat/index.ts';
import {
  type Attachment,
  type Choice,
  type Envelope,
  envelopeSchema,
  type IntakePort,
  type Link,
  type Receipt,
} from '../../../src/contracts/envelope.ts';
import type { Redacted, Speaker } from '../../../src/contracts/redacted.ts';

/** What the echo bot says beside the echo, for tests of buttons and links. */
export interface Saying {
  text?: string;
  choices?: readonly Choice[];
  links?: readonly Link[];
  attachments?: readonly Attachment[];
  speaker?: Speaker;
  name?: string;
}

/** A stand-in for the core: it keeps a log of each conversation and echoes. Durable as long as the test lives. */
export class EchoCore implements IntakePort, TranscriptSource {
  readonly accepted: Envelope[] = [];
  /** Addresses at which somebody was heard writing. */
  readonly typed: string[] = [];
  readonly #lines = new Map<string, TranscriptLine[]>();
  readonly #listeners = new Map<string, Set<(line: TranscriptLine) => void>>();
  readonly #known = new Map<string, Receipt>();
  /** Set by a test: what `accept` answers instead of storing. */
  rejectWith: string | null = null;
  /** Set by a test: `accept` waits for it before anything is stored. */
  gate: Promise<void> | null = null;
  /** Reads of the log so far. */
  reads = 0;
  #count = 0;

  async accept(batch: Parameters<IntakePort['accept']>[0]): Promise<Receipt[]> {
    if (this.gate !== null) await this.gate;
    return batch.map((input) => this.#take(envelopeSchema.parse(input)));
  }

  typing({ address }: { address: string }): void {
    this.typed.push(address);
  }

  async after(address: string, seq: number, limit: number): Promise<TranscriptLine[]> {
    this.reads += 1;
    return (this.#lines.get(address) ?? []).filter((line) => line.seq > seq).slice(0, limit);
  }

  subscribe(address: string, listener: (line: TranscriptLine) => void): () => void {
    const listeners = this.#listeners.get(address) ?? new Set();
    this.#listeners.set(address, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Listeners of a conversation: streams that are open on it. */
  listeners(address: string): number {
    return this.#listeners.get(address)?.size ?? 0;
  }

  /** Writes a line and tells of it. */
  say(
    address: string,
    { text = '', choices = [], links = [], attachments = [], speaker = 'bot', name = 'Asistente' }: Saying,
  ): void {
    this.#write(address, { speaker, name, text, choices, links, attachments });
  }

  #take(envelope: Envelope): Receipt {
    if (this.rejectWith !== null) return { status: 'rejected', messageId: envelope.messageId, code: this.rejectWith };
    const key = `${envelope.account}|${envelope.messageId}`;
    const known = this.#known.get(key);
    if (known !== undefined && known.status === 'stored') return { ...known, status: 'duplicate' };
    this.accepted.push(envelope);
    const id = `m${++this.#count}`;
    const receipt: Receipt = { status: 'stored', messageId: envelope.messageId, conversationId: envelope.address, id };
    this.#known.set(key, receipt);
    if (envelope.kind === 'start') {
      this.say(envelope.address, { text: 'Bienvenido a soporte. ¿En qué le puedo ayudar?' });
      return receipt;
    }
    const { text, attachments, messageId } = envelope;
    this.#write(envelope.address, {
      id,
      speaker: 'user',
      name: '',
      text,
      choices: [],
      links: [],
      attachments,
      messageId,
    });
    this.#answer(envelope);
    return receipt;
  }

  #answer({ address, text, choice, attachments }: Envelope): void {
    if (text === 'opciones') {
      const choices = [
        { value: 'yes', title: 'Sí, gracias' },
        { value: 'no', title: 'No, necesito más ayuda' },
        { value: 'agent', title: 'Hablar con una persona' },
      ];
      this.say(address, { text: '¿Esto resolvió su duda?', choices });
    } else if (text === 'ligas') {
      const url = 'https://ayuda.example.org/articulos/facturacion?id=12';
      this.say(address, {
        text: 'Esto le puede servir:',
        links: [{ entryId: 'e1', title: 'Facturación [CFDI] paso a paso', url }],
      });
    } else {
      const files = attachments.length > 0 ? ` (${attachments.length} archivo)` : '';
      this.say(address, { text: `Eco: ${text}${choice === undefined ? '' : ` [${choice}]`}${files}` });
    }
  }

  #write(
    address: string,
    line: Omit<TranscriptLine, 'seq' | 'at' | 'id' | 'text'> & { id?: string; text: string },
  ): void {
    const lines = this.#lines.get(address) ?? [];
    const written: TranscriptLine = {
      id: `r${++this.#count}`,
      ...line,
      text: line.text as Redacted,
      seq: lines.length + 1,
      at: new Date(Date.UTC(2026, 10, 23, 15, 0, lines.length)),
    };
    lines.push(written);
    this.#lines.set(address, lines);
    for (const listener of this.#listeners.get(address) ?? []) listener(written);
  }
}
