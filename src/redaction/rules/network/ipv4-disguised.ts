import type { Rule, Scene } from '../../rule.ts';
import { scan } from '../../text/scan.ts';
import type { Range, View } from '../../text/view.ts';
import { ipWordBefore } from './address-cues.ts';
import { isPrivate } from './ipv4.ts';

const OCTET = '(\\d{1,3})';
const joined = (separator: string, ahead = ''): RegExp =>
  new RegExp(
    `(?<![\\d.,])${ahead}${OCTET}${separator}${OCTET}${separator}${OCTET}${separator}${OCTET}(?!\\d|[.,]\\d)`,
    'g',
  );
/** Separators that only an address has: "punto", "[.]", "(dot)". */
const spoken = joined(
  '[ ]{0,2}(?:\\[\\.\\]|\\(\\.\\)|\\{\\.\\}|[\\[({]?(?:punto|dot|pto|pnto)[\\])}]?|\\\\\\.)[ ]{0,2}',
);
/** Dots with blanks around. */
const spaced = joined('[ \\t]{0,3}\\.[ \\t\\n]{0,3}');
/** Weak separators: only with the word "ip" or when it was asked for. */
const weak = joined(
  "(?:[ ]{1,3}|[ ]{0,2}[,;:_/*|'-][ ]{0,2}|[ ]{0,2}(?:coma|guion|espacio)[ ]{0,2}|[ ]{0,2}\\.{1,3}[ ]{0,2})",
  // "ip 1: 10 0 0 5": the first number only counts.
  '(?!\\d{1,2}[ ]?:[ ]?\\d{1,3}(?:[ ]{0,2}[ .,;_/-][ ]{0,2}\\d{1,3}){3})',
);
const NUMBER =
  '(?:\\b(?:0x[\\da-f]{8}|\\d{8,10})\\b|(?:\\b0(?:x[\\da-f]{1,2}|[0-3]?[0-7]{1,2})\\.){3}0(?:x[\\da-f]{1,2}|[0-3]?[0-7]{1,2})\\b)';
const number = new RegExp(NUMBER, 'g');

const NUMERAL =
  '(?:cero|uno|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci[a-z]{3,6}|veinte|veinti[a-z]{2,6}|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|doscientos|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|\\d{1,3})';
const GROUP = `${NUMERAL}(?:[ ](?:y |and )?${NUMERAL}){0,5}`;
const inWords = new RegExp(
  `(?<![a-z\\d.])(${GROUP})[ ]{1,2}(?:punto|dot)[ ]{1,2}(${GROUP})[ ]{1,2}(?:punto|dot)[ ]{1,2}(${GROUP})[ ]{1,2}(?:punto|dot)[ ]{1,2}(${GROUP})(?![a-z\\d])`,
  'g',
);

/** Number words alone, right behind the word "ip". */
const wordsOnly = new RegExp(`(?<![a-z\\d.])${NUMERAL}(?:[ ](?:y )?${NUMERAL}){3,15}(?![a-z\\d])`, 'g');

/** Addresses written another way: spoken, spaced, with commas, as one number. */
export const disguisedIpv4: Rule = {
  id: 'ip.v4-disguised',
  kind: 'ip',
  hint: /\d(?:[^\d\n]{1,12}\d{1,3}){3}|punto|dot|\d{8}|0x|0\d{3}\.|uno|dos|tres|cero|diez|one|zero/,
  examples: {
    hit: [
      'ip ⟦192 . 168 . 2 . 8⟧',
      'la ip es ⟦10 0 0 25⟧',
      '⟦192 punto 168 punto 2 punto 30⟧',
      'es ⟦192[.]168[.]1[.]7⟧',
      'ip ⟦10,0,0,5⟧',
      'ip: ⟦192-168-1-20⟧',
      'ip ⟦3232235777⟧',
      'ip ⟦0xC0A80101⟧',
      '⟦ciento noventa y dos punto ciento sesenta y ocho punto uno punto diez⟧',
    ],
    miss: [
      'son 10 20 30 40 piezas',
      '1. 2. 3. 4.',
      'tel 55-98-76-54',
      'respaldo 24-03-15-22',
      'la ip no responde desde las 10, 2 cajas y 3 terminales de 4',
    ],
  },
  find: (view, scene) => {
    const labelled = scene.expect === 'ip' || /(?<![a-z])(?:ips?|ipv4)(?![a-z])/.test(view.lower);
    const found: Range[] = [];
    if (POINT.test(view.lower)) {
      found.push(...quads(view, spoken, () => true), ...plain(view, inWords).filter((range) => hasLetter(view, range)));
    }
    if (view.lower.includes(' .') || view.lower.includes('. '))
      found.push(
        ...quads(
          view,
          spaced,
          (range, octets) => isSpaced(view, range) && (isPrivate(octets) || asked(view, range, scene)),
        ),
      );
    if (!labelled) return found;
    found.push(...quads(view, weak, (range) => !isPlainQuad(view, range) && asked(view, range, scene)));
    for (const range of plain(view, number)) if (directlyLabelled(view, range)) found.push(range);
    for (const range of plain(view, wordsOnly)) {
      if (hasLetter(view, range) && (scene.expect === 'ip' || directlyLabelled(view, range))) found.push(range);
    }
    return found;
  },
};

const POINT = /p(?:un)?to|pnto|dot|\[\.|\(\.|\{\.|\\\./;

function hasLetter(view: View, range: Range): boolean {
  return /[a-z]/.test(view.lower.slice(range.start, range.end));
}

/** Dots alone: the rule for dotted quads decides. */
function isPlainQuad(view: View, range: Range): boolean {
  return /^\d+(?:\.\d+){3}$/.test(view.lower.slice(range.start, range.end));
}

function isSpaced(view: View, range: Range): boolean {
  return view.lower.slice(range.start, range.end).includes(' ');
}

function quads(view: View, form: RegExp, accept: (range: Range, octets: string[]) => boolean): Range[] {
  const found: Range[] = [];
  for (const match of scan(view.lower, form)) {
    const octets = match.slice(1, 5);
    const range = { start: match.index, end: match.index + match[0].length };
    if (octets.every((octet) => Number(octet) <= 255) && accept(range, octets)) found.push(range);
  }
  return found;
}

function plain(view: View, form: RegExp): Range[] {
  return scan(view.lower, form).map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function asked(view: View, range: Range, scene: Scene): boolean {
  return scene.expect === 'ip' || ipWordBefore(view, range.start);
}

/** One number is an address only right behind the word. */
function directlyLabelled(view: View, range: Range): boolean {
  const before = view.lower.slice(Math.max(0, range.start - 40), range.start);
  return /(?:^|[^a-z])(?:ips?|ipv4|direccion ip|ip address)(?: (?:decimal|hex\w{0,8}|en|del?|la|el|servidor|equipo|numero)){0,4}(?: es| is|:|=)?[ :=]{0,3}$/.test(
    before,
  );
}
