/** Stands first in the text that is kept in place of a document. */
export const replacedNote = [
  '[Ventanilla] Se guardó solo el texto de este documento: tenía datos sensibles o partes que no se pueden revisar.',
  '[Ventanilla] Only the text of this document was kept: it held sensitive data, or parts that cannot be checked.',
].join('\n');

/** Stands in place of a file whose text cannot be read. */
export const heldNote = [
  '[Ventanilla] Archivo retenido: su contenido no se pudo revisar y no se guardó. Pida una copia en PDF, DOCX, XLSX o texto, sin contraseña.',
  '[Ventanilla] File withheld: its content could not be checked and was not kept. Ask for a copy as PDF, DOCX, XLSX or text, without a password.',
].join('\n');
