import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { policyKeys } from '../../src/policy/keys.ts';

const text = readFileSync('docs/policies.md', 'utf8');

/** Words of the code that may act upon a key: not the schema, and not what only checks a policy. */
function wordsOfTheCode(): ReadonlySet<string> {
  const words = new Set<string>();
  for (const folder of ['src', 'flows', 'knowledge', 'channels'])
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = `${folder}/${name}`;
      if (!/\.tsx?$/.test(file) || /^src\/(?:contracts\/policy|policy\/checks)\b/.test(file)) continue;
      const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const word of code.split(/\W+/)) words.add(word);
    }
  return words;
}

const ownName = (key: string) =>
  key
    .split('.')
    .filter((part) => part !== '*')
    .at(-1)
    ?.replace('[]', '') ?? '';
const holds = (listed: string, key: string) =>
  key === listed || key.startsWith(`${listed}.`) || key.startsWith(`${listed}[`);

describe('docs/policies.md', () => {
  it('teaches every key of the schema, and no key that the schema does not have', () => {
    const documented = [...text.matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1] ?? '');
    expect([...documented].sort()).toEqual([...policyKeys()].sort());
  });

  it('names what nothing acts upon yet, and nothing that something acts upon', () => {
    const [, paragraph = ''] = /does not act upon yet, though it checks it: ([\s\S]+?)\n\n/.exec(text) ?? [];
    const keys = policyKeys();
    const listed = [...paragraph.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key).filter((key) => keys.includes(key));
    const words = wordsOfTheCode();
    const unread = keys.filter((key) => !words.has(ownName(key)));
    expect(unread.length).toBeGreaterThan(0);
    expect(unread.filter((key) => !listed.some((one) => holds(one, key)))).toEqual([]);
    // A part of a list has a name that other things have too: of those only a person can say.
    const whole = listed.filter((key) => !key.includes('[]'));
    expect(whole.filter((key) => words.has(ownName(key)))).toEqual([]);
  });
});
