import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { errorCatalogue } from '../../src/errors/catalogue.ts';
import { problems } from '../../src/quality/refusals.ts';
import { refusalText } from '../../web/console/src/parts/refusal-text.ts';
import { en } from '../../web/console/src/texts/en.ts';
import { es } from '../../web/console/src/texts/es.ts';
import { gatewayErrors } from '../../web/console/src/texts/es-gateway-errors.ts';
import { createTranslate } from '../../web/console/src/texts/translate.ts';

const spanish = createTranslate('es', [es, gatewayErrors]);
const english = createTranslate('en', [en, es]);

/** Of starting, of the command line, and of callers that are machines: nobody at the console meets them. */
const elsewhere = [
  ...['BODY_NOT_JSON', 'REQUEST_MALFORMED', 'HEADERS_TOO_LARGE', 'METHOD_NOT_ALLOWED', 'BODY_TYPE_REFUSED'],
  ...['TOKEN_MISSING', 'TOKEN_INVALID', 'ORIGIN_REFUSED', 'SITE_UNKNOWN', 'MESSAGE_INVALID', 'ACTIVITY_UNSUPPORTED'],
  ...['CONSOLE_NOT_BUILT', 'CONFIG_INVALID', 'POLICY_INVALID', 'POLICY_NOT_FOUND', 'DIAGNOSIS_MODEL_INVALID'],
  ...[
    'CALENDAR_NEVER_OPENS',
    'CALENDAR_UNKNOWN',
    'DEMO_UNKNOWN',
    'DEMO_ALONE',
    'ADDRESS_IN_USE',
    'GATEWAY_UNREACHABLE',
  ],
  ...[
    'STORE_UNSUPPORTED',
    'CATALOGUE_KEY_UNKNOWN',
    'CATALOGUE_VALUE_MISSING',
    'BOT_TOKEN_REFUSED',
    'BOT_CHANNEL_REFUSED',
  ],
];

describe('an error at the console', () => {
  it('has words in Spanish, whatever its code', () => {
    const said = Object.keys(errorCatalogue).map((code) => [code, refusalText(spanish, { code, message: '' })]);
    expect(said.filter(([, text]) => text === '').map(([code]) => code)).toEqual(elsewhere.sort(byPlace));
  });

  it('is filled with its details, and in English is what the gateway said where the page has no words of its own', () => {
    const error = { code: 'FILES_TOO_MANY', message: 'A message takes at most 3 files.', details: { limit: 3 } };
    expect(refusalText(spanish, error)).toBe('Un mensaje lleva 3 archivos como máximo. Envíe los demás aparte.');
    expect(refusalText(english, error)).toBe(error.message);
  });

  it('has words for every reason that the gateway gives, and for no other', () => {
    const files = ['src/availability/maintenance.ts', 'src/availability/outages.ts', 'src/tickets/demos.ts'];
    const sources = [...files, 'knowledge/entries/course-dates.ts'].map((file) => readFileSync(file, 'utf8'));
    const given = sources.flatMap((text) =>
      [...text.matchAll(/refused\('(\w+)'/g)].map(([, reason]) => String(reason)),
    );
    const reasons = new Set([...Object.keys(problems), ...given]);
    expect(Object.keys(es.refusal).sort()).toEqual([...reasons].sort());
  });

  it('is said by its reason first', () => {
    const error = { code: 'REVIEW_REFUSED', message: 'not changed', details: { reason: 'ownCase' } };
    expect(refusalText(spanish, error)).toBe('Usted atendió este caso: lo revisa otra persona.');
  });
});

const places = Object.keys(errorCatalogue);
function byPlace(one: string, other: string): number {
  return places.indexOf(one) - places.indexOf(other);
}
