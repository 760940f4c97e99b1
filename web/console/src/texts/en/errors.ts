import type { errors as spanish } from '../es/errors.ts';

/** What went wrong, by the code of the error, in English. */
export const errors: typeof spanish = {
  error: {
    title: 'That did not work',
    OFFLINE: 'The server does not answer. Check your connection.',
    UNREADABLE: 'The server answered something that makes no sense.',
    INTERNAL: 'Something went wrong on our side. It was recorded.',
    FORBIDDEN: 'Your role may not do this.',
    CSRF_REFUSED: 'The page has expired. Reload it.',
    SIGN_IN_LINK_INVALID: 'This link was used or has expired. Ask for a new one.',
    RATE_LIMITED: 'Too many requests in a row. Wait a moment.',
    CONVERSATION_NOT_FOUND: 'There is no such conversation.',
    CONVERSATION_TAKEN: '{{who}} has this conversation. Ask them or a lead for a transfer.',
    CANNED_REPLY_INVALID: 'The text names something that cannot be filled. It may name {{known}}.',
    NOTE_TOO_OLD: 'A note may be corrected for {{minutes}} minutes. Write another one.',
    NOTE_NOT_YOURS: 'Somebody else wrote this note. Write one of your own.',
    TAGS_TOO_MANY: 'A conversation takes at most {{max}} tags. Take one off first.',
    CONVERSATION_MOVE_REFUSED: 'The conversation has changed and no longer allows this.',
    CONVERSATION_BUSY: 'The conversation changed at the same time. Try again.',
    VAULT_REASON_MISSING: 'Say in 8 characters or more what you need it for.',
    VAULT_REVEAL_REFUSED: 'The policy does not let your role see what was handed over.',
    VAULT_VALUE_GONE: 'The value is gone. Ask for it again with another form.',
    VAULT_VALUE_UNREADABLE: 'The stored value does not open. Ask for it again.',
    VAULT_KEY_MISSING: 'The key of the vault is missing. Tell whoever runs the installation.',
    VAULT_NOT_OFFERED: 'This cannot be asked for here; the policy does not offer it.',
    TICKET_NOT_FOUND: 'There is no such ticket.',
    TICKET_MOVE_REFUSED: 'The policy does not allow that move.',
    DEAD_LETTER_NOT_FOUND: 'That message was sent again already.',
    STORE_UNAVAILABLE: 'The data store does not answer.',
    TEXT_TOO_LONG: 'The message is too long.',
  },
};
