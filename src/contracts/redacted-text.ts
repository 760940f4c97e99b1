import type { Redacted } from './redacted.ts';

/**
 * The few changes that leave redacted text redacted: taking a piece, joining pieces, changing the case of a name.
 * Nothing here takes plain text, so nothing unredacted can become `Redacted` this way (P4).
 */

/** The piece from `start` (inclusive) to `end` (exclusive), UTF-16 offsets, trimmed. Never splits a surrogate pair. */
export function pieceOf(text: Redacted, start: number, end: number = text.length): Redacted {
  const from = isLowSurrogate(text, start) ? start + 1 : start;
  const to = isLowSurrogate(text, end) ? end - 1 : end;
  return text.slice(from, to).trim() as Redacted;
}

/** The piece from `start` (inclusive) to `end` (exclusive) as it stands, for pieces that are shown one after the other. */
export function pieceBetween(text: Redacted, start: number, end: number): Redacted {
  const from = isLowSurrogate(text, start) ? start + 1 : start;
  const to = isLowSurrogate(text, end) ? end - 1 : end;
  return text.slice(from, to) as Redacted;
}

/** Pieces joined by one space or line break; empty pieces are left out. No pieces give the empty text. */
export function joinRedacted(parts: readonly Redacted[], separator: ' ' | '\n'): Redacted {
  return parts.filter((part) => part.length > 0).join(separator) as Redacted;
}

/** A person's name with capitals: `ANA DE LA LUZ` → `Ana de la Luz`. */
export function nameCase(name: Redacted): Redacted {
  const cased = name
    .toLocaleLowerCase('es')
    .split(/\s+/)
    .map((word, place) =>
      place > 0 && PARTICLES.has(word) ? word : word.charAt(0).toLocaleUpperCase('es') + word.slice(1),
    )
    .join(' ');
  return cased as Redacted;
}

const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'e', 'van', 'von', 'da', 'do', 'dos']);

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
