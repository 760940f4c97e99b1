import { asName, labelsAmong, type Token } from './token.ts';

const LEXEME = /"((?:[^"\\]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*|[{}[\],]/g;

/** Every string, key and number of a JSON text, or null when it is no JSON. */
export function jsonTokens(text: string): Token[] | null {
  if (!isJson(text)) return null;
  const tokens: Token[] = [];
  const keys: (string | undefined)[] = [undefined];
  let neighbour: string | undefined;
  for (const found of text.matchAll(LEXEME)) {
    const [whole, inner, colon] = found;
    if (inner === undefined && /[{}[\],]/.test(whole)) {
      if (whole === '{' || whole === '[') keys.push(keys.at(-1));
      else if (whole !== ',') keys.pop();
      if (whole !== ',') neighbour = undefined;
      continue;
    }
    const decoded = inner === undefined ? whole : String(JSON.parse(`"${inner}"`));
    const start = found.index + (inner === undefined ? 0 : 1);
    const place = { start, end: start + (inner ?? whole).length, text: decoded, encode: encoder(inner) };
    if (colon !== undefined) {
      keys[keys.length - 1] = decoded;
      tokens.push({ ...place, labels: [], isName: true });
    } else {
      tokens.push({ ...place, labels: labelsAmong([keys.at(-1), asName(neighbour), keys.at(-2)]) });
      // {"name": "password", "value": "…"}: what one member says names the next.
      neighbour = decoded;
    }
  }
  return tokens;
}

/** A number that was taken out becomes a string. */
function encoder(inner: string | undefined): Token['encode'] {
  return inner === undefined ? (clean) => JSON.stringify(clean) : (clean) => JSON.stringify(clean).slice(1, -1);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
