/** Texts that the conversation stage itself says to a requester. Spanish first, English second. */
export const conversationCatalogue = {
  es: {
    'desk.ticketByClock':
      'Para darle seguimiento formal, registré su caso con el folio {{folio}}. Continuamos atendiéndolo por aquí.',
    'desk.ticketByAgent':
      'Registré su caso con el folio {{folio}}. Con ese número puede consultar su avance cuando guste.',
    'desk.closed': 'Damos por concluida esta conversación. Si necesita algo más, escríbanos por aquí. ¡Gracias!',
    'desk.parked':
      'Disculpe, tuve un problema con su último mensaje. Ya lo pasé a una persona del equipo, que le responderá por aquí. ' +
      'Si gusta, también puede escribirlo de otra forma.',
    'desk.taken': 'Le atiende {{name}} a partir de ahora.',
    'conversation.purged.retention': 'Mensaje eliminado por la política de conservación.',
    'conversation.purged.erased': 'Mensaje eliminado a petición de su titular.',
    'vault.asked':
      'Para continuar necesito {{what}}. Por su seguridad no la escriba en el chat: use este formulario seguro, que sirve una sola vez.',
    'vault.button': 'Entregar dato de forma segura',
    'vault.received': 'Recibimos su dato de forma segura. No aparece en este chat.',
    'vault.receivedIn': 'Recibimos su dato de forma segura en el ticket {{folio}}. No aparece en este chat.',
    'vault.kind.password': 'la contraseña',
    'vault.kind.ip': 'la dirección IP',
    'vault.kind.mac': 'la dirección MAC',
    'vault.kind.secret': 'la clave de acceso',
    'vault.kind.other': 'una información confidencial',
  },
  en: {
    'desk.ticketByClock':
      'So that we can follow up formally, I registered your case as {{folio}}. We go on helping you here.',
    'desk.ticketByAgent': 'I registered your case as {{folio}}. With that number you can ask how it goes at any time.',
    'desk.closed': 'We are closing this conversation. If you need anything else, write to us here. Thank you!',
    'desk.parked':
      'Sorry, I had a problem with your last message. I passed it to a person of the team, who will answer you here. ' +
      'If you like, you can also write it in other words.',
    'desk.taken': '{{name}} is with you from now on.',
    'conversation.purged.retention': 'Message deleted under the retention policy.',
    'conversation.purged.erased': 'Message deleted at the request of the person it belonged to.',
    'vault.asked':
      'To go on I need {{what}}. For your safety do not write it in the chat: use this safe form, which works once.',
    'vault.button': 'Hand it over safely',
    'vault.received': 'We received your data safely. They do not appear in this chat.',
    'vault.receivedIn': 'We received your data safely in the ticket {{folio}}. They do not appear in this chat.',
    'vault.kind.password': 'the password',
    'vault.kind.ip': 'the IP address',
    'vault.kind.mac': 'the MAC address',
    'vault.kind.secret': 'the access key',
    'vault.kind.other': 'some confidential information',
  },
} as const;
