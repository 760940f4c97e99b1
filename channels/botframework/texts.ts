/** What the door puts into words: for the person who writes, and for the agent who reads. */
export interface BotTexts {
  readonly location: string;
  readonly fileGone: string;
  readonly fileRefused: string;
  readonly unsupported: string;
  /** Before numbered choices. */
  readonly choose: string;
  readonly form: string;
  /** In place of a file that has no address on the web. */
  readonly fileElsewhere: string;
}

/** The words of a language. */
export const botTexts: Readonly<Record<'es' | 'en', BotTexts>> = {
  es: {
    location: 'Ubicación',
    fileGone: '[Archivo que no se pudo descargar: {name}]',
    fileRefused: '[Archivo que no se admite: {name}]',
    unsupported: '[Mensaje de un tipo que no se puede mostrar]',
    choose: 'Responda con el número o con sus palabras:',
    form: 'Formulario seguro',
    fileElsewhere: 'Archivo que no se puede enviar por este medio: {name}. Pídalo por correo.',
  },
  en: {
    location: 'Location',
    fileGone: '[File that could not be downloaded: {name}]',
    fileRefused: '[File that is not accepted: {name}]',
    unsupported: '[Message of a kind that cannot be shown]',
    choose: 'Answer with the number or in your own words:',
    form: 'Secure form',
    fileElsewhere: 'File that cannot be sent here: {name}. Ask for it by mail.',
  },
};
