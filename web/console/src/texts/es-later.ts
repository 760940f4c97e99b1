import { access } from './es/access.ts';
import { admin } from './es/admin.ts';
import { auditActions } from './es/audit-actions.ts';
import { availability } from './es/availability.ts';
import { canned } from './es/canned.ts';
import { caseWork } from './es/case-work.ts';
import { contacts } from './es/contacts.ts';
import { cycles } from './es/cycles.ts';
import { diagnosis } from './es/diagnosis.ts';
import { editions } from './es/editions.ts';
import { knowledge } from './es/knowledge.ts';
import { letters } from './es/letters.ts';
import { logs } from './es/logs.ts';
import { noticeKinds } from './es/notice-kinds.ts';
import { opportunities } from './es/opportunities.ts';
import { quality } from './es/quality.ts';
import { refusals } from './es/refusals.ts';
import { reports } from './es/reports.ts';
import { routines } from './es/routines.ts';
import { studies } from './es/studies.ts';
import { ticketKinds } from './es/ticket-kinds.ts';
import { tickets } from './es/tickets.ts';
import { vault } from './es/vault.ts';

export { gatewayErrors } from './es-gateway-errors.ts';

/** Spanish texts of an opened conversation and of the pages behind the first one; fetched with them (`laterTexts`). */
export const esLater = {
  ...letters,
  ...diagnosis,
  ...vault,
  ...contacts,
  ...tickets,
  ...caseWork,
  ...studies,
  ...ticketKinds,
  ...knowledge,
  ...quality,
  ...cycles,
  ...reports,
  ...availability,
  ...opportunities,
  ...editions,
  ...routines,
  ...logs,
  ...access,
  ...admin,
  ...canned,
  ...auditActions,
  ...noticeKinds,
  ...refusals,
};
