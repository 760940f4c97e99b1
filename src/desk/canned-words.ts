import { type CannedVariable, cannedVariables } from '../contracts/canned-replies.ts';
import type { ConversationSummary } from '../contracts/conversation.ts';
import type { Policy } from '../contracts/policy.ts';

const hole = /\{\{\s*([^{}]*?)\s*\}\}/g;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What a text names, known or not. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(hole)].map(([, name]) => name ?? ''))];
}

/** Whether a name is one that can be filled. */
export function isVariable(name: string): name is CannedVariable {
  return (cannedVariables as readonly string[]).includes(name);
}

/** Hosts of the links in a text that are not among the allowed ones. */
export function foreignHostsIn(text: string, allowed: readonly string[]): string[] {
  const hosts = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/gi)].map(([url]) => hostOf(url));
  return [...new Set(hosts.filter((host) => !allowed.includes(host)))];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url.slice(0, 80);
}

/** Puts the values in; what has none stays as it is, and is told. */
export function fillHoles(
  text: string,
  values: Readonly<Record<CannedVariable, string | null>>,
): { text: string; missing: CannedVariable[] } {
  const missing = new Set<CannedVariable>();
  const filled = text.replace(hole, (as, name: string) => {
    if (!isVariable(name)) return as;
    const value = values[name];
    if (value === null) missing.add(name);
    return value ?? as;
  });
  return { text: filled, missing: [...missing] };
}

/** What the variables stand for in a conversation. */
export function valuesFor(
  conversation: ConversationSummary,
  agent: string,
  policy: Policy,
): Record<CannedVariable, string | null> {
  const { contact, work, tickets } = conversation;
  return {
    nombre: contact.name,
    empresa: contact.organisation,
    folio: work.folio ?? tickets.at(-1) ?? null,
    agente: agent,
    organizacion: policy.organisation.name,
    horario: hoursInWords(policy),
  };
}

/** The attention hours as a line, e.g. `lun–vie 09:00–18:00`, in the organisation's language. */
export function hoursInWords({ calendar, organisation }: Pick<Policy, 'calendar' | 'organisation'>): string {
  const names = new Intl.DateTimeFormat(organisation.locale, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 2026 was a Monday.
  const nameOf = (index: number) => names.format(new Date(Date.UTC(2026, 0, 5 + index))).replace(/\.$/, '');
  return calendar.open
    .map((period) => {
      const indexes = period.days.map((day) => days.indexOf(day)).sort((a, b) => a - b);
      const first = indexes[0] ?? 0;
      const isRow = indexes.length > 2 && indexes.every((index, at) => index === first + at);
      const said = isRow ? `${nameOf(first)}–${nameOf(indexes.at(-1) ?? first)}` : indexes.map(nameOf).join(', ');
      return `${said} ${period.from}–${period.to}`;
    })
    .join('; ');
}
