import { z } from 'zod';
import type { Policy } from '../../contracts/policy.ts';

const labelled = z.array(z.object({ code: z.string(), label: z.string() }));

/** What the desk needs to know of the rules for tickets. */
export const ticketWordsBody = z.object({
  priorities: labelled.describe('The highest first, as the policy lists them'),
  priorityBy: z.array(z.string()).describe('Roles that may set one by hand'),
  matrix: z
    .object({
      rows: z.object({ fact: z.string(), values: labelled }),
      columns: z.object({ fact: z.string(), values: labelled }),
      cells: z.record(z.string(), z.record(z.string(), z.string())),
    })
    .nullable()
    .describe('How two facts give the priority; null: not by a matrix'),
  solutionTypes: z.array(
    z.object({ code: z.string(), label: z.string(), temporary: z.boolean().describe('Asks until when it holds') }),
  ),
  closingCodes: z.array(z.object({ code: z.string(), label: z.string(), states: z.array(z.string()) })),
  reassignBy: z.array(z.string()),
  marks: labelled.describe('What marks of special paths, and marks and facts of kinds of tickets, are called'),
  clockMarks: z
    .array(z.object({ clock: z.string(), mark: z.string() }))
    .describe('What an agent marks to stop each clock'),
  fields: z
    .array(
      z.object({
        field: z.string(),
        label: z.string(),
        required: z.boolean(),
        when: z.record(z.string(), z.array(z.string())).nullable(),
      }),
    )
    .describe('Data that a ticket needs before it is registered'),
});

/** The rules for tickets, for the console. */
export function presentTicketWords(policy: Policy): z.input<typeof ticketWordsBody> {
  const { priority, tickets, intake } = policy;
  const values = priority.strategy === 'none' ? [] : priority.values;
  return {
    priorities: values.map(({ code, label }) => ({ code, label })),
    priorityBy: priority.strategy === 'none' ? [] : [...priority.correctBy],
    matrix: matrixOf(policy),
    solutionTypes: tickets.solutionTypes.map(({ code, label, temporary }) => ({ code, label, temporary })),
    closingCodes: tickets.closingCodes.map(({ code, label, states }) => ({ code, label, states: [...states] })),
    reassignBy: [...tickets.reassignBy],
    marks: marksOf(policy),
    clockMarks: clockMarksOf(policy),
    fields: intake.fields.map(({ field, label, required, when }) => ({
      ...{ field, label, required: required === 'always' },
      when: when === undefined ? null : Object.fromEntries(Object.entries(when).map(([fact, all]) => [fact, [...all]])),
    })),
  };
}

function marksOf({ protocols, tickets }: Policy): z.input<typeof ticketWordsBody>['marks'] {
  const steps = protocols.flatMap((protocol) => protocol.steps.map(({ mark: code, label }) => ({ code, label })));
  const ofKinds = tickets.kinds.flatMap(({ checks, actions }) => [...checks, ...actions]);
  const facts = tickets.kinds.flatMap(({ checks }) =>
    checks.flatMap(({ fact: code, label }) => (code === null ? [] : [{ code, label }])),
  );
  return [...steps, ...ofKinds.map(({ code, label }) => ({ code, label })), ...facts];
}

/** What a delivery leaves nobody marks by hand. */
function clockMarksOf({ clocks, tickets }: Policy): z.input<typeof ticketWordsBody>['clockMarks'] {
  const delivered = new Set(tickets.kinds.map(({ delivery }) => delivery?.mark));
  return clocks.flatMap(({ name: clock, stop }) =>
    stop
      .filter((trigger) => trigger.startsWith('mark:') && !delivered.has(trigger.slice(5)))
      .map((trigger) => ({ clock, mark: trigger.slice(5) })),
  );
}

function matrixOf({ priority, diagnosis }: Policy): z.input<typeof ticketWordsBody>['matrix'] {
  if (priority.strategy !== 'matrix') return null;
  const { rows, columns, cells } = priority;
  const labelOf = (fact: string, value: string) =>
    diagnosis.questions.find(({ field }) => field === fact)?.choices.find((choice) => choice.value === value)?.label ??
    value;
  const labels = (fact: string, codes: readonly string[]) =>
    codes.map((code) => ({ code, label: labelOf(fact, code) }));
  const across = [...new Set(Object.values(cells).flatMap((row) => Object.keys(row)))];
  return {
    rows: { fact: rows, values: labels(rows, Object.keys(cells)) },
    columns: { fact: columns, values: labels(columns, across) },
    cells: Object.fromEntries(Object.entries(cells).map(([row, line]) => [row, { ...line }])),
  };
}
