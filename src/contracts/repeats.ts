/** Tells the repeat of a request from another request under the same key (`Idempotency-Key`). */
export interface RepeatGuard {
  /**
   * Remembers who asked for what under which key. Throws IDEMPOTENCY_KEY_REUSED when the same caller used it for something
   * else. What was asked is kept as a keyed digest alone.
   */
  check(request: { readonly caller: string; readonly key: string; readonly asked: string }): Promise<void>;
}
