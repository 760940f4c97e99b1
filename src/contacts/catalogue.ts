/** Texts of the one-time code. Spanish first, English second. */
export const contactsCatalogue = {
  es: {
    'contacts.code.subject': 'Su código de {{organisation}}',
    'contacts.code.text':
      'Alguien conversa con {{organisation}} por otro medio y dice ser usted. Si es usted, escriba allá este número: {{code}}\n\n' +
      'Vence en {{minutes}} minutos. Si no es usted, no lo comparta con nadie: sin él no se muestra nada suyo.',
  },
  en: {
    'contacts.code.subject': 'Your code of {{organisation}}',
    'contacts.code.text':
      'Somebody is talking with {{organisation}} on another channel and says to be you. If it is you, type this number there: {{code}}\n\n' +
      'It ends in {{minutes}} minutes. If it is not you, share it with nobody: without it nothing of yours is shown.',
  },
} as const;
