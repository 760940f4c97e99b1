import { en } from './en.ts';
import { es } from './es.ts';

/** Every text of the support conversation, by language. */
export const supportCatalogue: Readonly<Record<'es' | 'en', Readonly<Record<string, string>>>> = { es, en };
