import type { Chance } from './random.ts';
import type { Maker } from './redaction-values.ts';

type Quad = readonly [number, number, number, number];

function inside(by: Chance): Quad {
  const last = by.whole(1, 254);
  return by.pick<Quad>([
    [192, 168, by.whole(0, 254), last],
    [10, by.whole(0, 254), by.whole(0, 254), last],
    [172, by.whole(16, 31), by.whole(0, 254), last],
  ]);
}

function outside(by: Chance): Quad {
  return [
    by.pick([187, 189, 200, 201, 148, 177, 52, 34, 181, 190]),
    by.whole(1, 254),
    by.whole(1, 254),
    by.whole(1, 254),
  ];
}

const any = (by: Chance): Quad => by.pick([inside, inside, outside])(by);
const wide = (text: string): string =>
  text.replace(/[\d.]/g, (sign) => (sign === '.' ? '．' : String.fromCharCode(0xff10 + Number(sign))));
const hex = (by: Chance, count: number): string =>
  Array.from({ length: count }, () => by.whole(0, 15).toString(16)).join('');
const joined = (by: Chance, separator: string): string => any(by).join(separator);

const units =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const tens = '- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const hundreds = ['', 'ciento', 'doscientos'];

function inWords(number: number): string {
  if (number === 100) return 'cien';
  const rest = number % 100;
  const below =
    rest < 30 ? units[rest] : `${tens[Math.floor(rest / 10)]}${rest % 10 === 0 ? '' : ` y ${units[rest % 10]}`}`;
  const hundred = hundreds[Math.floor(number / 100)];
  if (!hundred) return below ?? '';
  return rest === 0 ? hundred : `${hundred} ${below}`;
}

const groups = (by: Chance, count = 6): string[] => {
  const first = by.pick(['00', 'ac', '3c', 'f4', 'b8', '1a', 'd0', '44']);
  // A letter somewhere: six groups of digits only are a date stamp without the word.
  return [
    first,
    hex(by, 2),
    `${by.pick(['a', 'b', 'c', 'd', 'e', 'f'])}${hex(by, 1)}`,
    ...Array.from({ length: count - 3 }, () => hex(by, 2)),
  ];
};
const shown = (by: Chance, separator: string): string => {
  const text = groups(by).join(separator);
  return by.whole(0, 1) === 0 ? text : text.toUpperCase();
};

/** Makers of IP and MAC addresses, plain and disguised. */
export const addressMakers: Readonly<Record<string, Maker>> = {
  ip: (by) => joined(by, '.'),
  ipin: (by) => inside(by).join('.'),
  ipout: (by) => outside(by).join('.'),
  ipspace: (by) => joined(by, ' '),
  ipcomma: (by) => joined(by, ','),
  ipdash: (by) => joined(by, '-'),
  ipapart: (by) => joined(by, ' . '),
  ippunto: (by) => joined(by, ' punto '),
  ipfang: (by) => joined(by, by.pick(['[.]', '(.)', '[punto]', ' dot ', '(dot)', '{.}'])),
  ipwords: (by) => inside(by).map(inWords).join(' punto '),
  ipwide: (by) => wide(joined(by, '.')),
  iphidden: (by) => joined(by, '.\u200b'),
  ipentity: (by) => joined(by, by.pick(['&#46;', '&period;', '&#x2e;'])),
  ipsplit: (by) => inside(by).join('.').replace('.', '.⟧<wbr>⟦'),
  ipspans: (by) => inside(by).join('⟧<span>⟦.⟧</span>⟦'),
  iphex: (by) =>
    `0x${inside(by)
      .map((octet) => octet.toString(16).padStart(2, '0'))
      .join('')}`,
  ipnumber: (by) => String(inside(by).reduce((sum, octet) => sum * 256 + octet, 0)),
  ipzeros: (by) =>
    inside(by)
      .map((octet) => String(octet).padStart(3, '0'))
      .join('.'),
  ip6: (by) =>
    by.pick([
      () => `2806:${hex(by, 3)}:${hex(by, 4)}::${by.whole(1, 99)}`,
      () => `fe80::${hex(by, 3)}a:${hex(by, 4)}:${hex(by, 4)}:${hex(by, 3)}1`,
      () => `2001:db8:${hex(by, 2)}1:${by.whole(1, 9)}::${hex(by, 3)}`,
      () => `fd${hex(by, 2)}:${hex(by, 4)}:${hex(by, 4)}:1::${by.whole(1, 200)}`,
      () => `::ffff:${inside(by).join('.')}`,
      () => Array.from({ length: 8 }, (_, at) => (at === 0 ? '2800' : `${by.whole(1, 9)}${hex(by, 3)}`)).join(':'),
    ])(),
  maccolon: (by) => shown(by, ':'),
  macdash: (by) => shown(by, '-'),
  macdot: (by) => (groups(by).join('').match(/.{4}/g) ?? []).join('.'),
  macbare: (by) => shown(by, ''),
  macspace: (by) => shown(by, ' '),
  macany: (by) => shown(by, by.pick([':', '-'])),
  macsaid: (by) => groups(by).join(by.pick([' dos puntos ', ' guion '])),
  maceui: (by) => groups(by, 8).join(by.pick([':', '-'])),
  machalf: (by) => (groups(by).join('').match(/.{6}/g) ?? []).join(by.pick([' ', '-', ':'])),
  macapart: (by) => groups(by).join(' : '),
  machidden: (by) => groups(by).join(':\u200b'),
  macwide: (by) => groups(by).join('：'),
  macsplit: (by) => shown(by, ':').replace(/^(.{8})/, '$1⟧<b></b>⟦'),
};
