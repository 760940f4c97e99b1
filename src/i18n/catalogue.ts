import i18next from 'i18next';
import { AppError } from '../errors/app-error.ts';

/** Texts by language and flat key, e.g. `{ es: { 'greet.new': '¡Hola!' }, en: { … } }`. `{{name}}` is filled from the values. */
export type CatalogueResources = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Values for a text's `{{names}}`; `count` also chooses the plural form (`key_one`, `key_other`). */
export type CatalogueValues = Readonly<Record<string, string | number>>;

/** One text in one language. Throws CATALOGUE_KEY_UNKNOWN, CATALOGUE_VALUE_MISSING. */
export type Translate = (key: string, values?: CatalogueValues) => string;

/** Every text that the product says to a person. */
export interface Catalogue {
  /** The texts of a locale. `es-MX` and `es-CO` fall back to `es`, `en-US` to `en`, anything else to `es`. */
  t(locale: string): Translate;
  /** Keys of the fallback language, sorted; plural forms appear as they are stored. */
  keys(): string[];
}

const FALLBACK = 'es';

/**
 * Builds a catalogue over its own i18next instance. Keys are flat. Values are put in as they are: never escaped
 * (channels do that) and never read as templates, so a name like `{{x}}` or `$t(x)` stays what it is.
 */
export function createCatalogue(resources: CatalogueResources): Catalogue {
  const instance = i18next.createInstance();
  void instance.init({
    resources: Object.fromEntries(
      Object.entries(resources).map(([lng, texts]) => [lng, { translation: { ...texts } }]),
    ),
    initAsync: false,
    fallbackLng: FALLBACK,
    keySeparator: false,
    nsSeparator: false,
    returnEmptyString: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (_text: string, match: readonly string[]) => {
      throw new AppError('CATALOGUE_VALUE_MISSING', { name: match[1]?.trim() ?? '' });
    },
  });
  const known = new Map<string, Translate>();
  return {
    t(locale) {
      const ready = known.get(locale) ?? translator(locale);
      known.set(locale, ready);
      return ready;
    },
    keys: () => Object.keys(resources[FALLBACK] ?? {}).sort(),
  };

  function translator(locale: string): Translate {
    const fixed = instance.getFixedT(locale);
    // Most texts take no values: asked for once, they are ready (i18next costs some 30 µs a text).
    const ready = new Map<string, string>();
    return (key, values) => {
      if (values !== undefined) return look(key, values);
      const text = ready.get(key) ?? look(key, {});
      ready.set(key, text);
      return text;
    };

    function look(key: string, values: CatalogueValues): string {
      if (!instance.exists(key, { ...values, lng: locale })) throw new AppError('CATALOGUE_KEY_UNKNOWN', { key });
      return fixed(key, { ...values });
    }
  }
}
