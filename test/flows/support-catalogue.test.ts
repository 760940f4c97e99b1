import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { supportCatalogue } from '../../flows/support/index.ts';
import { loadPolicy } from '../../src/policy/load.ts';

const { es, en } = supportCatalogue;
const FOLDER = join('flows', 'support');
const source = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
  .join('\n');
const policies = readdirSync('policies')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => loadPolicy(file.replace('.yaml', '')));
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
const plain = (key: string) => key.replace(/_(zero|one|many|other)$/, '');

describe('support catalogue', () => {
  it('has the same keys and the same values to fill in, in Spanish and in English', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(es).sort());
    for (const key of Object.keys(es)) expect([key, holes(en[key] ?? '')]).toEqual([key, holes(es[key] ?? '')]);
  });

  it('has no text that nobody says', () => {
    const families = ['warned.', 'card.video.', 'ask.', 'ownTicket.', 'courses.', 'maintenance.', 'escalation.'];
    const asked = new Set(policies.flatMap(({ diagnosis }) => diagnosis.questions.map(({ text }) => text)));
    const unused = Object.keys(es).filter(
      (key) =>
        !source.includes(`'${plain(key)}'`) && !asked.has(key) && !families.some((family) => key.startsWith(family)),
    );
    expect(unused).toEqual([]);
  });

  it('has every text that the flow or a policy asks for', () => {
    const known = new Set(Object.keys(es).map(plain));
    const used = [...source.matchAll(/\.t\(\s*'([\w.]+)'/g)].map(([, key]) => key ?? '');
    const asked = policies
      .filter(({ organisation }) => organisation.code === 'exsim')
      .flatMap(({ diagnosis }) => diagnosis.questions.map(({ text }) => text));
    expect(used.length).toBeGreaterThan(50);
    expect([...used, ...asked].filter((key) => !known.has(key))).toEqual([]);
  });

  it('EXS-23 speaks correctly: no double spaces, opened question and exclamation marks, capitals, short sentences', () => {
    for (const [key, text] of Object.entries(es).filter(
      ([name]) => !/^(locale|words|when|warned|card|status|choice)/.test(name),
    )) {
      const faults = [
        / {2}/.test(text) && 'double space',
        (text.match(/\?/g) ?? []).length !== (text.match(/¿/g) ?? []).length && 'question mark',
        (text.match(/!/g) ?? []).length !== (text.match(/¡/g) ?? []).length && 'exclamation mark',
        !/^[\p{Lu}¿¡{]/u.test(text) && 'capital',
        !/[.?!:»}]$/.test(text) && 'end',
        text.length > 130 && `${text.length} letters`,
        /\b(tú|tu|te|ti|contigo|puedes|quieres|tienes|dime)\b/i.test(text) && 'tú',
      ];
      expect([key, faults.filter(Boolean)]).toEqual([key, []]);
    }
  });

  it('names no organisation', () => {
    const words = new RegExp(policies.map(({ organisation }) => organisation.name).join('|'), 'i');
    expect(Object.values({ ...es, ...en }).filter((text) => words.test(text))).toEqual([]);
    expect(source).not.toMatch(words);
  });
});
