/** Measurement of satisfaction by samples, in English. */
export const studies = {
  studies: {
    title: 'Studies',
    none: 'The policy defines no studies of satisfaction.',
    draw: 'Draw the sample of the last period',
    goal: 'Goal',
    method: 'Method',
    precision: 'Precision',
    precisionIs: '{{confidence}} % confidence and {{margin}} % margin of error',
    channels: 'Channels',
    questions: 'Questionnaire',
    noDraws: 'No sample has been drawn yet.',
    drawn: '{{count}} cases of {{population}}',
    cases: 'Cases to ask',
    results: 'Results',
    seed: 'Seed of the draw: {{seed}}',
    noAnswers: 'No answers yet',
    mean: 'Mean {{mean}} of {{answered}} answers, margin of error ±{{margin}} %',
    answered: 'Fully answered',
    comment: 'Remarks',
    record: 'Save the answers',
  },
};
