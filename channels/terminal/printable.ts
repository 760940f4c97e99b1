// A terminal obeys control characters, so nothing that a person wrote may carry them: neither escape sequences, nor the
// C1 controls, nor marks that turn the direction of the text (they would show one address and open another).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text that a terminal shows and never obeys. Line breaks and tabs stay. Pure. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '');
}

/** The same on one line. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
