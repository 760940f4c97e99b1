import type { MaintenanceDeps, NoticeCompany, NoticePerson } from './deps.ts';

/** Somebody who is told, with the address that the mail goes to. */
export interface NoticeRecipient {
  /** `requester:<id>` or `company:<id>`. */
  readonly to: string;
  readonly name: string;
  readonly mail: string;
}

/**
 * Who is told of a notice: everybody of the customers concerned who may open tickets, and their directors; each address once.
 * `unreachable`: customers of whom nobody has an address.
 */
export async function recipientsOf(
  { companies, people }: Pick<MaintenanceDeps, 'companies' | 'people'>,
  concerned: readonly string[],
): Promise<{ recipients: NoticeRecipient[]; unreachable: string[] }> {
  const all = await companies();
  const isFor = (company: string | null) => concerned.length === 0 || (company !== null && concerned.includes(company));
  const meant = all.filter(({ id }) => isFor(id));
  const found = [...personsOf(await people(), isFor), ...directorsOf(meant)];
  const byMail = new Map<string, NoticeRecipient & { readonly company: string | null }>();
  for (const one of found) if (!byMail.has(one.mail)) byMail.set(one.mail, one);
  const reached = new Set(found.map(({ company }) => company));
  return {
    recipients: [...byMail.values()].map(({ to, name, mail }) => ({ to, name, mail })),
    unreachable: meant.filter(({ id }) => !reached.has(id)).map(({ name }) => name),
  };
}

function personsOf(people: readonly NoticePerson[], isFor: (company: string | null) => boolean) {
  return people.flatMap(({ id, name, company, mail }) =>
    mail === null || !isFor(company) ? [] : [{ to: `requester:${id}`, name, mail: mail.toLowerCase(), company }],
  );
}

function directorsOf(companies: readonly NoticeCompany[]) {
  return companies.flatMap(({ id, name, email }) =>
    email === null ? [] : [{ to: `company:${id}`, name, mail: email.toLowerCase(), company: id }],
  );
}
