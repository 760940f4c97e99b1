/** Most tags of one ticket. */
export const MAX_TAGS = 20;

/** Two words that differ in case or accents are one. */
export function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
