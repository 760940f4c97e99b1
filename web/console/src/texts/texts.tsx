import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { chooseLanguage, type Language, translationOf } from './catalogue.ts';
import type { Translate } from './translate.ts';

interface Texts {
  readonly t: Translate;
  readonly language: Language;
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
    <TextsContext.Provider value={{ t: translationOf(language), language, setLanguage }}>
      {children}
    </TextsContext.Provider>
  );
}

/** The texts, and the language to switch. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('useTexts needs a TextsProvider around it');
  return texts;
}
