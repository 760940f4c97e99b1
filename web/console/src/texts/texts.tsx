import i18next, { type TFunction } from 'i18next';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { en } from './en.ts';
import { es } from './es.ts';

/** Languages of the console. */
export type Language = 'es' | 'en';

const remembered = 'ventanilla.language';
const catalogue = i18next.createInstance();
void catalogue.init({
  resources: { es: { translation: es }, en: { translation: en } },
  lng: firstLanguage(),
  fallbackLng: 'es',
  initAsync: false,
  // React escapes; escaping twice would show entities.
  interpolation: { escapeValue: false },
});

interface Texts {
  readonly t: TFunction;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const TextsContext = createContext<Texts | null>(null);

/** Gives the texts in the chosen language to everything inside. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(catalogue.language === 'en' ? 'en' : 'es');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const setLanguage = (next: Language) => {
    localStorage.setItem(remembered, next);
    void catalogue.changeLanguage(next);
    choose(next);
  };
  const t = catalogue.getFixedT(language);
  return <TextsContext.Provider value={{ t, language, setLanguage }}>{children}</TextsContext.Provider>;
}

/** The texts, and the language to switch. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useTexts needs a TextsProvider around it');
  return texts;
}

function firstLanguage(): Language {
  const chosen = localStorage.getItem(remembered);
  if (chosen === 'es' || chosen === 'en') return chosen;
  // Spanish first; who prefers English chooses it once in the account menu.
  return 'es';
}
