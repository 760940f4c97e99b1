import type { TranscriptLine, TranscriptSource } from './transcript-source.ts';

/** Where the lines go. Resolves when the network took them, which is what slows a fast log down to a slow reader. */
export type LineSink = (lines: readonly TranscriptLine[], from: number) => Promise<void>;

/**
 * Sends a conversation's log from a position on: first what is there, then what comes, without a gap, without a double,
 * in order. It keeps one page in memory at most: what a slow reader has not taken stays in the log.
 */
export class StreamPump {
  readonly #source: TranscriptSource;
  readonly #address: string;
  readonly #page: number;
  readonly #sink: LineSink;
  #position: number;
  #busy = false;
  #more = false;
  #ended = false;
  #unsubscribe: () => void = () => undefined;
  readonly #onError: (error: unknown) => void;

  constructor(options: {
    source: TranscriptSource;
    address: string;
    position: number;
    page: number;
    sink: LineSink;
    onError: (error: unknown) => void;
  }) {
    this.#source = options.source;
    this.#address = options.address;
    this.#position = options.position;
    this.#page = options.page;
    this.#sink = options.sink;
    this.#onError = options.onError;
  }

  /** Subscribes first and reads then: a line written in between is told of, and found by the next read. */
  start(): void {
    this.#unsubscribe = this.#source.subscribe(this.#address, (line) => this.#wake(line));
    void this.#run(() => this.#drain());
  }

  end(): void {
    this.#ended = true;
    this.#unsubscribe();
  }

  #wake(line: TranscriptLine): void {
    if (line.seq <= this.#position) return;
    // The next line in order needs no look at the log; anything else does.
    const next = line.seq === this.#position + 1;
    void this.#run(() => (next ? this.#send([line]) : this.#drain()));
  }

  async #run(step: () => Promise<void>): Promise<void> {
    if (this.#busy) {
      this.#more = true;
      return;
    }
    this.#busy = true;
    try {
      await step();
      while (this.#more && !this.#ended) {
        this.#more = false;
        await this.#drain();
      }
    } catch (error) {
      if (!this.#ended) this.#onError(error);
    } finally {
      this.#busy = false;
    }
  }

  async #drain(): Promise<void> {
    while (!this.#ended) {
      const found = await this.#source.after(this.#address, this.#position, this.#page);
      const fresh = found.filter(({ seq }) => seq > this.#position);
      if (fresh.length === 0) return;
      await this.#send(fresh);
    }
  }

  async #send(lines: readonly TranscriptLine[]): Promise<void> {
    if (this.#ended) return;
    const from = this.#position;
    this.#position = lines.at(-1)?.seq ?? from;
    await this.#sink(lines, from);
  }
}
