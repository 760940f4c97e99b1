import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { productRoot } from '../../src/compose/root.ts';

const sources = `${productRoot}/web/console/src`;

describe('notices in the corner of the screen', () => {
  it('can each be closed by a button that has a name', () => {
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
    const nameless = files.filter((file) => {
      const source = readFileSync(`${sources}/${file}`, 'utf8');
      const shown = source.split('notifications.show(').slice(1);
      return shown.some((call) => !/^[^;]*closeButtonProps/.test(call)) || source.includes('withCloseButton: false');
    });
    expect(nameless).toEqual([]);
  });
});
