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
  },
} as const;
