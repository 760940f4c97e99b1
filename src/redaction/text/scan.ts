/** Every match of a global pattern, as `matchAll` gives them, without the copy of the pattern that each call of it makes. */
export function scan(text: string, form: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  form.lastIndex = 0;
  for (let match = form.exec(text); match !== null; match = form.exec(text)) {
    found.push(match);
    if (match[0] === '') form.lastIndex++;
  }
  return found;
}
