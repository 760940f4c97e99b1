/** Domains kept for examples (RFC 2606). */
const RESERVED = /(^|\.)(example|test|invalid|localhost|example\.(com|net|org))$/i;

/** Whether a host is one where nobody lives: asking there says nothing. */
export function isReserved(host: string): boolean {
  return RESERVED.test(host);
}
