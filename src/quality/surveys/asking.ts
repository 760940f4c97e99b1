import { DateTime } from 'luxon';
import { periodLengths } from '../../calendar/named-periods.ts';
import type { SurveyCase, SurveyRule, SurveyTrigger } from '../../contracts/surveys.ts';
import { whenHolds } from '../../policy/routing.ts';
import type { SurveyDoc } from '../../storage/models/surveys.ts';
import { lotOf } from '../lot.ts';

/** Whether a survey is for this case: its conditions, what it leaves out, and the lot where only a share is asked. */
export function isAskable(rule: SurveyRule, trigger: SurveyTrigger, of: SurveyCase): boolean {
  if (rule.trigger !== trigger || rule.kind === 'verification' || !isMeant(rule, of)) return false;
  const sampling = rule.sampling.find(({ when }) => whenHolds(when, of.facts ?? {}));
  return rule.sampling.length === 0 || (sampling !== undefined && isDrawn(sampling.share, rule, of));
}

/** Whether a case is one that the survey speaks of. */
export function isMeant({ when, exclude }: Pick<SurveyRule, 'when' | 'exclude'>, { facts = {} }: SurveyCase): boolean {
  const isExcluded = Object.entries(exclude ?? {}).some(([fact, values]) => whenHolds({ [fact]: values }, facts));
  return whenHolds(when, facts) && !isExcluded;
}

/** MAS-121: what comes round is asked of each person when something of theirs is over, and not again before the span is over. */
export function isDueByCalendar(rule: SurveyRule, of: SurveyCase, before: readonly SurveyDoc[]): boolean {
  if (rule.kind === 'verification' || rule.every === null || !isMeant(rule, of)) return false;
  const limit = DateTime.fromJSDate(of.at, { zone: 'utc' }).minus(periodLengths[rule.every]).toJSDate();
  return before.every(({ name, at }) => name !== rule.name || at <= limit);
}

/** The same case is drawn, or not, however often one asks. */
function isDrawn(share: number, { name }: SurveyRule, { organisation, kind, id }: SurveyCase): boolean {
  return share >= 1 || lotOf(`${organisation}|${name}`, `${kind}:${id}`) < share;
}
