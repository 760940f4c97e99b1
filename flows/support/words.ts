/**
 * Lower case without accents, of the SAME LENGTH as the text, so that an offset here is an offset there.
 * `Sí, ¿cómo está?` → `si, ¿como esta?`
 */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) folded += ASCII_LOWER[code];
    else if (code >= 0xd800 && code <= 0xdfff) folded += text.charAt(at);
    else folded += text.charAt(at).normalize('NFD').charAt(0).toLowerCase().charAt(0);
  }
  return folded;
}

const ASCII_LOWER = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase());

/** A word as it stands in a regular expression. */
export function escapeOf(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The words of a folded text: runs of letters and digits. */
export function wordsOf(folded: string): string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether two folded words are the same but for a slip of the finger: one in four letters or more, two in eight. */
export function isNear(a: string, b: string): boolean {
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4 || /\d/.test(a + b)) return false;
  const allowed = shorter >= 8 ? 2 : 1;
  return Math.abs(a.length - b.length) <= allowed && distance(a, b) <= allowed;
}

/** Edits between two short words: put in, left out, changed, two neighbours swapped. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let col = 1; col <= b.length; col++) {
      const same = a[row - 1] === b[col - 1];
      let best = Math.min((last[col] ?? 0) + 1, (line[col - 1] ?? 0) + 1, (last[col - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && col > 1 && a[row - 1] === b[col - 2] && a[row - 2] === b[col - 1]) {
        best = Math.min(best, (beforeLast[col - 2] ?? 0) + 1);
      }
      line.push(best);
    }
    beforeLast = last;
    last = line;
  }
  return last[b.length] ?? 0;
}
