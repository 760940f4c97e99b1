import { supportCatalogue, supportFlow } from '../../flows/support/index.ts';
import { availabilityCatalogue } from '../availability/catalogue.ts';
import { createCalendar } from '../calendar/calendar.ts';
import { contactsCatalogue } from '../contacts/catalogue.ts';
import type { MaintenanceBoard } from '../contracts/availability-desk.ts';
import type { BusinessCalendar } from '../contracts/calendar.ts';
import type { CourseBoard } from '../contracts/courses.ts';
import type { Flow } from '../contracts/flow.ts';
import type { KnowledgePort } from '../contracts/knowledge.ts';
import type { Policies } from '../contracts/policies.ts';
import type { Policy } from '../contracts/policy.ts';
import { conversationCatalogue } from '../conversation/catalogue.ts';
import type { Organisation } from '../conversation/organisation.ts';
import { accessCatalogue } from '../desk/access/catalogue.ts';
import { type Catalogue, createCatalogue } from '../i18n/catalogue.ts';
import { noticesCatalogue } from '../notices/catalogue.ts';
import { reportsCatalogue } from '../reports/sheets/catalogue.ts';
import { requestersCatalogue } from '../requesters/catalogue.ts';
import { createPolicyDiagnoser, type PolicyDiagnoser } from './diagnoser.ts';

export { createPolicyDiagnoser };

const rooms = [
  supportCatalogue,
  conversationCatalogue,
  requestersCatalogue,
  noticesCatalogue,
  accessCatalogue,
  contactsCatalogue,
  reportsCatalogue,
  availabilityCatalogue,
];

function wordsOf(language: 'es' | 'en'): Record<string, string> {
  return Object.assign({}, ...rooms.map((room) => room[language]));
}

/** Every text that the product says, from all rooms. */
export function createProductCatalogue(): Catalogue {
  return createCatalogue({
    es: wordsOf('es'),
    en: wordsOf('en'),
  });
}

/** What conversations of one organisation run on. */
export function createOrganisation(
  policy: Policy,
  parts: {
    calendar: BusinessCalendar;
    knowledge: KnowledgePort;
    catalogue: Catalogue;
    board?: MaintenanceBoard;
    courses?: CourseBoard;
  },
): Organisation & { readonly diagnoser: PolicyDiagnoser } {
  return {
    policy,
    calendar: parts.calendar,
    diagnoser: createPolicyDiagnoser(policy),
    knowledge: parts.knowledge,
    // The stage stores a flow's state without reading it.
    flow: supportFlow as unknown as Flow,
    t: parts.catalogue.t(policy.organisation.locale),
    ...(parts.board && { board: parts.board }),
    ...(parts.courses && { courses: parts.courses }),
  };
}

/** The opening hours of a policy. */
export function calendarOf(policy: Policy): BusinessCalendar {
  return createCalendar(policy.organisation, policy.calendar);
}

/** Texts that a policy names by key, in each organisation's language; what is no key is the text itself. */
export function createWording({ policyOf }: Pick<Policies, 'policyOf'>): (organisation: string, key: string) => string {
  const catalogue = createProductCatalogue();
  const known = new Set(catalogue.keys());
  return (organisation, key) => (known.has(key) ? catalogue.t(policyOf(organisation).organisation.locale)(key) : key);
}
