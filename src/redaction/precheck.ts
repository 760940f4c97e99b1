/**
 * Whether a text needs the rules at all. Plain talk without digits, signs of values or words about access
 * returns at once: this runs on every turn, both ways. A superset of what the rules look for.
 */
export function mayConcern(text: string): boolean {
  return CONCERNS.test(text);
}

const CONCERNS = new RegExp(
  [
    '\\d|[^\\t\\n\\r\\x20-\\x7e¡¿áéíóúüÁÉÍÓÚÜ]', // digits, ñ and whatever needs folding
    '[=<>@|_]|::|&#?\\w|[:;]\\S',
    'contr|ontr|ntras|onras|otras|sen[iy]?a|contra|konta|cnt|pas|pw|psw|asw|wor|clav|clv|klav|lave|clabe|calve|nip|pin|ciec|firm|fiel|key|psk|c.o.n.t|p.a.s.s|p/w|wpa', // passwords, mistyped
    'cred|acce|acc[eé]d|login|log in|entra|entre|ingres|con[eé]c|sesi|log[uo]|usu|usr|user|u:|try|\\bus[ae]\\b|prueb|intent|wi-?fi|ssid|sign in',
    'token|secret|bearer|basic|authori|connect|begin|private|punto|dot|guion|\\bips?\\b|\\bmacs?\\b|direcci|versi|cuentas? cont|subcuent|qu[eé] cuent|cu[aá]l cuent|build|release|palabra|frase|cookie|sess|hook|dominio|verificaci|verification|un solo uso|one[ -]time',
  ].join('|'),
  'i',
);
