/** The redactor: text in, `Redacted` out. Nothing else makes that type (P4). */
export { initialRedactionContext } from './conversation/context.ts';
export { type RedactLine, type RedactLineResult, redactLine } from './evaluate-jsonl.ts';
export { HELD_MARK, marks } from './marks.ts';
export { createRedactor, LONGEST_PART, redactName } from './redactor.ts';
