import type { TicketFacts } from '../../contracts/ticket.ts';
import { AppError } from '../../errors/app-error.ts';
import { priorityOf } from '../../policy/priority.ts';
import { CLASSIFIED, confirmedDimensions } from '../classification.ts';
import { ruleFacts } from '../facts.ts';
import type { Decide } from './deed.ts';

/** A priority by hand, with its reason (AMB-19); the rule leaves it alone from then on. */
export const prioritise: Decide<'prioritise'> = ({ doc, doing, rules }, { priority, reason }) => {
  const rule = rules.policy.priority;
  if (rule.strategy === 'none') throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'priority', known: 'none' });
  const known = rule.values.map(({ code }) => code);
  if (!known.includes(priority))
    throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'priority', known: known.join(', ') });
  if (!rule.correctBy.some((allowed) => allowed === doing.actor.role)) {
    throw new AppError('TICKET_PRIORITY_REFUSED', { allowed: rule.correctBy.join(', ') });
  }
  if (reason.trim() === '') throw new AppError('TICKET_NEEDS_MISSING', { to: priority, missing: 'reason' });
  if (doc.priority === priority && doc.priorityByHand) return null;
  return {
    set: { priority, priorityByHand: true },
    event: {
      type: 'prioritised',
      ...(doc.priority !== null && { from: doc.priority }),
      to: priority,
      note: reason,
      internal: true,
    },
  };
};

/** Facts that rules ask about; the priority follows by the rule unless a person set it (MAS-36). */
export const setFacts: Decide<'setFacts'> = ({ doc, rules }, deed) => {
  // What a contract says is not the desk's to change.
  const given = Object.entries(deed.facts).filter(([name]) => !Object.hasOwn(rules.contractFacts, name));
  const news = given.filter(([name, value]) => (doc.facts[name] ?? null) !== value);
  if (news.length === 0) return null;
  const facts: TicketFacts = { ...doc.facts, ...Object.fromEntries(news) };
  const priority = doc.priorityByHand ? doc.priority : priorityOf(rules.policy, facts);
  return {
    set: { facts, priority },
    event: { type: 'fieldsChanged', facts: { ...Object.fromEntries(news), priority } },
  };
};

/** CON-06: the classes as somebody of the desk confirms them; what was proposed stays in the log's opening. */
export const classify: Decide<'classify'> = ({ doc, rules }, { classes }) => {
  const dimensions = confirmedDimensions(rules.policy, ruleFacts(doc));
  const fields = dimensions.map(({ field }) => field);
  const strange = Object.keys(classes).find((field) => !fields.includes(field));
  if (strange !== undefined)
    throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'classification', known: fields.join(', ') || 'none' });
  const chosen = dimensions.map((one) => ({ ...one, chosen: classes[one.field] ?? doc.facts[one.field] ?? null }));
  const missing = chosen.filter((one) => one.chosen === null).map(({ label }) => label);
  if (missing.length > 0) throw new AppError('TICKET_NEEDS_MISSING', { to: CLASSIFIED, missing: missing.join(', ') });
  for (const { label, values, chosen: value } of chosen) {
    const known = values.map((one) => one.value);
    if (!known.includes(String(value)))
      throw new AppError('TICKET_VALUE_UNKNOWN', { what: label, known: known.join(', ') });
  }
  const news = Object.fromEntries(chosen.map(({ field, chosen: value }) => [field, String(value)]));
  const isSame = Object.entries(news).every(([field, value]) => doc.facts[field] === value);
  if (isSame && doc.marks.includes(CLASSIFIED)) return null;
  const facts: TicketFacts = { ...doc.facts, ...news };
  const priority = doc.priorityByHand ? doc.priority : priorityOf(rules.policy, facts);
  return {
    set: { facts, priority, marks: [...new Set([...doc.marks, CLASSIFIED])] },
    event: { type: 'fieldsChanged', mark: CLASSIFIED, facts: { ...news, priority } },
  };
};

/** Data of the case; the log keeps which ones, the ticket what they say (P4: texts are no facts). */
export const setFields: Decide<'setFields'> = ({ doc, rules }, deed) => {
  const known = rules.policy.intake.fields.map(({ field }) => field);
  const strange = Object.keys(deed.fields).find((field) => !known.includes(field));
  if (strange !== undefined)
    throw new AppError('TICKET_VALUE_UNKNOWN', { what: 'field', known: known.join(', ') || 'none' });
  const news = Object.entries(deed.fields).filter(([field, text]) => doc.fields[field] !== text);
  if (news.length === 0) return null;
  return {
    set: { fields: { ...doc.fields, ...Object.fromEntries(news) } },
    event: {
      type: 'fieldsChanged',
      mark: 'fields',
      facts: Object.fromEntries(news.map(([field]) => [`field_${field}`, true])),
    },
  };
};
