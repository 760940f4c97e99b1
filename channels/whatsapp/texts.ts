/** What the channel puts into words: for the person who writes, and for the agent who reads. */
export interface WhatsappTexts {
  readonly location: string;
  readonly contact: string;
  readonly poll: string;
  readonly call: string;
  readonly fileGone: string;
  readonly fileRefused: string;
  readonly unsupported: string;
  /** Before the numbered choices. */
  readonly choose: string;
  readonly form: string;
}

/** The words of a language. */
export const whatsappTexts: Readonly<Record<'es' | 'en', WhatsappTexts>> = {
  es: {
    location: 'Ubicación',
    contact: 'Contacto',
    poll: 'Encuesta',
    call: 'Llamó por WhatsApp; por este medio no se atienden llamadas.',
    fileGone: '[Archivo que ya no se pudo descargar]',
    fileRefused: '[Archivo que no se admite: {name}]',
    unsupported: '[Mensaje de un tipo que no se puede mostrar]',
    choose: 'Responda con el número o con sus palabras:',
    form: 'Formulario seguro',
  },
  en: {
    location: 'Location',
    contact: 'Contact',
    poll: 'Poll',
    call: 'Called on WhatsApp; calls are not taken here.',
    fileGone: '[File that could not be downloaded any more]',
    fileRefused: '[File that is not accepted: {name}]',
    unsupported: '[Message of a kind that cannot be shown]',
    choose: 'Answer with the number or in your own words:',
    form: 'Secure form',
  },
};
