import type { Policy } from '../contracts/policy.ts';
import type { RequesterPort, RequesterStanding } from '../contracts/requesters.ts';
import { foldName, provenAddresses } from '../policy/addresses.ts';
import type { RequesterDoc } from '../storage/models/requesters.ts';
import { type Companies, contractOf } from './companies.ts';
import type { RequesterDeps } from './deps.ts';
import { matchRequester } from './matching.ts';
import { reviewDueAt } from './review.ts';

/** Domains where anybody gets an address: they say nothing of a company. */
const everybodys = new Set([
  ...[
    'gmail.com',
    'googlemail.com',
    'hotmail.com',
    'hotmail.es',
    'outlook.com',
    'outlook.es',
    'live.com',
    'live.com.mx',
  ],
  ...['msn.com', 'yahoo.com', 'yahoo.com.mx', 'yahoo.es', 'icloud.com', 'me.com', 'aol.com', 'prodigy.net.mx'],
  ...['proton.me', 'protonmail.com', 'gmx.com', 'gmx.es', 'zoho.com', 'une.net.co', 'etb.net.co'],
]);

/** Who may ask for what, by the policy's `requesters.rule` (MAS-01..04, ALI-01..09, ICE-19..21). */
export function createStanding(deps: RequesterDeps, companies: Companies): RequesterPort {
  const { policyOf } = deps;
  return {
    async standing(organisation, contact, at) {
      const policy = policyOf(organisation);
      if (policy.requesters.rule === 'open')
        return { status: 'open', ...(await customer(policy, contact.organisation)) };
      const person = await matchRequester(deps, organisation, contact.id);
      if (person === null) return { status: 'unknown', ...(await customer(policy, null)) };
      const about = await companyOf(policy, person);
      return {
        status: person.state === 'active' ? 'valid' : 'inactive',
        ...about,
        facts: { ...about.facts, ...factsOf(policy, person, at) },
      };
    },
    async isCompanyServed(organisation, contact) {
      const person = await matchRequester(deps, organisation, contact.id);
      const named = contact.organisation === null ? null : await companies.named(organisation, contact.organisation);
      const company = person?.company ?? named?._id ?? (await companyByDomain(deps, organisation, contact.id));
      return company !== null && (await deps.requesters.countActive(organisation, company)) > 0;
    },
  };

  async function customer(policy: Policy, name: string | null): Promise<Omit<RequesterStanding, 'status'>> {
    const doc = name === null ? null : await companies.named(policy.organisation.code, name);
    const keys = doc?.keys ?? (name === null ? [] : [foldName(name)]);
    const contract = contractOf(policy, { contract: doc?.contract ?? null, keys });
    return { company: doc?.name ?? name, contract: contract?.code ?? null, facts: contract?.facts ?? {} };
  }

  async function companyOf(policy: Policy, person: RequesterDoc): Promise<Omit<RequesterStanding, 'status'>> {
    const doc = person.company === null ? null : await deps.companies.find(person.company);
    if (doc === null) return { company: null, contract: null, facts: {} };
    const contract = contractOf(policy, doc);
    return { company: doc.name, contract: contract?.code ?? null, facts: contract?.facts ?? {} };
  }
}

/** The only company whose people write from the domain that the contact writes from. */
async function companyByDomain(deps: RequesterDeps, organisation: string, contact: string): Promise<string | null> {
  const proven = provenAddresses(await deps.contacts.identitiesOf(contact), deps.policyOf(organisation));
  const domains = new Set(proven.flatMap((one) => ('mail' in one ? [one.mail.slice(one.mail.indexOf('@') + 1)] : [])));
  for (const domain of domains) {
    if (everybodys.has(domain)) continue;
    const found = await deps.requesters.companiesOfDomain(organisation, domain);
    if (found.length === 1) return found[0] ?? null;
  }
  return null;
}

/** What rules may ask of a person: their kind, and whether their review has fallen due (MAS-04). They stay valid meanwhile. */
function factsOf(policy: Policy, person: RequesterDoc, at: Date): Record<string, string> {
  const dueAt = reviewDueAt(policy, person);
  return {
    ...(person.type === null ? {} : { requesterType: person.type }),
    ...(dueAt === null ? {} : { requesterReview: dueAt <= at ? 'due' : 'current' }),
  };
}
