import type { SensitiveKind } from '../contracts/redacted.ts';
import type { Range, View } from './text/view.ts';

/** What a rule may know besides the text. */
export interface Scene {
  /** What the conversation asked for; `version` makes a bare number a version. */
  readonly expect: SensitiveKind | 'version' | 'none';
}

/**
 * One way of finding values. `examples.hit` mark the value as `⟦value⟧`; `examples.miss` must stay untouched
 * by the whole redactor. A test runs every example, so a new rule is one object with its examples beside it.
 */
export interface Rule {
  /** Stable name for metrics and audits. */
  readonly id: string;
  readonly kind: SensitiveKind;
  /** Cheap check on the lower-case view: false means that `find` has nothing to look for. */
  readonly hint: RegExp;
  readonly examples: { readonly hit: readonly string[]; readonly miss: readonly string[] };
  readonly find: (view: View, scene: Scene) => Range[];
}
