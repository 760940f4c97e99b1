import type { Redacted } from '../../src/contracts/redacted.ts';
import { joinRedacted, nameCase, pieceOf } from '../../src/contracts/redacted-text.ts';
import type { Said } from './said.ts';

const INTRODUCTION =
  /(?:^|[^\p{L}])(?:me llamo|mi nombre (?:completo )?es|mi nombre[:,]|nombre[:,]|le habla|te habla|les habla|habla|le escribe|les escribe|escribe|soy|yo soy|con|de parte de|my name is|my name s|this is|i am|i'm|im)\s+/gu;
/** Words that introduce a name only at the beginning of a message: `no puedo con esto` names nobody. */
const WEAK = /^[^\p{L}]?(?:con|habla|escribe)\s/u;
const ONLY_GREETING = /^(?:[^\p{L}]|hola|buen[oa]?s?|dias?|tardes|noches|que tal|si|claro)*$/u;
/** Words that a company's name begins with. */
const TRADES = (
  'abarrotes agencia clinica comercializadora constructora consultores consultoria corporativo distribuciones escuela farmacia farmacias ' +
  'ferreteria fabrica grupo hospital hotel industrias laboratorio laboratorios llantera muebleria panaderia papeleria refaccionaria restaurante ' +
  'servicios supermercado supermercados taller talleres transportes zapateria'
).split(' ');
/** Words that no name begins with or holds: what stands there is something else. */
const NOT_NAMES = new Set([
  ...TRADES,
  ...(
    'el la lo los las un una unos unas al del que quien como cual cuando donde porque por para si no ni ya yo tu usted me mi mis se su sus nos le les te ' +
    'partner socio cliente clienta usuario usuaria final nuevo nueva consultor consultora distribuidor distribuidora contador contadora encargado encargada ' +
    'empresa compania negocio sucursal departamento area tienda despacho oficina company dueno duena gerente administrador administradora auxiliar empleado empleada asistente secretaria secretario proveedor sistema soporte alguien nadie agente ' +
    'asesor persona humano bot robot hola buenas buenos buen dias dia tardes noches saludos gracias ok okay claro vale listo ayuda duda problema error falla ' +
    'factura facturas nomina ticket folio caso reporte modulo sistema servidor correo licencia certificaciones certificacion precio precios demo curso cursos ' +
    'puedo puede quiero quisiera necesito ocupo tengo tiene hay esta estoy es son sale salen marca aparece funciona sirve deja hacer ver saber cancelar timbrar ' +
    'todo todos todas nada algo muy mas menos aqui ahi mismo misma desde hasta sobre contra sin con otra otro estamos somos va voy fue era prefiero nomas nadie ' +
    'decir dar anonimo anonima privado luego despues ahorita momento espere espera hey hi hello i you the a an my is are not want need have has cannot problem invoice help'
  ).split(' '),
]);
const HONORIFICS = new Set(
  'lic licenciado licenciada ing ingeniero ingeniera cp contador sr sra srita don dona dr dra arq mtro mtra mr mrs ms'.split(
    ' ',
  ),
);
const PARTICLES = new Set('de del la las los y van von da do dos san santa'.split(' '));
const NAME_WORD = /^\p{L}[\p{L}'’-]{1,19}$/u;
const MAX_NAME_WORDS = 5;

/** A name that somebody gave, and what else the message says. */
export interface Introduction {
  readonly name: Redacted;
  readonly rest: Redacted;
}

/** `me llamo Ana López`, `soy Ana`, `habla el ing. Pérez`. Null when nobody introduces themselves. */
export function introductionIn(said: Said): Introduction | null {
  for (const found of said.folded.matchAll(INTRODUCTION)) {
    const start = (found.index ?? 0) + found[0].length;
    if (WEAK.test(found[0]) && !ONLY_GREETING.test(said.folded.slice(0, found.index))) continue;
    const span = nameAt(said, start);
    if (!span) continue;
    const after = pieceOf(said.text, span.end);
    // A greeting before the name says nothing of the case, and would hide what stands behind it.
    if (ONLY_GREETING.test(said.folded.slice(0, found.index))) return { name: span.name, rest: after };
    return { name: span.name, rest: joinRedacted([pieceOf(said.text, 0, found.index), after], ' ') };
  }
  return null;
}

/** A message that is nothing but a name: `Ana López`, `ANA`. Null for anything longer or more usual. */
export function bareName(said: Said): Redacted | null {
  const found = nameAt(said, /^[\s¡¿"']*/.exec(said.folded)?.[0].length ?? 0);
  return found && COURTESY.test(said.folded.slice(found.end)) ? found.name : null;
}

/** `Ana López de Grupo Sol`: a name and the company it is said with. Null for anything else. */
export function nameWithCompany(said: Said): Introduction | null {
  const found = nameAt(said, /^[\s¡¿"']*/.exec(said.folded)?.[0].length ?? 0);
  const company = found && COMPANY.exec(said.folded.slice(found.end));
  if (!found || company?.index !== 0) return null;
  return { name: found.name, rest: pieceOf(said.text, found.end) };
}

const COURTESY =
  /^[\s.!,;:)'"]*(?:y?\s*(?:gracias|a sus ordenes|para servirle|mucho gusto|buen dia|buenos dias|buenas tardes|buenas noches)[\s.!]*)?$/;

const ARTICLE_OF_TITLE = new RegExp(`^(?:el|la)\\s+(?:${[...HONORIFICS].join('|')})(?![\\p{L}])`, 'u');

function nameAt(said: Said, start: number): { name: Redacted; end: number } | null {
  const taken: { start: number; end: number; word: string }[] = [];
  const scanner = /[\p{L}'’-]+\.?|[^\p{L}\s]/gu;
  scanner.lastIndex = start;
  for (let token = scanner.exec(said.folded); token; token = scanner.exec(said.folded)) {
    const word = token[0].replace(/\.$/, '');
    const begins = taken.length === 0;
    if (begins && ARTICLE_OF_TITLE.test(said.folded.slice(token.index))) continue;
    if (begins && PARTICLES.has(word)) break;
    const honorific = begins && HONORIFICS.has(word);
    const particle = !begins && PARTICLES.has(word) && word !== 'y';
    if (!honorific && !particle && (!NAME_WORD.test(word) || NOT_NAMES.has(word) || word === 'y')) break;
    taken.push({ start: token.index, end: token.index + (honorific ? token[0].length : word.length), word });
    if (taken.length === MAX_NAME_WORDS || (token[0].endsWith('.') && !honorific)) break;
  }
  while (taken.length > 0 && PARTICLES.has(taken.at(-1)?.word ?? '')) taken.pop();
  const first = taken[0];
  const last = taken.at(-1);
  if (!first || !last || (taken.length === 1 && HONORIFICS.has(first.word))) return null;
  return { name: nameCase(pieceOf(said.text, first.start, last.end)), end: last.end };
}

/** What to call a person in a greeting: the first name, with its title when there is one. */
export function firstName(name: string): string {
  const [first = '', second] = name.split(/\s+/);
  return HONORIFICS.has(first.toLowerCase().replace(/\W/g, '')) && second ? `${first} ${second}` : first;
}

const COMPANY = new RegExp(
  '(?:^|[^\\p{L}])(?:(?:(?:de|en) la empresa|mi empresa es|de la compania|my company is)\\s+|' +
    `(?:de|en) (?:la |el )?(?=(?:${TRADES.join('|')})\\s))` +
    '([\\p{L}\\p{N}&][\\p{L}\\p{N}&. -]{1,58}?)(?=\\s*(?:[,;:!?\\n]|\\.\\s|\\.?$|\\s(?:y|que|tengo|pero|necesito|con)\\s))',
  'u',
);

/** `de la empresa Molinos`: the organisation that a person names, or null. */
export function companyIn(said: Said): Redacted | null {
  const found = COMPANY.exec(said.folded);
  if (!found?.[1]) return null;
  const start = found.index + found[0].length - found[1].length;
  return pieceOf(said.text, start, start + found[1].length);
}

/** What a message gives of e-mail and telephone. */
export interface Reach {
  readonly email?: Redacted;
  readonly phone?: Redacted;
}

/** The first e-mail address and telephone number (10 to 13 digits) of a message. */
export function reachIn(said: Said): Reach {
  const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(said.text);
  const phone = /(?<![\w.-])\+?\d(?:[\s().-]?\d){9,12}(?![\w-])/.exec(said.text);
  return {
    ...(email ? { email: pieceOf(said.text, email.index, email.index + email[0].length) } : {}),
    ...(phone ? { phone: pieceOf(said.text, phone.index, phone.index + phone[0].length) } : {}),
  };
}
