import type { Chance } from './random.ts';
import { addressMakers } from './redaction-addresses.ts';
import { secretMakers } from './redaction-secrets.ts';

/** Makes a value; markup inside it is written `⟧…⟦`, so that the pieces are values and the markup is not. */
export type Maker = (by: Chance) => string;

const words =
  `manzana girasol mariposa canela luna volcan jaguar delfin perla nopal colibri maguey tequila estrella montaña
  relampago chocolate guitarra naranja caballo tortuga bugambilia cascada mazapan tamarindo pantera carretera ventana sombrero
  calabaza dinosaurio trompeta limonada zapato cocodrilo pirata castillo hamaca mezcal orquidea chapulin aguacate paloma quetzal`.split(
    /\s+/,
  );
const names =
  `Mariana Ximena Gustavo Emiliano Rodrigo Valeria Camila Santiago Fernanda Joaquin Renata Leonardo Daniela Andres
  Natalia Sebastian Lucia Mateo Paulina Ignacio Monserrat Tadeo Abril Bruno`.split(/\s+/);
const places =
  `Oaxaca Puebla Monterrey Merida Toluca Bogota Medellin Cali Colima Tijuana Durango Morelia Xalapa Cancun Leon
  Pereira Manizales Saltillo Zapopan Tepic`.split(/\s+/);
const english =
  `sunshine monkey dragon shadow falcon thunder purple coffee winter banana rocket silver guitar panther meadow`.split(
    /\s+/,
  );
const adjectives = 'azul verde rojo grande chico feliz triste dorado bravo lindo negro blanco viejo loco'.split(' ');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const digits = (by: Chance, count: number): string => Array.from({ length: count }, () => by.whole(0, 9)).join('');
const some = (by: Chance, letters: string, count: number): string =>
  Array.from({ length: count }, () => letters.charAt(by.whole(0, letters.length - 1))).join('');
const leet = (word: string): string =>
  word.replace(/[aeo]/g, (letter) => ({ a: '4', e: '3', o: '0' })[letter] ?? letter);
const mixed = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The shapes in which people make passwords up: letters with digits or signs. */
const chosen: readonly Maker[] = [
  (by) => `${by.pick(names)}${by.whole(10, 99)}`,
  (by) => `${by.pick(names)}${by.whole(1960, 2026)}`,
  (by) => `${by.pick(places)}_${by.whole(1, 99)}`,
  (by) => `${by.pick(places).toLowerCase()}${by.whole(10, 999)}`,
  (by) =>
    `${capital(by.pick(words))}${by.pick(['#', '*', '$', '!', '%', '+', '.', '-', '_', '@'])}${by.whole(1, 2030)}`,
  (by) => `${by.pick(words)}.${by.whole(10, 99)}`,
  (by) => `${by.pick(words)}${by.whole(10, 9999)}${by.pick(['!', '*', '$', '#', '?', '.', ''])}`,
  (by) => `${capital(leet(by.pick(words)))}${by.pick(['', '!', '*'])}${by.whole(0, 99)}`,
  (by) => `${by.whole(1, 2030)}${capital(by.pick(words))}`,
  (by) => `${by.pick(['#', '!', '$', '*', '@'])}${capital(by.pick(words))}${by.whole(1, 99)}`,
  (by) => `${some(by, mixed, 3)}${by.whole(0, 9)}${some(by, mixed, by.whole(2, 6))}`,
  (by) => `${some(by, 'ABCDEFGHJKLMNPQRSTUVWXYZ', 2)}${digits(by, 3)}${some(by, 'abcdefghjkmnp', 3)}`,
  (by) => `${by.pick(words)}${capital(by.pick(adjectives))}${by.whole(1, 99)}`,
  (by) => `${by.pick(names).toUpperCase()}${by.whole(100, 9999)}`,
  (by) =>
    `${by.pick(['Enero', 'Marzo', 'Abril', 'Junio', 'Agosto', 'Octubre'])}${by.pick(['', '-', '.', '/', '$'])}${by.whole(2019, 2026)}${by.pick(['', '*', '!'])}`,
  (by) => `${by.pick(['qwerty', 'asdf', 'abc', 'zxcv', 'admin', 'hola', 'root', 'pass'])}${by.whole(10, 12345)}`,
  (by) => `${capital(by.pick(words))}&${capital(by.pick(words))}${by.whole(1, 9)}`,
  (by) => `${by.pick(words).slice(0, 5)}${by.pick(['@', '=', '^', '~', '%'])}${digits(by, 3)}`,
  (by) => `${capital(by.pick(english))}${by.whole(1, 999)}${by.pick(['', '!', '$'])}`,
  (by) => `${by.pick(['M', 'J', 'L', 'r', 'c'])}${by.pick(names).toLowerCase().slice(0, 5)}.${by.whole(70, 99)}`,
];

const passwordMakers: Readonly<Record<string, Maker>> = {
  pw: (by) => by.pick(chosen)(by),
  word: (by) => by.pick([() => by.pick(words), () => by.pick(names).toLowerCase(), () => by.pick(places)])(),
  eword: (by) => by.pick(english),
  epw: (by) => `${capital(by.pick(english))}${by.pick(['', '_', '!', '#'])}${by.whole(10, 2030)}`,
  phrase: (by) =>
    by.pick([
      () => `${by.pick(words)} ${by.pick(adjectives)} ${by.whole(1, 99)}`,
      () => `mi ${by.pick(words)} ${by.pick(adjectives)}`,
      () => `${by.pick(words)} ${by.pick(words)} ${by.pick(words)}`,
      () => `${by.pick(words)} ${by.pick(adjectives)}`,
      () => `${by.pick(words)} y ${by.pick(words)} ${by.whole(1, 99)}`,
      () => `el ${by.pick(words)} ${by.pick(adjectives)} ${by.whole(1, 99)}`,
      () => `${by.pick(names)} ${by.pick(places)} ${by.whole(2000, 2026)}`,
    ])(),
  /** A phrase with a number at its end. */
  nphrase: (by) => `${by.pick(words)} ${by.pick(adjectives)} ${by.whole(1, 99)}`,
  ephrase: (by) => `${by.pick(english)} ${by.pick(english)} ${by.whole(1, 99)}`,
  pin: (by) => digits(by, by.pick([4, 4, 4, 6])),
  number: (by) => `${by.whole(1, 9)}${digits(by, by.whole(4, 7))}`,
  spaced: (by) => Array.from(`${capital(by.pick(words).slice(0, 5))}${digits(by, 2)}`).join(' '),
  dashed: (by) => Array.from(`${capital(by.pick(words).slice(0, 4))}${digits(by, 2)}`).join('-'),
  said: (by) =>
    `${capital(by.pick(words))} ${by.pick(['arroba', 'guion bajo', 'punto', 'asterisco', 'numeral', 'guion'])} ${by.whole(1, 99)}`,
  any: (by) =>
    by.pick([
      () => by.pick(chosen)(by),
      () => by.pick(chosen)(by),
      () => by.pick(words),
      () => by.pick(names).toLowerCase(),
    ])(),
  wide: (by) =>
    Array.from(
      `${capital(by.pick(words).slice(0, 6)).normalize('NFD').replace(/\p{M}/gu, '')}${digits(by, 2)}`,
      (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
    ).join(''),
  hidden: (by) => Array.from(`${capital(by.pick(words).slice(0, 6))}${digits(by, 2)}`).join('\u200b'),
  split: (by) => `${capital(by.pick(words).slice(0, 4))}⟧<b>⟦${digits(by, 3)}`,
  wifi: (by) => some(by, '0123456789ABCDEF', 10),
};

/** Every maker by the name that templates use. */
export const makers: Readonly<Record<string, Maker>> = { ...passwordMakers, ...addressMakers, ...secretMakers };
