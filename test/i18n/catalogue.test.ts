import { describe, expect, it } from '@jest/globals';
import { createCatalogue } from '../../src/i18n/catalogue.ts';

const catalogue = createCatalogue({
  es: {
    hello: 'Hola, {{name}}.',
    plain: 'Sí',
    people_zero: 'nadie',
    people_one: 'una',
    people_many: '{{count}}',
    people_other: '{{count}} personas',
  },
  en: {
    hello: 'Hello, {{name}}.',
    plain: 'Yes',
    people_zero: 'nobody',
    people_one: 'one',
    people_other: '{{count}} people',
  },
});

describe('text catalogue', () => {
  it('falls back from the country to the language, and to Spanish', () => {
    const said = ['es', 'es-MX', 'es-CO', 'en', 'en-US', 'fr', 'xx-YY'].map((locale) => catalogue.t(locale)('plain'));
    expect(said).toEqual(['Sí', 'Sí', 'Sí', 'Yes', 'Yes', 'Sí', 'Sí']);
  });

  it('fills in values and chooses plural forms', () => {
    expect(catalogue.t('es-MX')('hello', { name: 'Ana' })).toBe('Hola, Ana.');
    expect([0, 1, 3].map((count) => catalogue.t('es-MX')('people', { count }))).toEqual(['nadie', 'una', '3 personas']);
    expect([0, 1, 3].map((count) => catalogue.t('en')('people', { count }))).toEqual(['nobody', 'one', '3 people']);
  });

  it('an unknown key throws, asked once or twice', () => {
    const t = catalogue.t('es');
    for (const values of [undefined, {}, undefined]) {
      expect(() => t('missing', values)).toThrow(expect.objectContaining({ code: 'CATALOGUE_KEY_UNKNOWN' }));
    }
  });

  it('a missing value throws instead of showing a hole', () => {
    expect(() => catalogue.t('es')('hello')).toThrow(expect.objectContaining({ code: 'CATALOGUE_VALUE_MISSING' }));
  });

  it.each(['{{name}}', '$t(plain)', '$&', '{{- name}}', '<b>x</b>', '$t(hello, {"name": "x"})'])(
    'a value like %s is put in as it is, never read as a template',
    (name) => {
      expect(catalogue.t('es')('hello', { name })).toBe(`Hola, ${name}.`);
    },
  );

  it('keeps two catalogues apart', () => {
    const other = createCatalogue({ es: { plain: 'Otro' } });
    expect([catalogue.t('es')('plain'), other.t('es')('plain')]).toEqual(['Sí', 'Otro']);
    expect(() => other.t('es')('hello', { name: 'x' })).toThrow();
  });

  it('names its keys', () => {
    expect(catalogue.keys()).toEqual(['hello', 'people_many', 'people_one', 'people_other', 'people_zero', 'plain']);
  });
});
