const PREFIX =
  /^(?:\s*(?:re|rv|fw|fwd|enc|aw|wg|tr|rif|resp|respuesta|reenv(?:iado)?|i)(?:\s*\[\d+\])?\s*:|\s*\[[^\]]{1,40}\]|\s*\*{2,}[^*]{1,40}\*{2,})/i;
const FORWARD = /^\s*(?:\[[^\]]{1,40}\]\s*)*(?:rv|fwd?|enc|wg|tr|reenv(?:iado)?)\s*:/i;
const MAX_PREFIXES = 12;

/** A subject without `Re:`, `RV:`, `[EXTERNAL]`, a folio and the like. Pure. */
export function bareSubject(subject: string): string {
  let bare = subject.replace(/\s+/g, ' ').trim();
  for (let count = 0; count < MAX_PREFIXES; count++) {
    const prefix = PREFIX.exec(bare)?.[0];
    if (prefix === undefined) break;
    bare = bare.slice(prefix.length);
  }
  return bare.trim();
}

/** Whether somebody passes on what another wrote. Pure. */
export function isForwarded(subject: string): boolean {
  return FORWARD.test(subject);
}

/**
 * Whether a letter of a thread still speaks of what the thread is about (chatwoot#15869). An addition to the subject, or none
 * at all, changes nothing. Pure.
 */
export function isSameSubject(a: string, b: string): boolean {
  const [one, other] = [fold(a), fold(b)];
  return one === '' || other === '' || one.includes(other) || other.includes(one);
}

function fold(subject: string): string {
  return bareSubject(subject)
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}
