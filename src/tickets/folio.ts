/** `EXS` and 123 → `EXS-000123`; longer numbers are written whole. */
export function ticketFolio(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(6, '0')}`;
}

/** Opportunities have a sequence of their own: `EXS-OP-000123`. */
export function opportunityFolio(prefix: string, number: number): string {
  return ticketFolio(`${prefix}-OP`, number);
}

/**
 * The number in a ticket's folio as a person writes it: `EXS-000123`, `exs 123`, `#123`. Null for anything else,
 * other prefixes included.
 */
export function numberOfFolio(prefix: string, written: string): number | null {
  const match = /^(?:([a-z]+)[\s-]*)?#?\s*(\d{1,12})$/i.exec(written.trim());
  if (match === null) return null;
  const [, letters, digits] = match;
  if (letters !== undefined && letters.toUpperCase() !== prefix) return null;
  return Number(digits);
}
