/** Texts of the mails to requesters. Spanish first, English second. */
export const requestersCatalogue = {
  es: {
    'requesters.activation.subject': 'Active su cuenta de la mesa de ayuda de {{organisation}}',
    'requesters.activation.text':
      'Estimado/a {{name}}:\n\n' +
      'Su organización le designó para levantar solicitudes con {{desk}} de {{organisation}}. ' +
      'Para activar su cuenta abra este enlace y oprima «Activar mi cuenta»:\n\n{{url}}\n\n' +
      'El enlace sirve una sola vez y vence en {{hours}} horas. Si no esperaba este correo, no haga nada: ' +
      'sin activarla, la cuenta no sirve.',
    'requesters.signIn.subject': 'Su acceso a Mis tickets de {{organisation}}',
    'requesters.signIn.text':
      'Hola:\n\nCon este enlace entra a ver y dar seguimiento a sus tickets con {{organisation}}:\n\n{{url}}\n\n' +
      'Sirve una sola vez y vence en {{minutes}} minutos. Si usted no lo pidió, no haga nada: nadie entra sin este correo.',
    'requesters.prove.subject': 'Confirme que es usted quien escribe a {{organisation}}',
    'requesters.prove.text':
      'Hola:\n\nAlguien conversa con {{organisation}} y dice tener este correo. Si es usted, abra el enlace; confirme solo ' +
      'si en la conversación aparece el número {{code}}:\n\n{{url}}\n\n' +
      'Vence en {{minutes}} minutos. Si no es usted, no haga nada.',
  },
  en: {
    'requesters.activation.subject': 'Activate your account at the help desk of {{organisation}}',
    'requesters.activation.text':
      'Dear {{name}},\n\n' +
      'Your organisation named you as somebody who may open requests with {{desk}} of {{organisation}}. ' +
      'To activate your account open this link and press “Activate my account”:\n\n{{url}}\n\n' +
      'The link works once and ends in {{hours}} hours. If you did not expect this mail, do nothing: ' +
      'an account that is not activated is good for nothing.',
    'requesters.signIn.subject': 'Your way into My tickets of {{organisation}}',
    'requesters.signIn.text':
      'Hello,\n\nThis link lets you see and follow your tickets with {{organisation}}:\n\n{{url}}\n\n' +
      'It works once and ends in {{minutes}} minutes. If you did not ask for it, do nothing: nobody gets in without this mail.',
    'requesters.prove.subject': 'Confirm that it is you who writes to {{organisation}}',
    'requesters.prove.text':
      'Hello,\n\nSomebody is talking with {{organisation}} and says that this is their address. If it is you, open the link; ' +
      'confirm only if the conversation shows the number {{code}}:\n\n{{url}}\n\n' +
      'It ends in {{minutes}} minutes. If it is not you, do nothing.',
  },
} as const;
