/** The queue, in Spanish. */
export const inbox = {
  inbox: {
    title: 'Conversaciones',
    waiting: 'En espera',
    mine: 'Mías',
    all: 'Todas',
    emptyWaiting: 'Nadie espera. Buen trabajo.',
    emptyMine: 'No tiene conversaciones. Tome una de la lista de espera.',
    emptyAll: 'Todavía no hay conversaciones.',
    pick: 'Elija una conversación para leerla.',
    minutes: '{{count}} min',
    minutesTitle: 'Minutos de trabajo previstos por el DRS',
    waitingFor: 'Espera {{time}}',
    unknown: 'Persona sin nombre',
  },
  mode: { bot: 'Con el bot', waiting: 'En espera', agent: 'Con agente', closed: 'Cerrada' },
};
