declare const redactedBrand: unique symbol;

/**
 * Text that went through the redactor (P4). Only `src/redaction` can make one; models, flows, logs and
 * adapters accept nothing else for what people wrote.
 */
export type Redacted = string & { readonly [redactedBrand]: true };

/** What kind of sensitive value was removed (MAS-132..MAS-135). `secret` = API keys, tokens, private keys. */
export type SensitiveKind = 'password' | 'ip' | 'mac' | 'secret';

/** Where a sensitive value stood in the text that came in. UTF-16 offsets, end exclusive. Never holds the value. */
export interface Finding {
  readonly kind: SensitiveKind;
  readonly start: number;
  readonly end: number;
  /** The rule that found it, for metrics and audits. */
  readonly rule: string;
}

/** What the conversation so far says about the next message; opaque outside the redactor, small, storable, free of values. */
export interface RedactionContext {
  /** What was just asked for, so that a bare answer is recognised ("¿Cuál es tu contraseña?" → "Canela2023"). */
  readonly expect: SensitiveKind | 'version' | 'none';
  /** How it was asked: outright (the default), together with a user name, or only spoken of. */
  readonly mode?: 'answer' | 'pair' | 'mention';
  /** Customer messages left for which `expect` still holds. */
  readonly turnsLeft: number;
  /** Customer messages left in which a one-time code is looked for, beside whatever else is expected. None when absent. */
  readonly codeTurnsLeft?: number;
  /** Salted digests of values already removed here, so that an echo is caught too. */
  readonly seen: readonly string[];
}

/** Whether a context says anything: one that does not need not be stored. */
export function saysAnything({ expect, seen, codeTurnsLeft = 0 }: RedactionContext): boolean {
  return expect !== 'none' || seen.length > 0 || codeTurnsLeft > 0;
}

/** Who wrote a text. */
export type Speaker = 'user' | 'agent' | 'bot' | 'system';

/** The redactor's answer: the clean text, what was removed, and the context for the next message. */
export interface RedactionResult {
  readonly text: Redacted;
  readonly findings: readonly Finding[];
  readonly context: RedactionContext;
}

/** The one way to make `Redacted`. Pure and synchronous; never throws (it fails closed, P4). */
export interface Redactor {
  redact(text: string, options?: { speaker?: Speaker; context?: RedactionContext; channel?: string }): RedactionResult;
}
