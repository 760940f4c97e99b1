import type { Redacted } from '../../../src/contracts/redacted.ts';

/** Instructions to a model. The version grows with every change of a word; a test holds it to that. */
export interface Prompt {
  readonly name: 'rerank' | 'extract' | 'examples';
  readonly version: number;
  readonly system: Readonly<Record<'es' | 'en', string>>;
}

/** `c1`, `c2` …: what a model calls a candidate. Ids of ours never leave. */
export type CandidateLabel = `c${number}`;

/** What may stand in a prompt: text that went through the redactor, our own labels and numbers. Plain text may not (P4). */
export type PromptDatum =
  | Redacted
  | CandidateLabel
  | number
  | null
  | readonly PromptDatum[]
  | { readonly [key: string]: PromptDatum };

const OPEN = '<datos>';
const CLOSE = '</datos>';

/**
 * The data of a request as one JSON object between two marks. Angle brackets are written as escapes, so that nothing in
 * the data can close the mark, open another, or look like a role (LLM01).
 */
export function dataBlock(data: { readonly [key: string]: PromptDatum }): string {
  const json = JSON.stringify(data).replace(/[<>]/g, (mark) => (mark === '<' ? '\\u003c' : '\\u003e'));
  return `${OPEN}\n${json}\n${CLOSE}`;
}

/** Name and version, as metrics and logs say it. */
export function promptId({ name, version }: Prompt): string {
  return `${name}-${version}`;
}
