import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding, PolicyPath } from '../problem.ts';
import { checkCycles } from './cycles.ts';
import { doubles, unknownName } from './findings.ts';

const deskRoles = ['agent', 'lead', 'admin'];

/** Names are there once and point at something; scales, weights and addresses make sense. */
export function checkService(policy: Policy): PolicyFinding[] {
  return [
    ...checkNames(policy),
    ...checkRoles(policy),
    ...checkKpis(policy),
    ...checkQa(policy),
    ...checkCycles(policy),
    ...checkScales(policy),
    ...checkStudies(policy),
  ];
}

/** A questionnaire asks what is asked of samples alone, and somebody reads what comes of it. */
function checkStudies({ studies, surveys, roles, channels }: Policy): PolicyFinding[] {
  const questions = surveys.filter(({ trigger }) => trigger === 'sample').map(({ name }) => name);
  const known = [...deskRoles, ...roles.map(({ code }) => code)];
  const strange = (list: 'questions' | 'roles' | 'channels', at: number, named: readonly string[]) =>
    (studies[at]?.[list] ?? []).flatMap((name, n) =>
      named.includes(name) ? [] : [unknownName(['studies', at, list, n], name, named)],
    );
  return studies.flatMap((_, at) => [
    ...strange('questions', at, questions),
    ...strange('roles', at, known),
    ...strange('channels', at, Object.keys(channels)),
  ]);
}

function checkNames(policy: Policy): PolicyFinding[] {
  const listsOfNames = [
    ['roles', policy.roles.map(({ code }) => code), 'code'],
    ['taxonomy', policy.taxonomy.map(({ field }) => field), 'field'],
    ['kpis', policy.kpis.map(({ name }) => name), 'name'],
    ['surveys', policy.surveys.map(({ name }) => name), 'name'],
    ['studies', policy.studies.map(({ name }) => name), 'name'],
    ['routines', policy.routines.map(({ name }) => name), 'name'],
    ['reports', policy.reports.map(({ name }) => name), 'name'],
  ] as const;
  const { audiences, rules } = policy.demos ?? { audiences: [], rules: [] };
  const codesOf = (named: readonly { code: string }[]) => named.map(({ code }) => code);
  return [
    ...listsOfNames.flatMap(([list, names, key]) => doubles(names, (index) => [list, index, key])),
    ...doubles(codesOf(audiences), (index) => ['demos', 'audiences', index, 'code']),
    ...doubles(codesOf(rules), (index) => ['demos', 'rules', index, 'code']),
  ];
}

function checkRoles({ roles, routines, reports, surveys, areas }: Policy): PolicyFinding[] {
  const known = [...deskRoles, ...roles.map(({ code }) => code)];
  const missing = (path: PolicyPath, name: string, also: readonly string[] = []) =>
    [...known, ...also].includes(name) ? [] : [unknownName(path, name, [...known, ...also])];
  return [
    ...routines.flatMap((routine, at) =>
      routine.roles.flatMap((role, n) => missing(['routines', at, 'roles', n], role)),
    ),
    ...routines.flatMap(({ items }, at) => [
      ...doubles(
        items.map(({ code }) => code),
        (index) => ['routines', at, 'items', index, 'code'],
      ),
      ...items.flatMap(({ area }, n) => {
        const codes = areas.map(({ code }) => code);
        return area === null || codes.includes(area)
          ? []
          : [unknownName(['routines', at, 'items', n, 'area'], area, codes)];
      }),
    ]),
    ...surveys.flatMap(({ low }, at) =>
      (low?.roles ?? []).flatMap((role, n) => missing(['surveys', at, 'low', 'roles', n], role)),
    ),
    ...reports.flatMap((report, at) =>
      report.to.flatMap((role, n) => missing(['reports', at, 'to', n], role, ['requesterCompany'])),
    ),
  ];
}

function checkKpis({ kpis, clocks, calendars, surveys }: Policy): PolicyFinding[] {
  const names = clocks.map(({ name }) => name);
  const times = ['natural', 'default', ...Object.keys(calendars)];
  const asked = surveys.map(({ name }) => name);
  return kpis.flatMap(({ metric, clock, hours, calendar, survey }, at) => {
    if (!times.includes(calendar)) return [unknownName(['kpis', at, 'calendar'], calendar, times)];
    if (survey !== null && !asked.includes(survey)) return [unknownName(['kpis', at, 'survey'], survey, asked)];
    if (metric === 'clockMet' && clock === null)
      return [{ path: ['kpis', at, 'clock'], message: 'is missing; write the name of the clock that is to be met' }];
    if (metric === 'openOver' && hours === null)
      return [{ path: ['kpis', at, 'hours'], message: 'is missing; write after how many hours a ticket counts' }];
    return clock === null || names.includes(clock) ? [] : [unknownName(['kpis', at, 'clock'], clock, names)];
  });
}

function checkQa({ qa }: Policy): PolicyFinding[] {
  const forms = qa.forms.map(({ code }) => code);
  const preSend = qa.preSend.form;
  return [
    ...(preSend === null || forms.includes(preSend) ? [] : [unknownName(['qa', 'preSend', 'form'], preSend, forms)]),
    ...doubles(
      qa.audits.map(({ name }) => name),
      (index) => ['qa', 'audits', index, 'name'],
    ),
    ...doubles(forms, (index) => ['qa', 'forms', index, 'code']),
    ...qa.forms.flatMap(({ criteria }, at) => {
      const total = criteria.reduce((sum, { weight }) => sum + weight, 0);
      return total > 0
        ? doubles(
            criteria.map(({ code }) => code),
            (index) => ['qa', 'forms', at, 'criteria', index, 'code'],
          )
        : [{ path: ['qa', 'forms', at, 'criteria'], message: 'has no weight at all; give at least one criterion one' }];
    }),
    ...qa.audits.flatMap(({ form, share, count }, at) => [
      ...(form === null || forms.includes(form) ? [] : [unknownName(['qa', 'audits', at, 'form'], form, forms)]),
      ...(share !== null && count !== null
        ? [{ path: ['qa', 'audits', at, 'count'], message: 'stands beside a share; keep one of the two' }]
        : []),
    ]),
  ];
}

function checkScales({ surveys, promoLinks, knowledge }: Policy): PolicyFinding[] {
  return [
    ...surveys.flatMap(({ kind, scale, low }, at) => [
      ...(scale === null && (kind === 'satisfaction' || kind === 'nps')
        ? [{ path: ['surveys', at, 'scale'], message: 'is missing; write the least and the greatest answer' }]
        : []),
      ...(low !== null && scale !== null && (low.upTo < scale.min || low.upTo >= scale.max)
        ? [{ path: ['surveys', at, 'low', 'upTo'], message: `must lie on the scale, under its best (${scale.max})` }]
        : []),
    ]),
    ...surveys.flatMap(({ scale, trigger, every }, at) => [
      ...(scale !== null && scale.max <= scale.min
        ? [
            {
              path: ['surveys', at, 'scale', 'max'],
              message: `must be more than min (${scale.min}); write a larger number`,
            },
          ]
        : []),
      ...(trigger === 'calendar' && every === null
        ? [{ path: ['surveys', at, 'every'], message: 'is missing; say how often a survey by the calendar comes' }]
        : []),
    ]),
    ...promoLinks.flatMap(({ url }, at) => {
      const { host } = new URL(url);
      return knowledge.allowedHosts.includes(host)
        ? []
        : [
            {
              path: ['promoLinks', at, 'url'],
              message: `its host ${host} is not allowed; add it to knowledge.allowedHosts`,
            },
          ];
    }),
  ];
}
