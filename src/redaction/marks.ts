export { HELD_MARK, marks } from '../contracts/redaction-marks.ts';

/** Finds marks in folded text (accents off). */
export const markPattern =
  /\[(?:contrasena eliminada|IP eliminada|MAC eliminada|secreto eliminado|mensaje retenido)\]/g;
