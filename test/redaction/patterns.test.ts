import { describe, expect, it } from '@jest/globals';
import { checkSync } from 'recheck';
import { isCapped, madePatterns, type Pattern, redactionFiles, writtenPatterns } from './patterns.ts';

const files = redactionFiles();
const written = files.map(writtenPatterns);

async function everyPattern(): Promise<Pattern[]> {
  const made = await madePatterns(files, (file) => import(`../../${file}`));
  return [...written.flatMap(({ patterns }) => patterns), ...made];
}

describe('the patterns of the redactor', () => {
  it('P4 are safe: each repetition is capped, or recheck proves that the pattern is linear', async () => {
    const patterns = await everyPattern();
    // Made of parts: at least one for each place in the sources that makes them.
    const places = written.reduce((sum, { made }) => sum + made, 0);
    expect(places).toBeGreaterThan(10);
    expect(patterns.length).toBeGreaterThan(300 + places);
    const open = [...new Map(patterns.map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern])).values()];
    const unsafe = open
      .filter(({ source }) => !isCapped(source))
      .filter(({ source, flags }) => checkSync(source, flags, { timeout: 10_000 }).status !== 'safe')
      .map(({ source, file }) => `${file}: ${source.slice(0, 120)}`);
    expect(unsafe).toEqual([]);
  }, 120_000);

  it('knows a pattern that is not capped, and recheck one that is not linear', () => {
    expect(['a{0,3}b', '[*+]{1,2}\\*', 'a?'].map(isCapped)).toEqual([true, true, true]);
    expect(['a*', '(?:ab)+', 'a{2,}', '[a+]b+'].map(isCapped)).toEqual([false, false, false, false]);
    expect(checkSync('[.!]+$', '').status).toBe('vulnerable');
  });
});
