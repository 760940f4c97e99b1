import { isModelFailure, type ModelEndpoint } from '../../../knowledge/answer/endpoint.ts';
import { createLateEndpoint } from '../../../knowledge/answer/late-endpoint.ts';
import type { Config, ModelConfig } from '../../config/config.ts';
import type { CheckResult } from './checks.ts';

const PATIENCE_MS = 15_000;
const FIX = 'Look at VENTANILLA_MODEL_URL, _KEY, _CHAT and _EMBEDDING; docs/model.md says what the word means.';

/** Whether the language model answers: one small request to each configured model. Off is well. */
export async function checkModel({ model }: Pick<Config, 'model'>): Promise<CheckResult> {
  const name = 'model';
  if (model === null) return { name, ok: true, detail: 'off (no VENTANILLA_MODEL_URL)' };
  const endpoint = createLateEndpoint(model);
  const asked = [
    ...(model.chatModel ? [chat(endpoint)] : []),
    ...(model.embeddingModel ? [embed(endpoint, model)] : []),
  ];
  const answers = await Promise.all(asked);
  const detail = answers.map((answer) => answer.detail).join(', ');
  return answers.every(({ ok }) => ok) ? { name, ok: true, detail } : { name, ok: false, detail, fix: FIX };
}

type Answer = Pick<CheckResult, 'ok' | 'detail'>;

function chat(endpoint: ModelEndpoint): Promise<Answer> {
  return told('chat', async (signal) => {
    const schema = {
      type: 'object',
      properties: { ok: { type: 'boolean' } },
      required: ['ok'],
      additionalProperties: false,
    };
    const request = { system: 'Answer with JSON.', user: '{"ok":true}', schemaName: 'check', schema, maxTokens: 20 };
    const { usage } = await endpoint.chat(request, signal);
    return `${usage.input + usage.output} tokens`;
  });
}

function embed(endpoint: ModelEndpoint, { dimensions }: ModelConfig): Promise<Answer> {
  return told('embedding', async (signal) => {
    const { vectors } = await endpoint.embed(['Hola'], signal);
    const length = vectors[0]?.length ?? 0;
    return `${length} dimensions${dimensions === null || dimensions === length ? '' : `, not ${dimensions} as asked`}`;
  });
}

async function told(what: string, ask: (signal: AbortSignal) => Promise<string>): Promise<Answer> {
  try {
    return { ok: true, detail: `${what} answers (${await ask(AbortSignal.timeout(PATIENCE_MS))})` };
  } catch (error) {
    if (!isModelFailure(error)) throw error;
    return { ok: false, detail: `${what} gives no answer: ${error.message}` };
  }
}
