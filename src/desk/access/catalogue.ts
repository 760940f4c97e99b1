/** Texts of the mails about signing in to the console. Spanish first, English second. */
export const accessCatalogue = {
  es: {
    'access.invite.subject': 'Su acceso a la mesa de ayuda de {{organisation}}',
    'access.invite.text':
      'Hola, {{name}}:\n\nLe dieron acceso a la consola de la mesa de ayuda de {{organisation}}. Abra este enlace y elija su ' +
      'contraseña:\n\n{{url}}\n\nEl enlace sirve una sola vez y vence en {{hours}} horas. Si no esperaba este correo, no ' +
      'haga nada.',
    'access.reset.subject': 'Elija una contraseña nueva para {{organisation}}',
    'access.reset.text':
      'Hola, {{name}}:\n\nCon este enlace elige una contraseña nueva para la consola de {{organisation}}:\n\n{{url}}\n\n' +
      'Sirve una sola vez y vence en {{hours}} h. Al usarlo se cierran sus sesiones abiertas. Si usted no lo pidió, no haga ' +
      'nada: su contraseña sigue igual.',
  },
  en: {
    'access.invite.subject': 'Your way into the help desk of {{organisation}}',
    'access.invite.text':
      'Hello {{name}},\n\nYou were given access to the console of the help desk of {{organisation}}. Open this link and ' +
      'choose your password:\n\n{{url}}\n\nThe link works once and ends in {{hours}} hours. If you did not expect this mail, ' +
      'do nothing.',
    'access.reset.subject': 'Choose a new password for {{organisation}}',
    'access.reset.text':
      'Hello {{name}},\n\nWith this link you choose a new password for the console of {{organisation}}:\n\n{{url}}\n\n' +
      'It works once and ends in {{hours}} h. Using it ends your open sessions. If you did not ask for it, do nothing: your ' +
      'password stays as it is.',
  },
} as const;
