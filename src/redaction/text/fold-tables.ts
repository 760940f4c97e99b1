/** Letters of other scripts that look like Latin ones, and signs that people use for the same thing. */
const lookalikes: Readonly<Record<string, string>> = {
  // Cyrillic
  а: 'a',
  в: 'b',
  е: 'e',
  ѕ: 's',
  і: 'i',
  ї: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  ԁ: 'd',
  һ: 'h',
  ԛ: 'q',
  ԝ: 'w',
  ё: 'e',
  ь: 'b',
  г: 'r',
  п: 'n',
  А: 'A',
  В: 'B',
  Е: 'E',
  Ѕ: 'S',
  І: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  З: '3',
  Ԁ: 'D',
  Ё: 'E',
  // Greek
  α: 'a',
  β: 'b',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  η: 'n',
  ω: 'w',
  γ: 'y',
  σ: 'o',
  ϲ: 'c',
  ϳ: 'j',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
  // Latin letters that NFKD keeps
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  ɑ: 'a',
  ɡ: 'g',
  ɩ: 'i',
  ʏ: 'y',
  ß: 's',
  Ł: 'L',
  Ø: 'O',
  Đ: 'D',
  æ: 'a',
  ǝ: 'e',
  ꞃ: 'r',
  ᴀ: 'a',
  ʙ: 'b',
  ᴄ: 'c',
  ᴅ: 'd',
  ᴇ: 'e',
  ꜰ: 'f',
  ɢ: 'g',
  ʜ: 'h',
  ɪ: 'i',
  ᴊ: 'j',
  ᴋ: 'k',
  ʟ: 'l',
  ᴍ: 'm',
  ɴ: 'n',
  ᴏ: 'o',
  ᴘ: 'p',
  ʀ: 'r',
  ꜱ: 's',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
  ᴢ: 'z',
  // Dots, colons, slashes
  '·': '.',
  '。': '.',
  '․': '.',
  '•': '.',
  '∙': '.',
  '⋅': '.',
  '・': '.',
  '｡': '.',
  '‧': '.',
  '۔': '.',
  '．': '.',
  '∶': ':',
  ː: ':',
  '꞉': ':',
  '׃': ':',
  '։': ':',
  '⁄': '/',
  '∕': '/',
  '⧸': '/',
  // Dashes
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '﹣': '-',
  '－': '-',
  '­': '',
  // Quotes
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '‹': "'",
  '›': "'",
  '′': "'",
  '´': "'",
  // Arrows say "is"
  '→': '=',
  '⇒': '=',
  '➜': '=',
  '➡': '=',
  '⟶': '=',
  '➔': '=',
  '►': '=',
  '▶': '=',
  '👉': '=',
  '⏩': '=',
  '☞': '=',
  '👇': '=',
  '⬇': '=',
  // Blank letters
  ㅤ: ' ',
  ᅟ: '',
  ᅠ: '',
  ﾠ: '',
  '⠀': ' ',
  '\u2028': '\n',
  '\u2029': '\n',
  '\u0085': '\n',
};

const zeroDigits = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040,
];
/** Pictures that say "password" stay; others are blanks. */
const KEYS = new Set(['🔑', '🔐', '🔒', '🗝']);
const PICTURE = /^\p{Extended_Pictographic}$/u;
/** Skin tones and variation selectors belong to the picture before. */
const TONES = /^[\u{1f3fb}-\u{1f3ff}]$/u;
const dropped = /^[\p{Cf}\p{M}\p{Cc}]$/u;

function digitOf(code: number): string | undefined {
  const zero = zeroDigits.find((start) => code >= start && code < start + 10);
  return zero === undefined ? undefined : String(code - zero);
}

/** Negative circled and squared letters (🅐 🅰), which NFKD leaves alone. */
function enclosedLetter(code: number): string | undefined {
  for (const start of [0x1f150, 0x1f170]) {
    if (code >= start && code < start + 26) return String.fromCharCode(65 + code - start);
  }
  return undefined;
}

function compute(character: string): string {
  const direct = lookalikes[character];
  if (direct !== undefined) return direct;
  if (character === '\n' || character === '\t' || character === '\r') return character;
  if (dropped.test(character) || TONES.test(character)) return '';
  if (/^\p{Zs}$/u.test(character)) return ' ';
  const code = character.codePointAt(0) ?? 0;
  if (code > 0x2190 && !KEYS.has(character) && PICTURE.test(character)) return enclosedLetter(code) ?? ' ';
  const special = digitOf(code) ?? enclosedLetter(code);
  if (special !== undefined) return special;
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  let folded = '';
  for (const part of plain) folded += lookalikes[part] ?? part;
  return folded;
}

const cache = new Map<string, string>();

/** What one character (code point) reads as: plain, without accents or disguise; '' when it shows nothing. */
export function foldCharacter(character: string): string {
  const known = cache.get(character);
  if (known !== undefined) return known;
  const folded = compute(character);
  if (cache.size < 5000) cache.set(character, folded);
  return folded;
}
