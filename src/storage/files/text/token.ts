/** One value inside a structured text: where it stands, what it says, and how the format writes another one in its place. */
export interface Token {
  /** UTF-16 offsets of its raw content, without quotes; end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The content with the format's escapes undone. */
  readonly text: string;
  /** What stands before it and may name it: its key, column, element, or the neighbour on its left. */
  readonly labels: readonly string[];
  /** It names other values (a key, a column's title): only what it says by itself counts. */
  readonly isName?: true;
  /** Writes a text as this token's content; the result must be legal there. */
  readonly encode: (text: string) => string;
}

const LONGEST_LABEL = 60;
/** Words of access in a name. The redactor decides; this only saves asking it about every cell of a large table. */
const MAY_NAME_A_VALUE =
  /pass|pwd|pw\b|contr|clave|frase|nip|pin|key|llave|secret|token|acce|cred|login|auth|bearer|firma|ciec|psk|wpa|wi-?fi|\bip|ip\b|address|direc|host|serv|mac|f[ií]sica|cookie|sess|sesi|dsn|conn|cadena|url|uri/i;

/** The labels among these names that are worth asking the redactor about. */
export function labelsAmong(names: readonly (string | undefined)[]): string[] {
  return names.filter(
    (name): name is string => name !== undefined && name.length <= LONGEST_LABEL && MAY_NAME_A_VALUE.test(name),
  );
}

/** A value that may name the one beside it; what has digits is a value itself. */
export function asName(value: string | undefined): string | undefined {
  return value === undefined || /\d/.test(value) ? undefined : value;
}
