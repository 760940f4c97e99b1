import type { Contact, ContactIdentity } from '../../../shared/wire.ts';
import { useTexts } from '../texts/texts.tsx';

/** What is known of a person, as a list of facts; what is not known is left out. */
export function ContactFacts({ contact }: { contact: Contact }) {
  const { t } = useTexts();
  const word = useFieldWord();
  const facts = [
    ['userType', word('userType', contact.userType)],
    ['customerClass', word('customerClass', contact.customerClass)],
    ['organisation', contact.organisation],
    ['email', contact.email],
    ['phone', contact.phone],
    ['visits', String(contact.visits)],
  ] as const;
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{t(`contact.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A value in words: codes of the policy have names. */
export function useFieldWord(): (field: string, value: string | null) => string | null {
  const { t } = useTexts();
  return (field, value) =>
    value !== null && (field === 'userType' || field === 'customerClass')
      ? t(`contact.${value}`, { defaultValue: value })
      : value;
}

/** How a person is called: by name, else by the address that they write from. */
export function nameOf(contact: Pick<Contact, 'name'>, identities: readonly ContactIdentity[]): string {
  return contact.name ?? identities[0]?.address ?? '—';
}
