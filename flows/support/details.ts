import { caseOf, holds, needsTicket } from './case.ts';
import { matchOption, type Option } from './choices.ts';
import { outageOf } from './outage.ts';
import { update } from './person.ts';
import type { Said } from './said.ts';
import { specialPathOf } from './special-path.ts';
import type { Turn } from './turn.ts';

/** Something that the desk needs before a case is registered (MAS-31, MAS-32, ALI-18, ALI-31). */
export interface Detail {
  readonly field: string;
  readonly text: string;
  readonly isRequired: boolean;
  /** Empty: answered in words. */
  readonly options: readonly Option[];
}

/** The customer's organisation, whichever policy asks for it. */
const COMPANY = 'company';
const ENVIRONMENT = 'environment';
const MAX_DETAIL = 600;

/** What is still missing for the ticket of this case, in the order of the policy. Nothing where there will be no ticket. */
export function missingDetails(turn: Turn): Detail[] {
  if (!needsTicket(turn.ctx.policy, caseOf(turn))) return [];
  return detailsOf(turn).filter(({ field }) => !isKnown(turn, field));
}

/** All details of this case: of the intake, then of the special path that it takes. */
export function detailsOf(turn: Turn): Detail[] {
  const facts = caseOf(turn) as unknown as Readonly<Record<string, unknown>>;
  const path = specialPathOf(turn);
  // A report of unavailability goes straight to the desk (MAS-82): no more than what every ticket needs is asked first.
  const outage = outageOf(turn);
  const intake = turn.ctx.policy.intake.fields
    .filter(({ when }) => (outage === null || when === undefined) && holds(when, facts))
    .map(({ field, label, text, required, choices }) => ({
      ...{ field, text: text ?? label, isRequired: required === 'always' },
      options: optionsOf(field, choices),
    }));
  const asked = (path?.ask ?? []).map(({ field, text, choices }) => ({
    ...{ field, text, isRequired: true },
    options: optionsOf(field, choices),
  }));
  return [...intake, ...(outage === null ? [] : environmentOf(turn)), ...asked];
}

/** MAS-85: which environment is down decides whether it is a relevant incident. */
function environmentOf(turn: Turn): Detail[] {
  const { environments } = turn.ctx.policy.availability;
  if (environments.length < 2) return [];
  const options = environments.map(({ value, label }) => ({
    ...{ value: `${ENVIRONMENT}:${value}`, title: label, synonyms: [] },
  }));
  return [{ field: ENVIRONMENT, text: turn.t('ask.environment'), isRequired: true, options }];
}

function optionsOf(
  field: string,
  choices: readonly { readonly value: string; readonly label: string; readonly synonyms: readonly string[] }[],
): Option[] {
  return choices.map(({ value, label, synonyms }) => ({ value: `${field}:${value}`, title: label, synonyms }));
}

function isKnown({ state, ctx }: Turn, field: string): boolean {
  if (state.details[field] !== undefined || state.codes[field] !== undefined) return true;
  return field === COMPANY && companyOf({ state, ctx } as Turn) !== null;
}

/** The customer's organisation: whom the list knows it from, else what the person says. */
export function companyOf({ state, ctx }: Turn): string | null {
  return ctx.requester.company ?? ctx.contact.organisation ?? state.details[COMPANY] ?? null;
}

/** The detail that is being asked. */
export function askedDetail(turn: Turn): Detail | undefined {
  return detailsOf(turn).find(({ field }) => field === turn.state.asking);
}

/** Keeps the answer to a detail; false: the words are none. */
export function takeDetail(turn: Turn, { field, options, isRequired }: Detail, said: Said): boolean {
  if (options.length > 0) {
    const picked = matchOption(said, options);
    if (!picked) return false;
    turn.state.codes = { ...turn.state.codes, [field]: picked.value.slice(field.length + 1) };
    return true;
  }
  if (said.words.length === 0 || isNoAnswer(said, isRequired)) return false;
  const text = said.text.slice(0, MAX_DETAIL) === said.text ? said.text : turn.cut(said.text, MAX_DETAIL);
  turn.state.details = { ...turn.state.details, [field]: text };
  if (field === COMPANY) update(turn, { organisation: text });
  return true;
}

/** "No sé" tells nothing; "ninguno" does: there is no error message. */
function isNoAnswer(said: Said, isRequired: boolean): boolean {
  const plain = said.words.join(' ');
  if (/^(no se|no lo se|ni idea|saltar|omitir|no recuerdo|desconozco)$/.test(plain)) return true;
  return !isRequired && /^(no|nada|ninguno|ninguna|nada mas|es todo|no gracias)$/.test(plain);
}
