/** Knowledge, in Spanish. */
export const knowledge = {
  knowledge: {
    title: 'Conocimiento',
    unanswered: 'Preguntas sin respuesta',
    entries: 'Entradas',
    emptyUnanswered: 'Todas las preguntas tuvieron enlace.',
    emptyEntries: 'La base de conocimiento está vacía.',
    times_one: '{{count}} vez',
    times_other: '{{count}} veces',
  },
};
