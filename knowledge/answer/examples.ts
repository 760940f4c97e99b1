import { z } from 'zod';
import type { EntryView } from '../../src/contracts/knowledge-entries.ts';
import type { Redacted, Redactor } from '../../src/contracts/redacted.ts';
import type { Model } from './model.ts';
import { examplesPrompt } from './prompts/examples.ts';
import { dataBlock } from './prompts/prompt.ts';

/** A person waits for it with the console open: longer than a message may. */
const TIMEOUT_MS = 20_000;
const MAX_TOKENS = 400;
const MAX_QUESTIONS = 8;
const MAX_SUMMARY = 1_000;
const shortest = 8;
const longest = 160;
/** Markup, addresses, e-mail, long numbers: nothing that a plain question needs (LLM05). */
const SUSPICIOUS =
  /[<>{}[\]`|\\@#*_=]|https?:|www\.|:\/\/|\w\.(?:com|net|org|io|mx|co|example)\b|\d{7,}|\p{Cc}|\p{Cf}/iu;
const answer = z.object({ questions: z.array(z.string()).max(50) });

/** Questions that the entry answers, as the model would ask them: plain, short, redacted. What is not is dropped. */
export async function proposeQuestions(model: Model, entry: EntryView, redactor: Redactor): Promise<Redacted[]> {
  const clean = (text: string) => redactor.redact(text).text;
  return model.ask({
    ...{ operation: 'propose', prompt: examplesPrompt, language: entry.language },
    ...{ maxTokens: MAX_TOKENS, timeoutMs: TIMEOUT_MS },
    user: dataBlock({
      entry: {
        title: clean(entry.title),
        summary: clean(`${entry.summary}\n${entry.body}`.slice(0, MAX_SUMMARY)),
        tags: entry.tags.map(clean),
        examples: entry.examples.map(clean),
      },
    }),
    schema: {
      type: 'object',
      properties: { questions: { type: 'array', items: { type: 'string' } } },
      required: ['questions'],
      additionalProperties: false,
    },
    read: (found) => plainQuestions(answer.parse(found).questions, redactor),
  });
}

function plainQuestions(questions: readonly string[], redactor: Redactor): Redacted[] {
  return questions.slice(0, MAX_QUESTIONS).flatMap((question) => {
    const text = question.trim();
    if (text.length < shortest || text.length > longest || SUSPICIOUS.test(text)) return [];
    const redacted = redactor.redact(text);
    return redacted.findings.length > 0 ? [] : [redacted.text];
  });
}
