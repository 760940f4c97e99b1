import { access } from './en/access.ts';
import { admin } from './en/admin.ts';
import { auditActions } from './en/audit-actions.ts';
import { availability } from './en/availability.ts';
import { canned } from './en/canned.ts';
import { caseWork } from './en/case-work.ts';
import { contacts } from './en/contacts.ts';
import { conversation } from './en/conversation.ts';
import { cycles } from './en/cycles.ts';
import { diagnosis } from './en/diagnosis.ts';
import { editions } from './en/editions.ts';
import { errors } from './en/errors.ts';
import { inbox } from './en/inbox.ts';
import { knowledge } from './en/knowledge.ts';
import { letters } from './en/letters.ts';
import { logs } from './en/logs.ts';
import { noticeKinds } from './en/notice-kinds.ts';
import { opportunities } from './en/opportunities.ts';
import { quality } from './en/quality.ts';
import { refusals } from './en/refusals.ts';
import { reports } from './en/reports.ts';
import { routines } from './en/routines.ts';
import { shell } from './en/shell.ts';
import { studies } from './en/studies.ts';
import { ticketKinds } from './en/ticket-kinds.ts';
import { tickets } from './en/tickets.ts';
import { vault } from './en/vault.ts';
import type { Catalogue } from './es.ts';

/** English texts of the console. */
export const en: Catalogue = {
  ...shell,
  ...access,
  ...inbox,
  ...conversation,
  ...diagnosis,
  ...vault,
  ...contacts,
  ...tickets,
  ...caseWork,
  ...studies,
  ...ticketKinds,
  ...letters,
  ...knowledge,
  ...quality,
  ...cycles,
  ...reports,
  ...availability,
  ...opportunities,
  ...editions,
  ...routines,
  ...logs,
  ...admin,
  ...errors,
  ...canned,
  ...auditActions,
  ...noticeKinds,
  ...refusals,
};
