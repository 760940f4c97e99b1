import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import { type CliIo, writeLine } from '../io.ts';
import { lineBatches } from '../json-lines.ts';

/** Where a conversation is shown and written. */
export interface Screen {
  /** A message of the other side. */
  show(drawn: string): void;
  /** A word about the conversation, not of it. */
  note(text: string): void;
  /** What the person writes, line by line, until the input ends. */
  lines(): AsyncIterable<string>;
  /** Told when the person leaves, whatever is under way then. */
  onLeave(run: () => void): void;
  close(): void;
}

/** A terminal: messages appear above the line that is being written, which stays as it is. */
export function createTtyScreen({ stdin, stdout }: CliIo, you: string): Screen {
  const reader = createInterface({ input: stdin, output: stdout, prompt: `${you}: `, historySize: 200 });
  const waiting: string[] = [];
  let wake: () => void = () => undefined;
  let isOver = false;
  reader.on('line', (line) => {
    waiting.push(line);
    wake();
  });
  reader.on('SIGINT', () => reader.close());
  reader.on('close', () => {
    isOver = true;
    wake();
  });
  return {
    show: (drawn) => printAbove(reader, stdout, isOver ? null : drawn),
    note: (text) => printAbove(reader, stdout, isOver ? null : text),
    async *lines() {
      reader.prompt();
      for (;;) {
        const line = waiting.shift();
        if (line !== undefined) {
          yield line;
          if (!isOver) reader.prompt(true);
        } else if (isOver) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
    onLeave: (run) => void reader.once('close', run),
    close: () => reader.close(),
  };
}

/** A pipe: the conversation on standard output as plain text, words about it on standard error. */
export function createPipeScreen({ stdin, stdout, stderr }: CliIo): Screen {
  return {
    show: (drawn) => void writeLine(stdout, drawn),
    note: (text) => void writeLine(stderr, text),
    async *lines() {
      for await (const lines of lineBatches(stdin)) yield* lines.map((line) => line.replace(/\r$/, ''));
    },
    // A pipe that ends still waits for its answers.
    onLeave: () => undefined,
    close: () => stdin.pause(),
  };
}

function printAbove(reader: Interface, stdout: NodeJS.WriteStream, text: string | null): void {
  if (text === null) return;
  moveCursor(stdout, 0, -reader.getCursorPos().rows);
  cursorTo(stdout, 0);
  clearScreenDown(stdout);
  stdout.write(`${text}\n`);
  reader.prompt(true);
}
