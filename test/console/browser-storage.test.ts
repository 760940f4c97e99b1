import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { productRoot } from '../../src/compose/root.ts';

/** Choices of the person at this browser, and nothing that anybody writes to anybody. */
const lasting = ['web/console/src/app/preferences.ts', 'web/console/src/texts/catalogue.ts'];

describe('what the console keeps in the browser', () => {
  it('P4 outlives the tab only in the files of preferences and language: drafts are in parts/session-keep.ts', () => {
    const files = readdirSync(`${productRoot}/web/console/src`, { recursive: true, encoding: 'utf8' });
    const users = files
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `web/console/src/${file}`)
      .filter((file) => /\blocalStorage\b/.test(readFileSync(`${productRoot}/${file}`, 'utf8')));
    expect(users.sort()).toEqual(lasting);
  });
});
