import type { Redacted } from '../../src/contracts/redacted.ts';

/** What one person writes in 20 messages: greeting, name, questions for the knowledge base, answers, thanks. */
export const lines: readonly string[] = [
  'hola buenas tardes',
  'me llamo Ana Prueba',
  'usuario final',
  '¿cómo cancelo un CFDI?',
  'sí',
  '5',
  'tengo otra duda, no imprime el ticket de la caja',
  'no',
  'solo a mí',
  'puedo trabajar, no urge',
  'gracias',
  'no, gracias',
  'buenas, ¿cómo doy de alta un empleado en nómina?',
  'sí',
  '4',
  'hola de nuevo',
  'no puedo facturar',
  'una sola factura',
  'cancelar',
  'gracias, hasta luego',
];

/** The nth message of a person; after the last one they start again. */
export function lineOf(turn: number): Redacted {
  return (lines[turn % lines.length] ?? '') as Redacted;
}

/** Runs `turns` messages of each of `people` at the same time, one after the other per person (closed loop). */
export async function saturate(
  people: number,
  turns: number,
  say: (person: number, turn: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      for (let turn = 0; turn < turns; turn++) await say(person, turn);
    }),
  );
}
