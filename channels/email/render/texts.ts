/** Languages of our letters. */
export type MailLanguage = 'es' | 'en';

/** What our letters say of themselves; what the bot and the agents say comes with the reply. */
export interface MailTexts {
  readonly choose: string;
  readonly links: string;
  readonly forms: string;
  readonly files: string;
  readonly footer: (organisation: string) => string;
  readonly noSubject: (organisation: string) => string;
  readonly notKept: (name: string) => string;
  readonly cut: string;
}

/** Spanish first, English second. */
export const mailTexts: Readonly<Record<MailLanguage, MailTexts>> = {
  es: {
    choose: 'Puede responder con el número de su opción:',
    links: 'Le puede servir:',
    forms: 'Entréguelo de forma segura, una sola vez, aquí:',
    files: 'Archivos adjuntos:',
    footer: (organisation) => `${organisation} · Para continuar, responda a este correo.`,
    noSubject: (organisation) => `Su mensaje a ${organisation}`,
    notKept: (name) => `[No se conservó el archivo «${name}»: es demasiado grande o de un tipo que no se recibe.]`,
    cut: '[El mensaje sigue en el archivo adjunto.]',
  },
  en: {
    choose: 'You can answer with the number of your choice:',
    links: 'This may help:',
    forms: 'Hand it over safely, once, here:',
    files: 'Attached files:',
    footer: (organisation) => `${organisation} · To go on, answer this mail.`,
    noSubject: (organisation) => `Your message to ${organisation}`,
    notKept: (name) => `[The file “${name}” was not kept: it is too large or of a type that is not taken.]`,
    cut: '[The message goes on in the attached file.]',
  },
};
