/** Replies that were not delivered, in Spanish. */
export const letters = {
  letters: {
    title: 'Mensajes sin entregar',
    about:
      'Respuestas que no llegaron después de varios intentos. Envíelas de nuevo cuando el canal vuelva a funcionar.',
    empty: 'Todo se entregó.',
    replay: 'Enviar de nuevo',
    attempts_one: '{{count}} intento',
    attempts_other: '{{count}} intentos',
    conversation: 'Ver la conversación',
  },
  letterCode: {
    DELIVERY_FAILED: 'No se pudo entregar',
    DELIVERY_REFUSED: 'El canal la rechazó',
    DELIVERY_BOUNCED: 'El correo rebotó',
    other: 'No se pudo entregar',
  },
};
