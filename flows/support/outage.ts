import { reportFactsOf } from '../../src/contracts/availability.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import type { Turn } from './turn.ts';
import { escapeOf, fold } from './words.ts';

type Report = Policy['availability']['reports'][number];

/** Words between two words of a report: `el sistema *de nómina* está caído`. */
const BETWEEN = '(?:[^\\p{L}\\p{N}.!?\\n]+[\\p{L}\\p{N}]+){0,4}?[^\\p{L}\\p{N}.!?\\n]+';
/** Something that is over. */
const OVER =
  /(^|\W)(ya (volvio|volvimos|quedo|regreso|entro|entre|pude|pudimos|funciona|funciono|no (esta|falla))|it works|works again)($|\W)/;

/** MAS-82: the report of unavailability that a text is; null: none. The first of the policy's that fits. */
export function outageIn({ availability }: Policy, text: string): Report | null {
  if (availability.reports.length === 0) return null;
  const folded = fold(text);
  if (OVER.test(folded)) return null;
  return availability.reports.find((report) => tells(report, folded)) ?? null;
}

/** The report that the present case is; null: another case. */
export function outageOf({ state, ctx }: Turn): Report | null {
  return outageIn(ctx.policy, state.problem);
}

/** What the case is known by then (MAS-85); nothing where it is no such report. */
export function outageFacts(turn: Turn): Readonly<Record<string, string>> {
  const report = outageOf(turn);
  if (report === null) return {};
  const { availability } = turn.ctx.policy;
  const environment = turn.state.codes.environment ?? null;
  return reportFactsOf(availability, report.value, { environment, contract: turn.ctx.requester.facts });
}

function tells({ words, unless }: Report, folded: string): boolean {
  const has = (phrase: string) => formOf(phrase).test(folded);
  return words.some(has) && !unless.some(has);
}

const forms = new Map<string, RegExp>();

function formOf(phrase: string): RegExp {
  const known = forms.get(phrase);
  if (known !== undefined) return known;
  const words = fold(phrase)
    .trim()
    .split(/\s+/)
    .map((word) => escapeOf(word));
  const form = new RegExp(`(?:^|[^\\p{L}\\p{N}])${words.join(BETWEEN)}(?![\\p{L}\\p{N}])`, 'u');
  forms.set(phrase, form);
  return form;
}
