import { IconSettings } from '@tabler/icons-react';
import { accessArea } from '../access/area.tsx';
import { adminArea } from '../admin/area.tsx';
import { availabilityArea } from '../availability/area.tsx';
import { cannedArea } from '../canned/area.tsx';
import { contactsArea } from '../contacts/area.tsx';
import { inboxArea } from '../inbox/area.tsx';
import { knowledgeArea } from '../knowledge/area.tsx';
import { lettersArea } from '../letters/area.tsx';
import { logsArea } from '../logs/area.tsx';
import { opportunitiesArea } from '../opportunities/area.tsx';
import { qualityArea } from '../quality/area.tsx';
import { reportsArea } from '../reports/area.tsx';
import { routinesArea } from '../routines/area.tsx';
import { ticketsArea } from '../tickets/area.tsx';
import type { AdminPage, Area, Section } from './area.ts';

/** Everything that the console is made of, in the order of the menu. */
export const areas: readonly Area[] = [
  inboxArea,
  ticketsArea,
  contactsArea,
  knowledgeArea,
  logsArea,
  qualityArea,
  reportsArea,
  opportunitiesArea,
  routinesArea,
  availabilityArea,
  cannedArea,
  lettersArea,
  adminArea,
  accessArea,
];

/** The pages of "Administración". */
export const adminPages: readonly AdminPage[] = areas.flatMap((area) => area.adminPages ?? []);

/** The menu; "Administración" is for whoever may see one of its pages. */
export const sections: readonly Section[] = [
  ...areas.flatMap((area) => area.sections ?? []),
  {
    path: '/admin',
    text: 'nav.admin',
    icon: IconSettings,
    permissions: adminPages.flatMap(({ permissions }) => permissions),
    group: 'system',
  },
];
