import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { checkWhen, routingFacts } from './facts.ts';
import { doubles, unknownName } from './findings.ts';

/** Dimensions, what states require, and the directory speak of facts, marks and data that are there. */
export function checkClassification(policy: Policy): PolicyFinding[] {
  return [...checkDimensions(policy), ...checkRequired(policy), ...checkDirectory(policy)];
}

function checkDimensions(policy: Policy): PolicyFinding[] {
  const facts = routingFacts(policy);
  return policy.taxonomy.flatMap(({ applies, values }, at) => [
    ...checkWhen(applies, ['taxonomy', at, 'applies'], facts),
    ...doubles(
      values.map(({ value }) => value),
      (index) => ['taxonomy', at, 'values', index, 'value'],
    ),
    ...values.flatMap(({ when }, n) => checkWhen(when, ['taxonomy', at, 'values', n, 'when'], facts)),
  ]);
}

/** A state that waits for what nobody can give would never be reached. */
function checkRequired(policy: Policy): PolicyFinding[] {
  const facts = routingFacts(policy);
  const states = policy.tickets.states.map(({ code }) => code);
  const marks = policy.protocols.flatMap(({ steps }) => steps.map(({ mark }) => mark));
  const fields = policy.intake.fields.map(({ field }) => field);
  const isClassified = policy.taxonomy.some(({ by }) => by === 'person');
  return policy.tickets.states.flatMap(({ requires, needs }, at) => [
    ...(needs.includes('classification') && !isClassified
      ? [
          {
            path: ['tickets', 'states', at, 'needs', needs.indexOf('classification')],
            message: 'needs a classification and no dimension of taxonomy is confirmed by a person; add one',
          },
        ]
      : []),
    ...requires.flatMap((required, n) => {
      const path = ['tickets', 'states', at, 'requires', n];
      const strange = (key: 'passed' | 'marks' | 'fields', known: readonly string[]) =>
        required[key].flatMap((name, place) =>
          known.includes(name) ? [] : [unknownName([...path, key, place], name, known)],
        );
      return [
        ...checkWhen(required.when, [...path, 'when'], facts),
        ...strange('passed', states),
        ...strange('marks', marks),
        ...strange('fields', fields),
      ];
    }),
  ]);
}

function checkDirectory(policy: Policy): PolicyFinding[] {
  const facts = routingFacts(policy);
  return policy.directory.flatMap(({ when }, at) => checkWhen(when, ['directory', at, 'when'], facts));
}
