import { esFirst } from './es-first.ts';
import { createTranslate, type Translate, type Tree } from './translate.ts';

/** Languages of the console. */
export type Language = 'es' | 'en';

const remembered = 'ventanilla.language';
/** Grows by what is fetched later; who translates reads it as it is at that moment. */
const spanish: Tree[] = [esFirst];
const translations = new Map<Language, Translate>([['es', createTranslate('es', spanish)]]);
let later: Promise<void> | null = null;

/** The language that was chosen in this browser; Spanish first. */
export function chosenLanguage(): Language {
  return localStorage.getItem(remembered) === 'en' ? 'en' : 'es';
}

/** The texts of a language that has been fetched; Spanish until then. */
export function translationOf(language: Language): Translate {
  return translations.get(language) ?? createTranslate('es', spanish);
}

/** Gets what the chosen language needs; English is fetched when somebody chooses it. A failure leaves Spanish. */
export async function loadTexts(language = chosenLanguage()): Promise<Language> {
  if (language === 'es' || translations.has(language)) return language;
  const english = await import('./en.ts').then(
    ({ en }): Tree => en,
    () => null,
  );
  if (english === null) return 'es';
  translations.set('en', createTranslate('en', [english, esFirst]));
  return 'en';
}

/** Switches, and remembers it. */
export async function chooseLanguage(language: Language): Promise<Language> {
  const loaded = await loadTexts(language);
  localStorage.setItem(remembered, loaded);
  return loaded;
}

/** Fetches the Spanish texts of the pages behind the first one, once. Rejects as a page does whose file cannot be fetched. */
export function laterTexts(): Promise<void> {
  later ??= import('./es-later.ts').then(
    ({ esLater, gatewayErrors }) => void spanish.push(esLater, gatewayErrors),
    (error: unknown) => {
      later = null;
      throw error;
    },
  );
  return later;
}

/** A part of the console in a file of its own, with the texts that it may need. */
export async function withTexts<Part>(load: () => Promise<Part>): Promise<Part> {
  const [part] = await Promise.all([load(), laterTexts()]);
  return part;
}
