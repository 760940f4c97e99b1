import { IANAZone } from 'luxon';
import type { Policy } from '../../contracts/policy.ts';
import type { PolicyFinding } from '../problem.ts';

/** The zone exists, links and limits make sense. */
export function checkSettings(policy: Policy): PolicyFinding[] {
  return [...checkOrganisation(policy), ...checkKnowledge(policy), ...checkLimits(policy)];
}

function checkOrganisation({ organisation }: Policy): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  if (!isTimeZone(organisation.timeZone)) {
    findings.push({
      path: ['organisation', 'timeZone'],
      message: `"${organisation.timeZone}" is no time zone; use an IANA name, such as America/Mexico_City`,
    });
  }
  return findings;
}

/** The list first: it costs a start a tenth of what the first clock of a zone costs; it lacks the zones' other names. */
function isTimeZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || IANAZone.isValidZone(name);
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
