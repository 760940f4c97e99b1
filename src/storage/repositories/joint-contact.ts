import type { Consent, ContactView } from '../../contracts/contact.ts';
import { type ContactField, contactFields } from '../../contracts/contact-desk.ts';
import type { ContactDoc } from '../models/contacts.ts';

/** A contact with those that are joined to it, in the order in which they came. */
export interface JointContact {
  readonly doc: ContactDoc;
  readonly joined: readonly JointContact[];
}

interface Known {
  readonly value: string | null;
  /** When a conversation learned it, ms; 0: not known when. */
  readonly at: number;
}
type Fields = Readonly<Record<ContactField, Known>>;

/**
 * The one card of several contacts. Nothing of it is stored: it is made from the contacts' own documents, so that an undo
 * leaves each with what it had and what it learned since. A field takes the merge's choice, unless a conversation learned
 * another value afterwards; where nothing was chosen, the value that there is.
 */
export function jointView(person: JointContact): Omit<ContactView, 'id'> {
  const fields = fieldsOf(person);
  const docs = docsOf(person);
  const consents = jointConsents(docs);
  const values = Object.fromEntries(contactFields.map((field) => [field, fields[field].value]));
  return {
    ...(values as Pick<ContactView, ContactField>),
    visits: docs.reduce((sum, { visits }) => sum + visits, 0),
    ...(consents.length > 0 && { consents }),
  };
}

/** The documents of a person, the one whose card is shown first. */
export function docsOf({ doc, joined }: JointContact): ContactDoc[] {
  return [doc, ...joined.flatMap(docsOf)];
}

/** Every answer to the privacy notice, oldest first. */
export function jointConsents(docs: readonly ContactDoc[]): readonly Consent[] {
  const all = docs.flatMap(({ consents }) => consents ?? []);
  return docs.length === 1 ? all : all.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Answers that are the contact's own: what it was shown of those that are joined with it is not copied into it. */
export function ownConsents(consents: readonly Consent[], others: readonly ContactDoc[]): Consent[] {
  const theirs = new Set(others.flatMap(({ consents: known }) => known ?? []).map(keyOf));
  return consents.filter((consent) => !theirs.has(keyOf(consent)));
}

function keyOf({ kind, version, at, channel, answer }: Consent): string {
  return [kind, version, at.getTime(), channel, answer].join('|');
}

function fieldsOf({ doc, joined }: JointContact): Fields {
  const own = (field: ContactField): Known => ({ value: doc[field], at: doc.learnedAt?.[field]?.getTime() ?? 0 });
  let fields = byField(own);
  for (const other of joined) {
    const [mine, theirs] = [fields, fieldsOf(other)];
    fields = byField((field) => either(mine[field], theirs[field], chosenOf(other.doc, field)));
  }
  return fields;
}

function byField(of: (field: ContactField) => Known): Fields {
  return Object.fromEntries(contactFields.map((field) => [field, of(field)])) as Record<ContactField, Known>;
}

function chosenOf({ joint }: ContactDoc, field: ContactField) {
  return { choice: joint?.choices[field] ?? 'kept', since: joint?.at.getTime() ?? 0 };
}

function either(kept: Known, joined: Known, { choice, since }: { choice: 'kept' | 'joined'; since: number }): Known {
  if (joined.value === null) return kept;
  if (kept.value === null) return joined;
  if (Math.max(kept.at, joined.at) > since) return joined.at > kept.at ? joined : kept;
  return choice === 'joined' ? joined : kept;
}
