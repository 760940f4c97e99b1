import { z } from 'zod';
import { redactLine } from '../../redaction/index.ts';
import { type CliIo, type ExitCode, textFrom, writeJson, writeLine } from '../io.ts';
import { transformJsonLines } from '../json-lines.ts';
import { parseInput } from '../parse-input.ts';

const shared = { id: z.union([z.string(), z.number()]), channel: z.string().nullish() };
const lineSchema = z.union(
  [
    z.object({
      ...shared,
      messages: z.array(z.object({ speaker: z.string().nullish(), text: z.string() })),
    }),
    z.object({ ...shared, text: z.string() }),
  ],
  { error: 'write {id, channel, text} or {id, channel, messages: [{speaker, text}]}' },
);

/** Options of `ventanilla redact`. */
export interface RedactOptions {
  readonly jsonl?: boolean;
  readonly json?: boolean;
}

/** `ventanilla redact`: what a conversation would keep of a text. */
export async function redact(io: CliIo, words: readonly string[], options: RedactOptions): Promise<ExitCode> {
  if (options.jsonl) return transformJsonLines(io, redactValue);
  const text = await textFrom(io, words);
  const { findings, texts } = redactLine({ id: '', text });
  if (options.json) await writeJson(io.stdout, { findings, texts });
  else {
    await writeLine(io.stdout, texts[0] ?? '');
    for (const { kind, start, end } of findings) await writeLine(io.stderr, `${kind} removed at ${start}–${end}`);
  }
  return 0;
}

/** One line of the stable form: `{id, findings, texts}`. Throws INPUT_INVALID. */
export function redactValue(value: unknown): object {
  const line = parseInput(lineSchema, value);
  const channel = line.channel ? { channel: line.channel } : {};
  const content =
    'messages' in line
      ? {
          messages: line.messages.map(({ speaker, text }) => (speaker ? { speaker, text } : { text })),
        }
      : { text: line.text };
  const { findings, texts } = redactLine({ id: String(line.id), ...channel, ...content });
  return { id: line.id, findings, texts };
}
