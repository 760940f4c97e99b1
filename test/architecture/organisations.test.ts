import { describe, expect, it } from '@jest/globals';
import { listPolicies, loadPolicy } from '../../src/policy/load.ts';
import { sourceFiles } from './source-files.ts';

/** The one place that names a profile: which one runs when nothing is said, and examples of the command line. */
const defaults = new Set(['src/config/settings.ts']);
/** Words of the trade that the redactor must know, whoever uses them. */
const vocabulary = /^src\/redaction\//;

const names = listPolicies().flatMap((code) => [code, loadPolicy(code).organisation.name]);
const named = new RegExp(`(?<![\\p{L}])(?:${[...new Set(names)].join('|')})(?![\\p{L}])`, 'iu');

describe('organisations are data', () => {
  it('no code names one of the organisations that come as profiles', () => {
    const found = sourceFiles(['src', 'channels', 'flows', 'knowledge'])
      .filter(({ path }) => !defaults.has(path) && !vocabulary.test(path) && !path.startsWith('src/cli/'))
      .filter(({ text }) => named.test(withoutComments(text)))
      .map(({ path }) => path);
    expect(names.length).toBeGreaterThan(8);
    expect(found).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}
