import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { chooseLanguage, type Language, translationOf } from './catalogue.ts';
import type { Translate } from './translate.ts';

interface Texts {
  readonly t: Translate;
  readonly language: Language;
  /** How numbers and dates are written (BCP 47): as the reader's country does, in the chosen language. */
  readonly locale: string;
  readonly setLanguage: (language: Language) => void;
}

const TextsContext = createContext<Texts | null>(null);

/** Gives the texts in the chosen language to everything inside; `first` has been fetched. */
export function TextsProvider({ first, children }: { first: Language; children: ReactNode }) {
  const [language, choose] = useState<Language>(first);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const setLanguage = (next: Language) => void chooseLanguage(next).then(choose);
  return (
    <TextsContext.Provider value={{ t: translationOf(language), language, locale: localeOf(language), setLanguage }}>
      {children}
    </TextsContext.Provider>
  );
}

/** Mexico writes 0.72 where Spain writes 0,72: the browser says which of them its reader is. */
function localeOf(language: Language): string {
  const own = navigator.languages.find((one) => one.toLowerCase().startsWith(`${language}-`));
  return own ?? (language === 'es' ? 'es-MX' : language);
}

/** The texts, and the language to switch. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useTexts needs a TextsProvider around it');
  return texts;
}
