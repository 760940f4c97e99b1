/** The marks that the redactor leaves in a text. */
const marks = /(\[(?:contraseña eliminada|IP eliminada|MAC eliminada|secreto eliminado|mensaje retenido)\])/;

/** A text with the redactor's marks made visible. */
export function MarkedText({ text }: { text: string }) {
  const parts = text.split(marks);
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
  return parts.map((part, place) => (place % 2 === 1 ? <mark key={place}>{part}</mark> : part));
}
