/** Length of the stub's vectors. */
export const DIMENSIONS = 96;

/** What a real embedding knows and letters do not: words of one line count as one. Tests may add lines of their own. */
const SAME_MEANING: readonly (readonly string[])[] = [
  ['factura', 'facturar', 'facturación', 'cfdi', 'comprobante', 'timbrar', 'timbre', 'recibo'],
  ['corte', 'arqueo', 'cierre', 'cuadrar', 'turno', 'cajón', 'caja'],
  ['respaldo', 'respaldar', 'copia', 'backup', 'guardar'],
  ['cancelar', 'anular', 'deshacer', 'baja'],
  ['nómina', 'sueldo', 'sueldos', 'quincena', 'empleado', 'empleados'],
  ['inventario', 'existencia', 'existencias', 'almacén', 'mercancía', 'bodega'],
];

const SILENT = new Set(['como', 'para', 'que', 'del', 'las', 'los', 'una', 'uno', 'con', 'por', 'mis', 'sus', 'the']);

/** A unit vector by hashed words, meanings and letter triples: enough for tests to rank by, the same on every run. */
export function embed(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const word of wordsOf(text)) {
    const meaning = SAME_MEANING.findIndex((line) => line.some((known) => fold(known) === word));
    add(vector, meaning < 0 ? `w:${word}` : `m:${meaning}`, meaning < 0 ? 1 : 3);
    for (let at = 0; at + 3 <= word.length; at++) add(vector, `t:${word.slice(at, at + 3)}`, 0.3);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** Cosine of two texts, 0..1. */
export function likeness(one: string, other: string): number {
  const right = embed(other);
  return embed(one).reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
}

function add(vector: number[], feature: string, weight: number): void {
  let hash = 2_166_136_261;
  for (const character of feature) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const place = hash % DIMENSIONS;
  vector[place] = (vector[place] ?? 0) + weight;
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !SILENT.has(word));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
