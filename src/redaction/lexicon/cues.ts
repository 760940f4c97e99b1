import { wordSet } from './words.ts';

/** How much a word says that a password follows (redaction-notes 5.4). */
export type Strength = 'strong' | 'clave' | 'weak' | 'digits';

/** A password word in a text. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  readonly strength: Strength;
  readonly word: string;
}

const STRONG =
  'contrasen(?:i?as?|has?|ya|is)|contrasegna|contra(?:[ -]|-?\\n[> ]{0,4})sena|pass?words?|passwd|passw|pass[ -]?(?:code|phrase|word)|pass|pwds?|pswd?|psswd|psswrd|pssw|passwrd|passwrod|pw|ciec|ciecf|frase secreta|palabra secreta|pas{1,4}w|pas{1,4}[gw]u?or?d|ctrasena|ctsena|cntrsn|contrasn|ctna|ctr|ctra|ctrs|contraz|pas{1,4}[gw]u?o?r[dt]?|pas{1,4}[gw]ou?r[dt]|paso?worl?d|contrasenas?(?=es[ ])';
/** Letter by letter: "c o n t r a s e ñ a", "p.a.s.s.w.o.r.d". */
const SPREAD = ['contrasena', 'password'].map((word) => word.split('').join('[ ._-]{1,2}')).join('|');
const WEAK = 'wpa[23]?|contras?|kontra|llaves?|keys?|psk|e\\.?firma|fiel';
/** Every alternative begins with one of these letters or with a picture: one look spares most places the rest. */
const CUE = new RegExp(
  `(?=[cpkwlfen\\ud83d])(?:(?<![a-z0-9])(?:(${STRONG}|p\\/w|${SPREAD})|(claves?|cve|clv|cla{1,4}ve{1,4}s?|klaves?|cllave|calve|clvae|clave?e|clabe(?= (?:de acceso|de usuario|del wifi|de la compu|del correo)))|(${WEAK})|(nips?|pins?))(?![a-z0-9])|(?:contrasenas?|password|passwd)(?![a-z0-9])|contrase[^a-z\\s]{1,2}as?(?![a-z0-9])|\\ud83d(?:[\\udd10-\\udd12]|\\udddd))`,
  'g',
);
const WORD = /[a-z0-9@$!|+]{6,16}/g;
/**
 * Most password words that one text may hold. Beyond that it is no message but an attack on the scanner:
 * the throw makes the redactor hold the whole part.
 */
const MOST_CUES = 600;
const notTypos = wordSet(
  `contratada contratado contraria contrario contraste contrastes contrasta contrata contratas contratar contralor contraloria contrapartida
   contraparte contrarecibo contrarrecibo contraventa contratos contrato contacto contactos contable contenido contadora contestar contesta
   contestan contestada contrapesa contrastar passport passports passage passive passing passed passenger pasado pasados pasada pasaron
   passwordless pasaporte keyword crossword`,
);
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  '+': 't',
};

/** Every password word of a folded, lower-case text, in order; typos of two edits and leet included. Throws when they are too many. */
export function findCues(lower: string): Cue[] {
  const cues: Cue[] = [];
  CUE.lastIndex = 0;
  for (let match = CUE.exec(lower); match !== null; match = CUE.exec(lower)) {
    cues.push({ start: match.index, end: match.index + match[0].length, strength: strengthOf(match), word: match[0] });
    if (cues.length > MOST_CUES) throw new RangeError('too many password words');
  }
  addTypos(lower, cues);
  return cues.length > 1 ? cues.sort((a, b) => a.start - b.start) : cues;
}

function strengthOf(match: RegExpExecArray): Strength {
  if (match[2] !== undefined) return 'clave';
  if (match[3] !== undefined) return 'weak';
  return match[4] === undefined ? 'strong' : 'digits';
}

function addTypos(lower: string, cues: Cue[]): void {
  const exact = cues.length;
  let near = 0;
  WORD.lastIndex = 0;
  for (let match = WORD.exec(lower); match !== null; match = WORD.exec(lower)) {
    const word = match[0];
    if (!isTypo(word)) continue;
    const start = match.index;
    const end = start + word.length;
    while (near < exact && (cues[near]?.end ?? 0) <= start) near++;
    if (near < exact && (cues[near]?.start ?? end) < end) continue;
    cues.push({ start, end, strength: 'strong', word });
    if (cues.length > MOST_CUES) throw new RangeError('too many password words');
  }
}

function isTypo(word: string): boolean {
  // c k o v x s: how "contraseña" begins when the finger slips; p o: "password".
  const likeC = 'ckxvosdn'.includes(word.charAt(0));
  const likeP = 'pob'.includes(word.charAt(0));
  if (!likeC && !likeP) return false;
  if (word.length < 6 || strangers(word) > 4 || /^[a-z]{2,}\d{2,}$/.test(word)) return false;
  const plain = /^[a-z]+$/.test(word) ? word : word.replace(/[^a-z]/g, (sign) => leet[sign] ?? sign);
  if (notTypos.has(plain)) return false;
  if (
    likeP &&
    plain.length >= 6 &&
    plain.length <= 10 &&
    /^[bo]?p?[a-z]{0,2}s/.test(plain) &&
    edits(plain, 'password') <= 2
  ) {
    return true;
  }
  if (!likeC || plain.length < 7 || plain.length > 12) return false;
  if (strangers(plain) > 2) return false;
  return edits(plain, 'contrasena') <= 2 || edits(plain, 'contrasenas') <= 1;
}

/** Letters and signs of a word that neither "contraseña" nor "password" holds; a cheap first look. */
function strangers(word: string): number {
  let count = 0;
  for (let at = 0; at < word.length; at++) {
    if (!'contraseñapwd'.includes(word.charAt(at))) count++;
  }
  return count;
}

/** Edits between two short words (insert, delete, replace, swap of neighbours). */
export function edits(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 3;
}
