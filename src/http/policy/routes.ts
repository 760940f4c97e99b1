import { z } from 'zod';
import type { PolicyStanding } from '../../contracts/policies.ts';
import type { Policy } from '../../contracts/policy.ts';
import { postsOf } from '../../policy/posts.ts';
import { servicesFor } from '../auth/organisation.ts';
import type { HttpDeps } from '../deps.ts';
import { instantField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { presentTicketWords, ticketWordsBody } from './ticket-words.ts';

const policyBody = z.object({
  organisation: z.object({
    code: z.string(),
    name: z.string(),
    botName: z.string(),
    locale: z.string(),
    timeZone: z.string(),
  }),
  hours: z.array(z.object({ days: z.array(z.string()), from: z.string(), to: z.string() })),
  mealMinutes: z.number(),
  channels: z.record(z.string(), z.boolean()),
  ticketRule: z.object({ strategy: z.string(), limitMinutes: z.number().nullable(), warnMinutes: z.number() }),
  states: z.array(
    z.object({
      code: z.string(),
      phase: z.string(),
      agentLabel: z.string(),
      requesterLabel: z.string(),
      next: z.array(z.object({ to: z.string(), by: z.array(z.string()) })),
      needs: z.array(z.string()).describe('What a move there must bring'),
    }),
  ),
  areas: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      subareas: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  ),
  tickets: ticketWordsBody,
  handLogged: z.array(z.string()).describe('Channels whose conversations agents write down'),
  remoteTools: z.array(z.string()),
  posts: z
    .array(z.object({ code: z.string(), label: z.string(), desk: z.array(z.enum(['agent', 'lead', 'admin'])) }))
    .describe('Roles that people fill (EXS-78), and what each must be at the desk'),
  templates: z
    .array(z.object({ code: z.string(), title: z.string(), text: z.string().nullable(), url: z.string().nullable() }))
    .describe(
      'Texts and links that agents use as they are; {{nombre}}, {{agente}}, {{folio}} stand for what they name',
    ),
  dimensions: z
    .array(
      z.object({
        ...{ field: z.string(), label: z.string(), by: z.enum(['rule', 'person']) },
        applies: z.record(z.string(), z.array(z.string())).nullable(),
        values: z.array(z.object({ value: z.string(), label: z.string() })),
      }),
    )
    .describe('How cases are classified: by the gateway, or by a person who confirms what it proposes'),
  requesters: z
    .object({
      fields: z.array(z.object({ field: z.string(), label: z.string() })),
      types: z.array(z.object({ value: z.string(), label: z.string() })),
    })
    .describe('What is known of registered users, and their kinds'),
  diagnosisFields: z.array(z.string()),
  diagnosisChoices: z
    .array(z.object({ field: z.string(), choices: z.array(z.object({ value: z.string(), label: z.string() })) }))
    .describe('Values that an agent may correct the diagnosis to, by field'),
  file: z
    .object({
      since: instantField.describe('When these rules were taken into service'),
      refused: z
        .object({
          at: instantField,
          because: z.enum(['invalid', 'stranding', 'restart']),
          problems: z.array(z.object({ file: z.string(), line: z.number(), path: z.string(), message: z.string() })),
        })
        .nullable()
        .describe('Why the changed file does not hold; null: it does'),
    })
    .nullable(),
});

/** The rules that run now, as the desk needs them. */
export function policyRoutes(deps: HttpDeps): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/api/policy',
        access: 'policy.read',
        summary: "The organisation's policy: hours, states, areas, limits",
        response: policyBody,
      },
      async ({ principal }) => {
        const { policy, standing } = servicesFor(deps, principal);
        return { ...presentPolicy(policy), file: presentStanding(standing?.() ?? null) };
      },
    ),
  ];
}

function presentStanding(standing: PolicyStanding | null): z.input<typeof policyBody>['file'] {
  if (standing === null) return null;
  const { since, refused } = standing;
  return {
    since: since.toISOString(),
    refused: refused && {
      at: refused.at.toISOString(),
      because: refused.because,
      problems: refused.problems.map((problem) => ({ ...problem })),
    },
  };
}

/** Several answers of a question may mean the same value; the first wording names it. */
function choicesOf({ diagnosis }: Pick<Policy, 'diagnosis'>): z.input<typeof policyBody>['diagnosisChoices'] {
  return diagnosis.questions
    .filter(({ choices }) => choices.length > 0)
    .map(({ field, choices }) => {
      const labels = new Map(choices.map(({ value, label }) => [value, label]).reverse() as [string, string][]);
      return { field, choices: [...labels].reverse().map(([value, label]) => ({ value, label })) };
    });
}

function presentPolicy(whole: Policy): Omit<z.input<typeof policyBody>, 'file'> {
  const { organisation, calendar, ...policy } = whole;
  const posts = postsOf(whole).map(({ code, label, desk }) => ({ code, label, desk: [...desk] }));
  const { code, name, botName, locale, timeZone } = organisation;
  const { strategy, limitMinutes, warnMinutes } = policy.ticketRule;
  return {
    organisation: { code, name, botName, locale, timeZone },
    hours: calendar.open.map(({ days, from, to }) => ({ days: [...days], from, to })),
    mealMinutes: calendar.mealMinutes,
    channels: Object.fromEntries(Object.entries(policy.channels).map(([channel, { enabled }]) => [channel, enabled])),
    ticketRule: { strategy, limitMinutes, warnMinutes },
    states: policy.tickets.states.map((state) => ({
      code: state.code,
      phase: state.phase,
      agentLabel: state.agentLabel,
      requesterLabel: state.requesterLabel,
      next: state.next.map(({ to, by }) => ({ to, by: [...by] })),
      needs: [...state.needs],
    })),
    areas: policy.areas.map(({ code, name, subareas }) => ({
      ...{ code, name },
      subareas: subareas.map((one) => ({ code: one.code, name: one.name })),
    })),
    tickets: presentTicketWords(whole),
    handLogged: Object.entries(policy.channels).flatMap(([channel, { enabled, handLogged }]) =>
      enabled && handLogged ? [channel] : [],
    ),
    remoteTools: [...policy.desk.remoteTools],
    posts,
    templates: Object.entries(policy.templates).map(([code, { title, text, url }]) => ({ code, title, text, url })),
    dimensions: policy.taxonomy.map(({ field, label, by, applies, values }) => ({
      ...{ field, label, by },
      applies:
        applies === undefined ? null : Object.fromEntries(Object.entries(applies).map(([f, all]) => [f, [...all]])),
      values: values.map(({ value, label: text }) => ({ value, label: text })),
    })),
    requesters: {
      fields: policy.requesters.fields.map(({ field, label }) => ({ field, label })),
      types: policy.requesters.types.map(({ value, label }) => ({ value, label })),
    },
    diagnosisFields: [...policy.diagnosis.fields],
    diagnosisChoices: choicesOf(policy),
  };
}
