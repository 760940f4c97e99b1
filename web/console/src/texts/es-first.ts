import { access } from './es/access.ts';
import { conversation } from './es/conversation.ts';
import { errors } from './es/errors.ts';
import { inbox } from './es/inbox.ts';
import { shell } from './es/shell.ts';

/** Spanish texts that the first page needs: the frame, the inbox, the way in. */
export const esFirst = {
  ...shell,
  ...access,
  ...inbox,
  ...conversation,
  ...errors,
};
