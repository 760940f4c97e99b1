import type { Contact, ContactIdentity, ContactLine } from '../../../shared/wire.ts';
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

/** How a person is called: by name, else by an address that says something (a visitor's of the web chat says nothing). */
export function useContactName() {
  const { t } = useTexts();
  return (contact: Pick<Contact, 'name'>, identities: readonly ContactIdentity[]): string => {
    const address = identities.find((one) => !isVisitor(one))?.address;
    return contact.name ?? address ?? t('inbox.unknown');
  };
}

/** Where somebody is reached: what they gave, else the address that they write from; null: only where they wrote. */
export function reachOf({ contact, identities }: ContactLine): string | null {
  const written = identities.filter((one) => !isVisitor(one)).map(({ address }) => address);
  return contact.email ?? contact.phone ?? written.find((address) => /@|^\+?\d+$/.test(address)) ?? null;
}

/** Whether an address is only the web chat's number for somebody. */
export function isVisitor({ address }: ContactIdentity): boolean {
  return address.startsWith('dl_');
}
