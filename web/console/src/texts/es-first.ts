import { conversation } from './es/conversation.ts';
import { errors } from './es/errors.ts';
import { inbox } from './es/inbox.ts';
import { shell } from './es/shell.ts';

/** Spanish texts that the first page needs: the frame and the inbox. */
export const esFirst = {
  ...shell,
  ...inbox,
  ...conversation,
  ...errors,
};
