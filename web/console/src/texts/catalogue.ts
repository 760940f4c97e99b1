import { es } from './es.ts';
import { createTranslate, type Translate, type Tree } from './translate.ts';

/** Languages of the console. */
export type Language = 'es' | 'en';

const remembered = 'ventanilla.language';
const translations = new Map<Language, Translate>([['es', createTranslate('es', [es])]]);

/** The language that was chosen in this browser; Spanish first. */
export function chosenLanguage(): Language {
  return localStorage.getItem(remembered) === 'en' ? 'en' : 'es';
}

/** The texts of a language that has been fetched; Spanish until then. */
export function translationOf(language: Language): Translate {
  return translations.get(language) ?? createTranslate('es', [es]);
}

/** Gets what the chosen language needs; English is fetched when somebody chooses it. A failure leaves Spanish. */
export async function loadTexts(language = chosenLanguage()): Promise<Language> {
  if (language === 'es' || translations.has(language)) return language;
  const english = await import('./en.ts').then(
    ({ en }): Tree => en,
    () => null,
  );
  if (english === null) return 'es';
  translations.set('en', createTranslate('en', [english, es]));
  return 'en';
}

/** Switches, and remembers it. */
export async function chooseLanguage(language: Language): Promise<Language> {
  const loaded = await loadTexts(language);
  localStorage.setItem(remembered, loaded);
  return loaded;
}
