import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AppError, namedIn } from '../../src/errors/app-error.ts';
import { type ErrorEntry, errorCatalogue } from '../../src/errors/catalogue.ts';

const rows = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \| (\d+) \| (yes|no) \| (.+) \|$/gm)];
const entries: [string, ErrorEntry][] = Object.entries(errorCatalogue);

describe('error catalogue', () => {
  it('docs/errors.md lists exactly the errors that exist, with status, retry and message', () => {
    const documented = rows.map(([, code, status, retry, message]) => [code, status, retry, message]);
    const real = entries.map(([code, e]) => [code, String(e.status), e.retryable ? 'yes' : 'no', e.message]);
    expect(documented.sort()).toEqual(real.sort());
  });

  it.each(entries)('%s is a sentence with a status of an error', (_code, entry) => {
    expect(entry.message).toMatch(/[.}]$/);
    expect(entry.status).toBeGreaterThanOrEqual(400);
  });

  it('fills the holes of a message and leaves unknown ones visible', () => {
    expect(new AppError('BODY_TOO_LARGE', { limit: 5 }).message).toContain('5 bytes');
    expect(new AppError('BODY_TOO_LARGE').message).toContain('{limit}');
  });

  it('P4 tells a page what the message says, numbers, and a reason in one word; no other text', () => {
    const details = { problem: 'too many', reason: 'tooMany', count: 3, text: 'what somebody wrote' };
    expect(namedIn(new AppError('REVIEW_REFUSED', details)).details).toEqual({
      problem: 'too many',
      reason: 'tooMany',
      count: 3,
    });
    expect(namedIn(new AppError('NOT_FOUND', { reason: 'a sentence of somebody' }))).toEqual({});
  });
});
