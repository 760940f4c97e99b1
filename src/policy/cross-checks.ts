import Holidays from 'date-holidays';
import { IANAZone } from 'luxon';
import type { Policy } from '../contracts/policy.ts';
import type { PolicyFinding, PolicyPath } from './problem.ts';

/** What a schema cannot see: that the parts of a policy agree with one another. */
export function crossCheck(policy: Policy): PolicyFinding[] {
  return [
    ...checkOrganisation(policy),
    ...checkCalendar(policy),
    ...checkDiagnosis(policy),
    ...checkStates(policy),
    ...checkRouting(policy),
    ...checkKnowledge(policy),
    ...checkLimits(policy),
  ];
}

/** Facts of a case that routing rules may ask about, beside the fields of the diagnosis. */
export const routingFacts = ['complexity', 'reason', 'userType', 'customerClass'] as const;

function checkOrganisation({ organisation, calendar }: Policy): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  if (!IANAZone.isValidZone(organisation.timeZone)) {
    findings.push({
      path: ['organisation', 'timeZone'],
      message: `"${organisation.timeZone}" is no time zone; use an IANA name, such as America/Mexico_City`,
    });
  }
  const { country } = calendar.holidays;
  if (country !== null && !Object.hasOwn(new Holidays().getCountries(), country)) {
    findings.push({
      path: ['calendar', 'holidays', 'country'],
      message: `"${country}" has no known holidays; use an ISO 3166 code such as MX, or null and list the days in extra`,
    });
  }
  return findings;
}

function checkCalendar({ calendar }: Policy): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const perDay = new Map<string, { from: string; to: string }[]>();
  for (const [index, period] of calendar.open.entries()) {
    const path = ['calendar', 'open', index];
    if (period.from >= period.to) {
      findings.push({
        path: [...path, 'to'],
        message: `closes at ${period.to}, not after it opens at ${period.from}; put the later time in "to", and split a night at 24:00`,
      });
      continue;
    }
    for (const day of period.days) {
      const others = perDay.get(day) ?? [];
      if (others.some((other) => period.from < other.to && other.from < period.to)) {
        findings.push({ path, message: `overlaps another period of ${day}; join the two` });
      }
      perDay.set(day, [...others, period]);
    }
  }
  for (const [index, date] of calendar.holidays.removed.entries()) {
    if (calendar.holidays.extra.includes(date)) {
      findings.push({
        path: ['calendar', 'holidays', 'removed', index],
        message: `${date} is both extra and removed; keep one`,
      });
    }
  }
  return findings;
}

function checkDiagnosis({ diagnosis, identification }: Policy): PolicyFinding[] {
  const fields = new Set(diagnosis.fields);
  const findings: PolicyFinding[] = [
    ...doubles(
      diagnosis.fields,
      (field) => field,
      (index) => ['diagnosis', 'fields', index],
    ),
    ...doubles(
      identification.userTypes,
      (type) => type.value,
      (index) => ['identification', 'userTypes', index, 'value'],
    ),
  ];
  for (const [index, question] of diagnosis.questions.entries()) {
    const path = ['diagnosis', 'questions', index];
    if (!fields.has(question.field)) {
      findings.push({
        path: [...path, 'field'],
        message: `"${question.field}" is not in diagnosis.fields; add it there or ask another field`,
      });
    }
    for (const field of Object.keys(question.when ?? {})) {
      if (!fields.has(field)) {
        findings.push({
          path: [...path, 'when', field],
          onKey: true,
          message: `"${field}" is not in diagnosis.fields; use one of ${diagnosis.fields.join(', ')}`,
        });
      }
    }
  }
  return findings;
}

function checkStates({ tickets }: Policy): PolicyFinding[] {
  const codes = tickets.states.map((state) => state.code);
  const findings = doubles(
    codes,
    (code) => code,
    (index) => ['tickets', 'states', index, 'code'],
  );
  if (!codes.includes(tickets.initial)) findings.push(unknown(['tickets', 'initial'], tickets.initial, codes));
  for (const [index, state] of tickets.states.entries()) {
    const path = ['tickets', 'states', index];
    for (const [place, move] of state.next.entries()) {
      if (!codes.includes(move.to)) findings.push(unknown([...path, 'next', place, 'to'], move.to, codes));
      if (move.to === state.code) {
        findings.push({ path: [...path, 'next', place, 'to'], message: 'moves to itself; remove this move' });
      }
    }
    findings.push(
      ...doubles(
        state.next,
        (move) => move.to,
        (place) => [...path, 'next', place, 'to'],
      ),
    );
  }
  return [...findings, ...checkEnds(tickets)];
}

/** EXS-76: from every state a case can still end. */
function checkEnds(tickets: Policy['tickets']): PolicyFinding[] {
  const ends = new Set(tickets.states.filter((state) => state.phase === 'closed').map((state) => state.code));
  if (ends.size === 0) {
    return [{ path: ['tickets', 'states'], message: 'no state has the phase closed; give one the phase closed' }];
  }
  const ending = new Set(
    tickets.states.filter((state) => ['closed', 'rejected', 'cancelled'].includes(state.phase)).map((s) => s.code),
  );
  let before = -1;
  while (ending.size !== before) {
    before = ending.size;
    for (const state of tickets.states) if (state.next.some((move) => ending.has(move.to))) ending.add(state.code);
  }
  return tickets.states.flatMap((state, index) =>
    ending.has(state.code)
      ? []
      : [{ path: ['tickets', 'states', index, 'next'], message: 'leads to no closed state; add a move that does' }],
  );
}

function checkRouting({ areas, routing, diagnosis }: Policy): PolicyFinding[] {
  const codes = areas.map((area) => area.code);
  const known = new Set<string>([...diagnosis.fields, ...routingFacts]);
  const findings = doubles(
    codes,
    (code) => code,
    (index) => ['areas', index, 'code'],
  );
  for (const [index, rule] of routing.entries()) {
    if (!codes.includes(rule.area)) findings.push(unknown(['routing', index, 'area'], rule.area, codes));
    for (const fact of Object.keys(rule.when ?? {})) {
      if (!known.has(fact))
        findings.push({ ...unknown(['routing', index, 'when', fact], fact, [...known]), onKey: true });
    }
    const last = index === routing.length - 1;
    if (last && rule.when !== undefined) {
      findings.push({
        path: ['routing', index, 'when'],
        message: 'the last rule takes all the rest; remove its "when"',
      });
    }
    if (!last && rule.when === undefined) {
      findings.push({ path: ['routing', index], message: 'hides the rules after it; give it a "when" or put it last' });
    }
  }
  return findings;
}

function checkKnowledge({ knowledge }: Policy): PolicyFinding[] {
  const { host } = new URL(knowledge.home.url);
  if (knowledge.allowedHosts.includes(host)) return [];
  return [
    {
      path: ['knowledge', 'home', 'url'],
      message: `its host ${host} is not allowed; add ${host} to knowledge.allowedHosts`,
    },
  ];
}

function checkLimits({ conversation, ticketRule, survey }: Policy): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  if (conversation.closeAfterMinutes <= conversation.remindAfterMinutes) {
    findings.push({
      path: ['conversation', 'closeAfterMinutes'],
      message: `closes before the reminder at ${conversation.remindAfterMinutes}; write a larger number`,
    });
  }
  if (ticketRule.warnMinutes >= ticketRule.limitMinutes) {
    findings.push({
      path: ['ticketRule', 'warnMinutes'],
      message: `must be less than limitMinutes (${ticketRule.limitMinutes}); write a smaller number`,
    });
  }
  if (survey && survey.max <= survey.min) {
    findings.push({ path: ['survey', 'max'], message: `must be more than min (${survey.min}); write a larger number` });
  }
  return findings;
}

function unknown(path: PolicyPath, value: string, known: readonly string[]): PolicyFinding {
  return { path, message: `"${value}" does not exist; use one of ${known.join(', ')}` };
}

function doubles<T>(items: readonly T[], keyOf: (item: T) => string, pathOf: (index: number) => PolicyPath) {
  const seen = new Set<string>();
  const findings: PolicyFinding[] = [];
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    if (seen.has(key)) findings.push({ path: pathOf(index), message: `"${key}" is there twice; keep one` });
    seen.add(key);
  }
  return findings;
}
