import type { DiagnosisField } from '../../contracts/diagnosis.ts';
import type { Policy } from '../../contracts/policy.ts';
import { type OpportunityDraft, type TicketDraft, ticketReasons } from '../../contracts/ticket.ts';
import type { PolicyFinding, PolicyPath } from '../problem.ts';
import { OVER_YEAR_LIMIT } from '../ticket-kinds.ts';
import { unknownName } from './findings.ts';

// Records, so that the compiler complains when the contract gets a value that is missing here.
const fieldNames: Record<DiagnosisField, true> = {
  kind: true,
  opportunity: true,
  length: true,
  minutes: true,
  impact: true,
  urgency: true,
  priority: true,
  module: true,
  area: true,
  needs: true,
  line: true,
  recordKind: true,
  type: true,
};
const opportunities: Record<OpportunityDraft['category'], true> = {
  modulo_adicional: true,
  desarrollo_especial: true,
  mejora_funcional: true,
};
const complexities: Record<NonNullable<TicketDraft['complexity']>, true> = { sencillo: true, complejo: true };

/** Every field that a diagnosis can have. */
export const diagnosisFields: readonly string[] = Object.keys(fieldNames);

/** The values that the code itself gives to a fact; a policy cannot invent others. */
const fixedValues: Readonly<Record<string, readonly string[]>> = {
  length: ['short', 'long'],
  opportunity: Object.keys(opportunities),
  complexity: Object.keys(complexities),
  reason: ticketReasons,
};

/** Facts of a case that rules may ask about, each with its possible values; null = any. */
export type KnownFacts = ReadonlyMap<string, readonly string[] | null>;

/** What is known of a case when its questions are asked: the fields of the diagnosis. */
export function questionFacts({ diagnosis }: Policy): KnownFacts {
  return new Map(diagnosis.fields.map((field) => [field, valuesOf(field, diagnosis.questions)]));
}

/** What is known of a case when it is routed: more than the diagnosis. */
export function routingFacts(policy: Policy): KnownFacts {
  const { userTypes, customerClasses } = policy.identification;
  return new Map([
    ...questionFacts(policy),
    ['complexity', fixedValues.complexity ?? null],
    ['reason', fixedValues.reason ?? null],
    ['userType', userTypes.map((type) => type.value)],
    ['customerClass', customerClasses.map((one) => one.value)],
    ['channel', Object.keys(policy.channels)],
    ['mailbox', Object.values(policy.channels).flatMap((channel) => Object.keys(channel.mailboxes))],
    ...policy.intake.fields.map(({ field }) => [field, null] as const),
    ...policy.taxonomy.map(({ field, values }) => [field, values.map(({ value }) => value)] as const),
    ...policy.protocols.flatMap(({ ask }) => ask.flatMap(askedFact)),
    ...(policy.tickets.kinds.some(({ perYear }) => perYear !== null) ? [[OVER_YEAR_LIMIT, ['yes']] as const] : []),
    ...policy.contracts.flatMap(({ facts }) => Object.keys(facts).map((name) => [name, null] as const)),
  ]);
}

/** Only what is chosen from a list is a fact; words are none. */
function askedFact({ field, choices }: Policy['protocols'][number]['ask'][number]) {
  return choices.length === 0 ? [] : [[field, choices.map(({ value }) => value)] as const];
}

/** The values of a fact that the code fixes, or null. */
export function fixedValuesOf(fact: string): readonly string[] | null {
  return Object.hasOwn(fixedValues, fact) ? (fixedValues[fact] ?? null) : null;
}

function valuesOf(field: string, questions: Policy['diagnosis']['questions']): readonly string[] | null {
  const asked = questions.filter((question) => question.field === field).flatMap((question) => question.choices);
  return fixedValuesOf(field) ?? (asked.length > 0 ? [...new Set(asked.map((choice) => choice.value))] : null);
}

/** A `when` that names a fact or a value that can never be: such a rule would silently never hold. */
export function checkWhen(
  when: Readonly<Record<string, readonly string[]>> | undefined,
  path: PolicyPath,
  known: KnownFacts,
): PolicyFinding[] {
  return Object.entries(when ?? {}).flatMap(([fact, values]) => {
    const possible = known.get(fact);
    if (possible === undefined) return [{ ...unknownName([...path, fact], fact, [...known.keys()]), onKey: true }];
    if (values.length === 0) {
      return [{ path: [...path, fact], message: 'allows no value, so it never holds; name one or remove it' }];
    }
    return values.flatMap((value, index) =>
      possible === null || possible.includes(value) ? [] : [unknownName([...path, fact, index], value, possible)],
    );
  });
}
