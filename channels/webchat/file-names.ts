const LONGEST = 120;

// Control characters, and the invisible ones that make "gpj.exe" look like "exe.jpg".
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/gu;
const RESERVED = /[<>:"|?*]/g;

/** A file name that is only a name: no folders, no invisible characters, at most 120 characters with its extension kept. */
export function cleanFileName(given: string | undefined): string {
  const last = (given ?? '').split(/[\\/]/).at(-1) ?? '';
  const name = last
    .replace(UNPRINTABLE, '')
    .replace(RESERVED, '_')
    .replace(/^[.\s]+/, '')
    .trim();
  if (name === '') return 'archivo';
  if (name.length <= LONGEST) return name;
  const extension = name.match(/\.\w{1,10}$/)?.[0] ?? '';
  return `${name.slice(0, LONGEST - extension.length)}${extension}`.replace(/\p{Surrogate}/gu, '');
}
