/** What a text is filled with; `count` chooses its plural form, `defaultValue` stands in for a missing one. */
export type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Gives a text by its key. */
export type Translate = (key: string, values?: Values) => string;

/** Texts by key, as deep as they are. */
export interface Tree {
  readonly [key: string]: string | Tree;
}

/**
 * Reads texts of a tree with i18next's conventions (`{{name}}`, `key_zero`, `key_one`, `key_other`) and none of its weight: a console
 * needs no more. What a language lacks is taken from the other one, then `defaultValue`, then the key itself.
 */
export function createTranslate(language: string, trees: readonly Tree[]): Translate {
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const { count, defaultValue } = values;
    const form = typeof count === 'number' ? `${key}_${plurals.select(count)}` : null;
    const wanted = form === null ? [key] : [...(count === 0 ? [`${key}_zero`] : []), form, `${key}_other`, key];
    for (const tree of trees) {
      for (const one of wanted) {
        const found = find(tree, one);
        if (found !== null) return fill(found, values);
      }
    }
    return defaultValue === undefined ? key : fill(String(defaultValue), values);
  };
}

function find(tree: Tree, key: string): string | null {
  let place: string | Tree | undefined = tree;
  for (const part of key.split('.')) {
    if (typeof place !== 'object' || !Object.hasOwn(place, part)) return null;
    place = place[part];
  }
  return typeof place === 'string' ? place : null;
}

function fill(text: string, values: Values): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    return Object.hasOwn(values, name) && values[name] !== undefined ? String(values[name]) : whole;
  });
}
