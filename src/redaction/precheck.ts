/**
 * Whether a text needs the rules at all. Plain talk without digits, signs of values or words about access
 * returns at once: this runs on every turn, both ways.
 */
export function mayConcern(text: string): boolean {
  return CONCERNS.test(text);
}

// Letters that a password word, even a mistyped one, cannot do without, digits, and anything that needs folding.
const CONCERNS =
  /\d|[^\t\n\r\x20-\x7e¡¿áéíóúüñÁÉÍÓÚÜÑ]|[=<>@|]|::|&#?\w|c[ao]?n?t?r|p[a4@]?[s$5]|pw|psw|clav|clv|nip|pin|ciec|firm|fiel|llave|key|psk|punto|dot|acce|access|cred|login|log in|entr|ingres|conect|sesi|logu|loge|usu|usr|user|token|secret|bearer|begin|\bip\b|\bmac\b|versi|palabra|frase|xtra|vontra|kontra|ontrase|asena|aseña/i;
