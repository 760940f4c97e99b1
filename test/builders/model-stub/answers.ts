import { embed, likeness } from './meanings.ts';

interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

/** What a chat request says, as far as the stub reads it. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly response_format?: { readonly json_schema?: { readonly name?: string } };
}

/** Less alike than this, and the stub's re-ranker says that no candidate answers. */
const NEAR = 0.35;

/** The message of a sensible model: picks what is alike, reads what is plainly said, proposes plain questions. */
export function sensibleContent({ messages, response_format: format }: ChatBody): string {
  const data = lastData(messages);
  const message = `${data.topic ?? ''} ${data.message ?? ''}`;
  switch (format?.json_schema?.name) {
    case 'rerank':
      return JSON.stringify({ entries: picked(message, (data.candidates ?? []) as Candidate[]) });
    case 'extract':
      return JSON.stringify(read(message, (data.fields ?? {}) as Record<string, unknown>));
    case 'examples':
      return JSON.stringify({ questions: questionsFor(String((data.entry as Candidate | undefined)?.title ?? '')) });
    case 'check':
      return '{"ok":true}';
    default:
      return 'Hola.';
  }
}

/** The answer to an embeddings request, in the encoding that was asked for. */
export function embeddingsAnswer({ input, encoding_format: encoding, model }: EmbeddingsBody): object {
  const texts = typeof input === 'string' ? [input] : input;
  const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: encoded(embed(text), encoding) }));
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  return { object: 'list', model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

/** What an embeddings request says. */
export interface EmbeddingsBody {
  readonly model: string;
  readonly input: string | readonly string[];
  readonly encoding_format?: string;
}

/** The answer to a chat request whose model says these words. */
export function chatAnswer(body: ChatBody, content: string): object {
  const asked = Math.ceil(JSON.stringify(body.messages).length / 4);
  const said = Math.ceil(content.length / 4);
  return {
    id: 'chatcmpl-stub',
    object: 'chat.completion',
    created: 0,
    model: body.model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } }],
    usage: { prompt_tokens: asked, completion_tokens: said, total_tokens: asked + said },
  };
}

function encoded(vector: readonly number[], encoding: string | undefined): readonly number[] | string {
  return encoding === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;
}

/** The data of the last message: one JSON object between two marks. */
function lastData(messages: ChatBody['messages']): Record<string, unknown> {
  const text = messages.at(-1)?.content ?? '';
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function picked(message: string, candidates: readonly Candidate[]): string[] {
  return candidates
    .map(({ id, title, summary }) => ({ id, near: likeness(message, `${title} ${summary}`) }))
    .filter(({ near }) => near >= NEAR)
    .sort((one, other) => other.near - one.near)
    .slice(0, 3)
    .map(({ id }) => id);
}

function read(message: string, fields: Record<string, unknown>): Record<string, unknown> {
  const said: Record<string, unknown> = Object.fromEntries(Object.keys(fields).map((field) => [field, null]));
  const text = message.toLowerCase();
  if ('kind' in said && /no (me )?(deja|sale|cuadra|jala)|ayuda/.test(text)) said.kind = 'soporte';
  if ('length' in said && /\b(un|una|uno)\b/.test(text)) said.length = 'short';
  if ('minutes' in said && said.length === 'short') said.minutes = 10;
  if ('module' in said && /recibo|comprobante/.test(text)) said.module = 'facturacion';
  if ('impact' in said && /toda la empresa/.test(text)) said.impact = 'compania';
  return said;
}

function questionsFor(title: string): string[] {
  const topic = title.toLowerCase();
  return [`¿cómo empiezo ${topic}?`, `${topic} con dos turnos`, `error al terminar ${topic}`, `${topic} de ayer`];
}
