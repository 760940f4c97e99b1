/** Replies that were not delivered, in Spanish. */
export const letters = {
  letters: {
    title: 'Mensajes sin entregar',
    empty: 'Todo se entregó.',
    replay: 'Enviar de nuevo',
    attempts_one: '{{count}} intento',
    attempts_other: '{{count}} intentos',
    conversation: 'Ver la conversación',
  },
};
