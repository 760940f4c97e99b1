import { readdirSync, readFileSync } from 'node:fs';
import type { Chance } from './random.ts';
import type { LabelledLine } from './redaction.ts';
import { ownLine } from './redaction-own.ts';
import { makers } from './redaction-values.ts';

/** The files of sentences, one for each batch that was written. */
export function templateFiles(folder = 'test/eval/data/redaction'): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => `${folder}/${file}`);
}

/**
 * Reads sentences whose values are made anew at every run: "class | text with ⟦maker⟧", ⏎ for a line end,
 * " || " between messages, `⟦maker 1⟧` for a value that comes again, `‹…›` for what may be taken and need not be.
 */
export function templateLines(file: string, by: Chance): LabelledLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      const bar = line.indexOf(' | ');
      if (line.startsWith('#') || bar === -1) return [];
      const id = `${file.replace(/^.*\//, '').replace('.txt', '')}:${index + 1}`;
      return [ownLine(id, line.slice(0, bar), filled(line.slice(bar + 3), by))];
    });
}

function filled(template: string, by: Chance): string {
  const again = new Map<string, string>();
  return template.replace(/⟦(\w+)(?: (\d))?⟧/g, (_, name: string, key: string | undefined) => {
    const maker = makers[name];
    if (maker === undefined) throw new Error(`no maker "${name}" for ${template}`);
    const value = (key === undefined ? undefined : again.get(`${name}${key}`)) ?? maker(by);
    if (key !== undefined) again.set(`${name}${key}`, value);
    return `⟦${value.replaceAll('\n', '⏎')}⟧`;
  });
}
