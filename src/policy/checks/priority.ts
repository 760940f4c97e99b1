import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { questionFacts } from './facts.ts';
import { doubles, unknownName } from './findings.ts';

/** Every cell names a priority that exists, and every answer that can be given has one (MAS-39..54, ALI-23..26). */
export function checkPriority(policy: Policy): PolicyFinding[] {
  const { priority } = policy;
  if (priority.strategy === 'none') return [];
  const codes = priority.values.map(({ code }) => code);
  const twice = doubles(codes, (index) => ['priority', 'values', index, 'code']);
  return [...twice, ...(priority.strategy === 'matrix' ? checkMatrix(policy, codes) : checkQuestion(policy, codes))];
}

function checkMatrix(policy: Policy, codes: readonly string[]): PolicyFinding[] {
  if (policy.priority.strategy !== 'matrix') return [];
  const { rows, columns, cells } = policy.priority;
  const known = questionFacts(policy);
  const findings: PolicyFinding[] = [];
  for (const [key, fact] of [
    ['rows', rows],
    ['columns', columns],
  ] as const) {
    if (!known.has(fact)) findings.push(unknownName(['priority', key], fact, [...known.keys()]));
  }
  for (const row of known.get(rows) ?? []) {
    for (const column of known.get(columns) ?? []) {
      const code = cells[row]?.[column];
      if (code === undefined) {
        findings.push({
          path: ['priority', 'cells', row],
          message: `has no priority for ${rows} "${row}" and ${columns} "${column}"; add it`,
        });
      }
    }
  }
  for (const [row, byColumn] of Object.entries(cells)) {
    for (const [column, code] of Object.entries(byColumn)) {
      if (!codes.includes(code)) findings.push(unknownName(['priority', 'cells', row, column], code, codes));
    }
  }
  return findings;
}

function checkQuestion(policy: Policy, codes: readonly string[]): PolicyFinding[] {
  if (policy.priority.strategy !== 'singleQuestion') return [];
  const { field, map, otherwise } = policy.priority;
  const known = questionFacts(policy);
  const values = known.get(field);
  return [
    ...(values === undefined ? [unknownName(['priority', 'field'], field, [...known.keys()])] : []),
    ...(values ?? []).flatMap((value) =>
      Object.hasOwn(map, value)
        ? []
        : [{ path: ['priority', 'map'], message: `has no priority for "${value}"; add it` }],
    ),
    ...Object.entries(map).flatMap(([value, code]) =>
      codes.includes(code) ? [] : [unknownName(['priority', 'map', value], code, codes)],
    ),
    ...(otherwise !== null && !codes.includes(otherwise)
      ? [unknownName(['priority', 'otherwise'], otherwise, codes)]
      : []),
  ];
}
