import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { checkWhen, diagnosisFields, fixedValuesOf, questionFacts } from './facts.ts';
import { doubles, unknownName } from './findings.ts';

/** The questions ask for fields that are used, under conditions that can hold, with answers that can be stored. */
export function checkDiagnosis(policy: Policy): PolicyFinding[] {
  const { diagnosis, identification } = policy;
  return [
    ...doubles(diagnosis.fields, (index) => ['diagnosis', 'fields', index]),
    ...diagnosis.fields.flatMap((field, index) =>
      diagnosisFields.includes(field) ? [] : [unknownName(['diagnosis', 'fields', index], field, diagnosisFields)],
    ),
    ...doubles(
      identification.userTypes.map((type) => type.value),
      (index) => ['identification', 'userTypes', index, 'value'],
    ),
    ...diagnosis.questions.flatMap((_, index) => checkQuestion(policy, index)),
  ];
}

function checkQuestion(policy: Policy, index: number): PolicyFinding[] {
  const { fields, questions } = policy.diagnosis;
  const question = questions[index];
  if (question === undefined) return [];
  const path = ['diagnosis', 'questions', index];
  const fixed = fixedValuesOf(question.field);
  return [
    ...(fields.includes(question.field)
      ? []
      : [
          {
            path: [...path, 'field'],
            message: `"${question.field}" is not in diagnosis.fields; add it there or ask another field`,
          },
        ]),
    ...checkWhen(question.when, [...path, 'when'], questionFacts(policy)),
    // Two buttons may store the same value, but they must not look the same.
    ...doubles(
      question.choices.map((choice) => choice.label),
      (place) => [...path, 'choices', place, 'label'],
    ),
    ...question.choices.flatMap((choice, place) =>
      fixed === null || fixed.includes(choice.value)
        ? []
        : [unknownName([...path, 'choices', place, 'value'], choice.value, fixed)],
    ),
  ];
}
