/** Measurement of satisfaction by samples, in Spanish. */
export const studies = {
  studies: {
    title: 'Mediciones',
    none: 'La política no define mediciones de satisfacción.',
    draw: 'Sortear la muestra del último periodo',
    goal: 'Objetivo',
    method: 'Método',
    precision: 'Precisión',
    precisionIs: '{{confidence}} % de confianza y {{margin}} % de margen de error',
    channels: 'Canales',
    questions: 'Cuestionario',
    noDraws: 'Aún no se sortea ninguna muestra.',
    drawn: '{{count}} casos de {{population}}',
    cases: 'Casos por encuestar',
    results: 'Resultados',
    seed: 'Semilla del sorteo: {{seed}}',
    noAnswers: 'Sin respuestas todavía',
    mean: 'Promedio {{mean}} de {{answered}} respuestas, margen de error ±{{margin}} %',
    answered: 'Encuesta completa',
    comment: 'Observaciones',
    record: 'Guardar respuestas',
  },
};
