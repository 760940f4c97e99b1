import { IANAZone } from 'luxon';
import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';
import { holidayCountries } from './holiday-countries.ts';

/** Zone and holidays exist, hours are in order, links and limits make sense. */
export function checkSettings(policy: Policy): PolicyFinding[] {
  return [...checkOrganisation(policy), ...checkCalendar(policy), ...checkKnowledge(policy), ...checkLimits(policy)];
}

function checkOrganisation({ organisation, calendar }: Policy): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  if (!isTimeZone(organisation.timeZone)) {
    findings.push({
      path: ['organisation', 'timeZone'],
      message: `"${organisation.timeZone}" is no time zone; use an IANA name, such as America/Mexico_City`,
    });
  }
  const { country } = calendar.holidays;
  if (country !== null && !holidayCountries.has(country)) {
    findings.push({
      path: ['calendar', 'holidays', 'country'],
      message: `"${country}" has no known holidays; use an ISO 3166 code such as MX, or null and list the days in extra`,
    });
  }
  return findings;
}

/** The list first: it costs a start a tenth of what the first clock of a zone costs; it lacks the zones' other names. */
function isTimeZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || IANAZone.isValidZone(name);
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

function checkKnowledge({ knowledge }: Policy): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  for (const [index, host] of knowledge.allowedHosts.entries()) {
    if (hostOf(`https://${host}`) !== host) {
      findings.push({
        path: ['knowledge', 'allowedHosts', index],
        message: `"${host}" is no host name; write it in small letters without https:// and without a path`,
      });
    }
  }
  const { url } = knowledge.home;
  const host = hostOf(url);
  if (!/^https?:/.test(url)) {
    findings.push({ path: ['knowledge', 'home', 'url'], message: 'is no web address; begin it with https://' });
  } else if (!knowledge.allowedHosts.includes(host)) {
    findings.push({
      path: ['knowledge', 'home', 'url'],
      message: `its host ${host} is not allowed; add ${host} to knowledge.allowedHosts`,
    });
  }
  return findings;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}

function checkLimits({ conversation, ticketRule, survey }: Policy): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  if (conversation.closeAfterMinutes <= conversation.remindAfterMinutes) {
    findings.push({
      path: ['conversation', 'closeAfterMinutes'],
      message: `closes before the reminder at ${conversation.remindAfterMinutes}; write a larger number`,
    });
  }
  if (ticketRule.limitMinutes === null && ticketRule.strategy === 'duration') {
    findings.push({
      path: ['ticketRule', 'limitMinutes'],
      message: 'must be a number with the strategy duration; write the minutes',
    });
  }
  if (ticketRule.limitMinutes !== null && ticketRule.warnMinutes >= ticketRule.limitMinutes) {
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
