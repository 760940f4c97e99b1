import { access } from './es/access.ts';
import { admin } from './es/admin.ts';
import { contacts } from './es/contacts.ts';
import { conversation } from './es/conversation.ts';
import { diagnosis } from './es/diagnosis.ts';
import { errors } from './es/errors.ts';
import { inbox } from './es/inbox.ts';
import { knowledge } from './es/knowledge.ts';
import { letters } from './es/letters.ts';
import { logs } from './es/logs.ts';
import { quality } from './es/quality.ts';
import { reports } from './es/reports.ts';
import { routines } from './es/routines.ts';
import { shell } from './es/shell.ts';
import { tickets } from './es/tickets.ts';
import { vault } from './es/vault.ts';

/** Spanish texts of the console, a file per area: the catalogue that the others translate. */
export const es = {
  ...shell,
  ...access,
  ...inbox,
  ...conversation,
  ...diagnosis,
  ...vault,
  ...contacts,
  ...tickets,
  ...letters,
  ...knowledge,
  ...quality,
  ...reports,
  ...routines,
  ...logs,
  ...admin,
  ...errors,
};

/** The shape that every language fills; its leaves are texts. */
export type Catalogue = typeof es;
