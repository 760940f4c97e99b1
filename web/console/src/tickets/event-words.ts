import type { PolicyView } from '../../../shared/wire/policy.ts';
import type { Ticket, TicketDetail } from '../../../shared/wire/ticket.ts';
import type { Translate } from '../texts/translate.ts';

/** A line of a ticket's history. */
export type TicketEvent = TicketDetail['events'][number];

/** What the words of a history are made from. */
export interface WordsAbout {
  readonly t: Translate;
  readonly locale: string;
  readonly policy: PolicyView | undefined;
  readonly ticket: Ticket;
  readonly nameOf: (id: string | null) => string | null;
}

/** What happened, in plain words. */
export function eventWords(event: TicketEvent, about: WordsAbout): string {
  const { t, policy } = about;
  const { type, from, to, facts } = event;
  const say = (key: string, values: Record<string, string | number> = {}) => t(`tickets.event.${key}`, values);
  switch (type) {
    case 'opened':
      return say('opened', { state: stateName(policy, to) });
    case 'moved':
    case 'merged':
      return movedWords(event, about);
    case 'assigned':
      return assignedWords(event, about);
    case 'areaChanged':
      return say('areaChanged', { from: areaName(policy, from), to: areaName(policy, to) });
    case 'prioritised':
      return say('prioritised', { from: priorityName(about, from), to: priorityName(about, to) });
    case 'fieldsChanged':
      return say('fieldsChanged', { what: changedWords(event, about) });
    case 'marked':
      return say('marked', { mark: markName(about, event.mark ?? '') });
    case 'noted':
      return say(event.internal ? 'notedInside' : 'noted');
    case 'related':
      return say('related', {
        relation: t(`tickets.relation.${facts?.relation}`),
        folio: folioOf(about.ticket, to),
      });
    case 'watched':
      return say(facts?.on ? 'watched' : 'unwatched', { who: about.nameOf(String(facts?.watcher)) ?? '' });
    case 'tagged':
      return say('tagged', { what: tagWords(event) });
    case 'escalated':
      return say('escalated', { level: Number(facts?.level ?? 0) + 1, ladder: String(facts?.ladder ?? '') });
    case 'warned':
    case 'breached':
      return say(type, { clock: clockName(about.ticket, String(facts?.clock ?? facts?.reminder ?? '')) });
    case 'evaluated':
      return say('evaluated', { score: String(facts?.score ?? '') });
    case 'dateAgreed':
      return say('dateAgreed', { date: dateText(String(facts?.dueAt ?? ''), about.locale) });
    case 'attached':
      return say(event.internal ? 'attachedInside' : 'attached');
    case 'delivered':
    case 'requesterReplied':
      return say(type);
  }
}

/** Who did it, in words. */
export function actorWords({ actor }: TicketEvent, { t, nameOf }: WordsAbout): string {
  if (actor.role === 'bot' || actor.role === 'system' || actor.role === 'requester')
    return t(`tickets.actor.${actor.role}`);
  return nameOf(actor.id) ?? actor.id;
}

function movedWords({ type, from, to, facts }: TicketEvent, { t, policy, ticket }: WordsAbout): string {
  const words = policy?.tickets;
  const label = (all: readonly { code: string; label: string }[] | undefined, code: unknown) =>
    all?.find((one) => one.code === code)?.label ?? String(code);
  const more = [
    facts?.solutionType && label(words?.solutionTypes, facts.solutionType),
    facts?.closingCode && label(words?.closingCodes, facts.closingCode),
    type === 'merged' && facts?.into && folioOf(ticket, String(facts.into)),
  ].filter(Boolean);
  const said = t(`tickets.event.${type}`, { from: stateName(policy, from), to: stateName(policy, to) });
  return more.length === 0 ? said : `${said} · ${more.join(' · ')}`;
}

function assignedWords({ from, to }: TicketEvent, { t, nameOf }: WordsAbout): string {
  const names = { from: nameOf(from) ?? '', to: nameOf(to) ?? '' };
  if (!to) return t('tickets.event.released', names);
  return t(from ? 'tickets.event.reassigned' : 'tickets.event.assigned', names);
}

function changedWords({ facts }: TicketEvent, about: WordsAbout): string {
  const { t } = about;
  return Object.entries(facts ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      if (name.startsWith('field_')) return fieldName(about.policy, name.slice(6));
      const dimension = about.policy?.dimensions.find(({ field }) => field === name);
      const chosen = dimension?.values.find((one) => one.value === value)?.label;
      if (dimension) return `${dimension.label}: ${chosen ?? value}`;
      const said =
        name === 'priority' ? priorityName(about, String(value)) : t(`value.${value}`, { defaultValue: String(value) });
      const known = about.policy?.tickets.marks.find(({ code }) => code === name)?.label;
      return `${t(`field.${name}`, { defaultValue: known ?? name })}: ${said}`;
    })
    .join(' · ');
}

/** Those that were put on, then those that were taken off: one a line, in this order. */
function tagWords({ note, facts }: TicketEvent): string {
  const added = Number(facts?.added ?? 0);
  return (note ?? '')
    .split('\n')
    .map((tag, at) => `${at < added ? '+' : '−'} ${tag}`)
    .join(' · ');
}

/** How the desk calls a state. */
export function stateName(policy: PolicyView | undefined, code: string | null): string {
  return policy?.states.find((state) => state.code === code)?.agentLabel ?? code ?? '';
}

/** How the policy calls an area. */
export function areaName(policy: PolicyView | undefined, code: string | null): string {
  return policy?.areas.find((area) => area.code === code)?.name ?? code ?? '';
}

/** How the policy calls a datum of the intake. */
export function fieldName(policy: PolicyView | undefined, field: string): string {
  return policy?.tickets.fields.find((one) => one.field === field)?.label ?? field;
}

/** How the policy calls a step, else a word of our own for the mark. */
function markName({ policy, t }: WordsAbout, mark: string): string {
  const label = policy?.tickets.marks.find(({ code }) => code === mark)?.label;
  return t(`tickets.mark.${mark}`, { defaultValue: label ?? mark });
}

function priorityName({ t, policy }: WordsAbout, code: string | null): string {
  if (code === null) return t('tickets.noPriority');
  return policy?.tickets.priorities.find((one) => one.code === code)?.label ?? code;
}

function clockName({ clocks }: Ticket, name: string): string {
  return clocks.find((clock) => clock.name === name)?.label ?? name;
}

function folioOf({ relations }: Ticket, id: string | null): string {
  return relations.find(({ ticket }) => ticket === id)?.folio ?? '';
}

function dateText(at: string, locale: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
