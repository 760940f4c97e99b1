import type { PolicyView } from '../../../shared/wire/policy.ts';

/** A ticket that is being written. */
export interface CaseDraft {
  /** Makes a repeat known; empty: nothing was written yet. */
  readonly key: string;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly channel: string | null;
  readonly area: string | null;
  readonly subject: string;
  readonly description: string;
  readonly facts: Readonly<Record<string, string | null>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** Nothing written. */
export const emptyCase: CaseDraft = {
  ...{ key: '', person: null, channel: null, area: null, subject: '', description: '', facts: {}, fields: {} },
};

type Words = Pick<PolicyView, 'tickets' | 'diagnosisChoices'>;

/** Facts to choose: those that give the priority, and those that decide which data are asked. */
export function factsAsked({ tickets, diagnosisChoices }: Words) {
  const { matrix, fields } = tickets;
  const wanted = [
    ...fields.flatMap(({ when }) => Object.keys(when ?? {})),
    ...(matrix ? [matrix.rows.fact, matrix.columns.fact] : []),
  ];
  return [...new Set(wanted)].flatMap((fact) => {
    const choices = diagnosisChoices.find(({ field }) => field === fact)?.choices;
    return choices ? [{ fact, choices }] : [];
  });
}

/** Data that the policy asks for a case with these facts. */
export function fieldsAsked({ tickets }: Words, facts: CaseDraft['facts']) {
  return tickets.fields.filter(({ when }) =>
    Object.entries(when ?? {}).every(([fact, values]) => values.includes(facts[fact] ?? '')),
  );
}
