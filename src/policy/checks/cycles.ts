import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding, PolicyPath } from '../problem.ts';
import { doubles, unknownName } from './findings.ts';

const deskRoles = ['agent', 'lead', 'admin'];

/** ICE-14: what a cycle hands in holds its findings and nothing else, and comes when it is delivered, not by the calendar. */
export function checkCycles({ qa, reports, roles }: Policy): PolicyFinding[] {
  const audits = qa.audits.map(({ name }) => name);
  const known = [...deskRoles, ...roles.map(({ code }) => code)];
  const missing = (path: PolicyPath, name: string, names: readonly string[]) =>
    names.includes(name) ? [] : [unknownName(path, name, [...names])];
  return [
    ...doubles(
      qa.cycles.map(({ name }) => name),
      (index) => ['qa', 'cycles', index, 'name'],
    ),
    ...qa.cycles.flatMap((cycle, at) => {
      const path = ['qa', 'cycles', at];
      return [
        ...cycle.audits.flatMap((name, n) => missing([...path, 'audits', n], name, audits)),
        ...cycle.answers.roles.flatMap((role, n) => missing([...path, 'answers', 'roles', n], role, known)),
        ...cycle.evaluates.flatMap((role, n) => missing([...path, 'evaluates', n], role, known)),
        ...(['report', 'copy'] as const).flatMap((key) => checkReport([...path, key], cycle[key], reports)),
      ];
    }),
  ];
}

function checkReport(path: PolicyPath, name: string, reports: Policy['reports']): PolicyFinding[] {
  const report = reports.find((one) => one.name === name);
  if (report === undefined)
    return [
      unknownName(
        path,
        name,
        reports.map((one) => one.name),
      ),
    ];
  if (report.sections.join() === 'findings' && report.every === null && !report.accept) return [];
  const message = `names a report of its own; give ${name} sections: [findings], every: null and no accept`;
  return [{ path, message }];
}
