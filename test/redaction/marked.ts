/** Reads `⟦value⟧` marks: the plain text and where the values stand. */
export function readMarked(marked: string): { text: string; values: { start: number; end: number }[] } {
  let text = '';
  const values: { start: number; end: number }[] = [];
  for (const part of marked.split(/(⟦[^⟧]*⟧)/)) {
    if (part.startsWith('⟦')) {
      values.push({ start: text.length, end: text.length + part.length - 2 });
      text += part.slice(1, -1);
    } else text += part;
  }
  return { text, values };
}
