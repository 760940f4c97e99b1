import type { SensitiveKind, Speaker } from '../contracts/redacted.ts';
import { initialRedactionContext } from './conversation/context.ts';
import { createRedactor } from './redactor.ts';

/** One line of the evaluation's input: a text, or a conversation. */
export interface RedactLine {
  readonly id: string;
  readonly channel?: string;
  readonly text?: string;
  readonly messages?: readonly { readonly speaker?: string; readonly text: string }[];
}

/** One line of its output: what was found (UTF-16 offsets in message `msg`) and the clean texts. */
export interface RedactLineResult {
  readonly id: string;
  readonly findings: readonly {
    readonly msg: number;
    readonly start: number;
    readonly end: number;
    readonly kind: SensitiveKind;
  }[];
  readonly texts: readonly string[];
}

const redactor = createRedactor();

/** Redacts one parsed line of `ventanilla redact --jsonl`. Each line is a conversation of its own. */
export function redactLine(line: RedactLine): RedactLineResult {
  const messages = line.messages ?? [{ speaker: 'user', text: line.text ?? '' }];
  const findings: RedactLineResult['findings'][number][] = [];
  const texts: string[] = [];
  let context = initialRedactionContext;
  messages.forEach(({ speaker, text }, msg) => {
    const result = redactor.redact(text, {
      speaker: speakerOf(speaker),
      context,
      ...(line.channel === undefined ? {} : { channel: line.channel }),
    });
    context = result.context;
    texts.push(result.text);
    for (const { start, end, kind } of result.findings) findings.push({ msg, start, end, kind });
  });
  return { id: line.id, findings, texts };
}

function speakerOf(name: string | undefined): Speaker {
  if (name === 'agent' || name === 'bot' || name === 'system') return name;
  return 'user';
}
