/**
 * Every error of the product: code, status, whether a retry may help, and a safe message that says the fix.
 * Messages never hold a customer's text or a secret. `{name}` is filled from the error's details.
 * Retired codes are never used again. docs/errors.md lists the same; a test compares them.
 */
export const errorCatalogue = {
  // Requests
  BODY_NOT_JSON: {
    status: 400,
    retryable: false,
    message: 'The body is not valid JSON. Send a JSON document with Content-Type application/json.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    retryable: false,
    message: 'The body is larger than {limit} bytes. Send less, or send files as uploads.',
  },
  REQUEST_MALFORMED: {
    status: 400,
    retryable: false,
    message: 'The request is not valid HTTP. Send one whole request as RFC 9112 says.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    retryable: true,
    message: 'The request did not arrive in time. Send it again without pauses.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    retryable: false,
    message: 'The address and the headers together are too large. Send less than 16 KB of them.',
  },
  INPUT_INVALID: { status: 400, retryable: false, message: 'The input is not valid at {path}: {problem}.' },
  NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is nothing at this address. See /openapi.json for the addresses that exist.',
  },
  CONSOLE_NOT_BUILT: {
    status: 503,
    retryable: false,
    message: 'The console is not built. Run "npm run build", then start again.',
  },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, message: 'This address does not take {method}.' },
  TOKEN_MISSING: {
    status: 401,
    retryable: false,
    message: 'No token was sent. Add the header "Authorization: Bearer <token>".',
  },
  TOKEN_INVALID: { status: 403, retryable: false, message: 'The token is wrong or has expired. Ask for a new one.' },
  FORBIDDEN: {
    status: 403,
    retryable: false,
    message: 'Your role may not do this. Ask an administrator for the permission {permission}.',
  },
  SESSION_ENDED: {
    status: 401,
    retryable: false,
    message: 'The session has ended. Sign in again with a new link.',
  },
  CSRF_REFUSED: {
    status: 403,
    retryable: false,
    message: 'The request did not come from the console. Reload the page and try again.',
  },
  SIGN_IN_LINK_INVALID: {
    status: 403,
    retryable: false,
    message: 'This sign-in link was used or has expired. Make a new one with "ventanilla doctor --sign-in".',
  },
  SIGN_IN_REFUSED: {
    status: 403,
    retryable: false,
    message: 'The address or the password is not right. Try again, or ask for a link to choose a new password.',
  },
  SECOND_FACTOR_NEEDED: {
    status: 403,
    retryable: false,
    message: 'The password is right. Send "code" as well: six digits of your app, or a recovery code.',
  },
  SECOND_FACTOR_WRONG: {
    status: 403,
    retryable: false,
    message: 'The code is not right or was used. Wait for the next one, or use a recovery code.',
  },
  SECOND_FACTOR_REQUIRED: {
    status: 403,
    retryable: false,
    message:
      'Your role needs a second factor. Set it up under "My account" in the console; then everything else opens.',
  },
  ADMINISTRATOR_AWAITED: {
    status: 409,
    retryable: false,
    message: 'Nobody is here yet. Open the console address that the start printed: its code makes the administrator.',
  },
  PASSWORD_WEAK: { status: 400, retryable: false, message: 'This password is not good enough: {problem}.' },
  SESSION_NEEDED: {
    status: 403,
    retryable: false,
    message: 'Only somebody who signed in to the console can do this for themselves. A token has no account.',
  },
  API_TOKEN_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such token. GET /api/integrations/tokens lists those that there are.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    retryable: false,
    message: 'This Idempotency-Key was used for another request. Use a new key for each thing that is to be done.',
  },
  BODY_TYPE_REFUSED: { status: 415, retryable: false, message: 'This address takes a body of the type {wanted}.' },
  RATE_LIMITED: { status: 429, retryable: true, message: 'Too many requests. Wait {seconds} seconds and try again.' },
  ORIGIN_REFUSED: {
    status: 403,
    retryable: false,
    message: 'The chat may not be used from this web address. Add the address to the origins of the site.',
  },
  SITE_UNKNOWN: { status: 404, retryable: false, message: 'There is no such chat site. Use one that is configured.' },
  // Messages and conversations
  MESSAGE_INVALID: { status: 400, retryable: false, message: 'The message is not valid at {path}: {problem}.' },
  TEXT_TOO_LONG: {
    status: 413,
    retryable: false,
    message: 'The text is longer than {limit} characters. Send it in parts or as a file.',
  },
  CHANNEL_DISABLED: {
    status: 403,
    retryable: false,
    message: 'The channel {channel} is not enabled in the policy. Set channels.{channel}.enabled to true.',
  },
  ACTIVITY_UNSUPPORTED: {
    status: 400,
    retryable: false,
    message: 'Activities of type {type} are not taken. Send type "message".',
  },
  CONVERSATION_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such conversation.' },
  CONVERSATION_NOT_YOURS: {
    status: 403,
    retryable: false,
    message: 'The token belongs to another conversation. Use the token that came with this one.',
  },
  CONVERSATION_MOVE_REFUSED: {
    status: 409,
    retryable: false,
    message: 'A conversation in mode {mode} cannot {action}. Reload it and choose another action.',
  },
  CONVERSATION_TAKEN: {
    status: 409,
    retryable: false,
    message: '{who} has this conversation. Ask them or a lead for a transfer.',
  },
  DIAGNOSIS_VALUE_UNKNOWN: {
    status: 400,
    retryable: false,
    message: 'The policy knows no such value of {field}. Choose one of those that GET /api/policy lists.',
  },
  CONVERSATION_BUSY: { status: 503, retryable: true, message: 'The conversation changed at the same time. Try again.' },
  MESSAGE_PARKED: {
    status: 500,
    retryable: false,
    message:
      'A message failed {tries} times. It is kept, and its conversation waits for an agent; the cause is logged.',
  },
  DEAD_LETTER_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such dead letter; it may have been sent again already.',
  },
  // Delivery
  DELIVERY_FAILED: {
    status: 502,
    retryable: true,
    message: 'The channel {channel} did not take the message. It will be tried again.',
  },
  DELIVERY_REFUSED: {
    status: 502,
    retryable: false,
    message: 'The channel {channel} refused the message for good. Look at the dead letters in the console.',
  },
  MAIL_LIMITED: {
    status: 429,
    retryable: false,
    message:
      'An address got {limit} automatic mails within an hour: two machines may be answering each other. Look at the conversation, and send it by hand if a person waits for it.',
  },
  DELIVERY_BOUNCED: {
    status: 502,
    retryable: false,
    message:
      'The mail server of the other side gave the message back. Check the address with the person, and send it again.',
  },
  CHANNEL_UNKNOWN: {
    status: 500,
    retryable: true,
    message: 'No adapter runs for the channel {channel}. Start the channel; the messages wait.',
  },
  // Files
  FILE_TOO_LARGE: {
    status: 413,
    retryable: false,
    message: 'The file is larger than {limit} bytes. Send a smaller one.',
  },
  FILE_TYPE_REFUSED: {
    status: 415,
    retryable: false,
    message: 'Files of type {type} are not taken. Send an image, a PDF, a document or a text.',
  },
  FILES_TOO_MANY: {
    status: 413,
    retryable: false,
    message: 'A message takes at most {limit} files. Send the others in another message.',
  },
  STUDY_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such study, draw or case.' },
  STUDY_REFUSED: {
    status: 403,
    retryable: false,
    message: 'Leads draw samples; results are for them and for the roles that the study names. Ask a lead.',
  },
  FILE_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such file.' },
  // Tickets and desk
  TICKET_NEEDS_MISSING: {
    status: 422,
    retryable: false,
    message: 'A ticket needs more before it can go to {to}: {missing}. Send it along.',
  },
  TICKET_VALUE_UNKNOWN: { status: 422, retryable: false, message: 'The policy has no such {what}. Known: {known}.' },
  TICKET_REASSIGN_REFUSED: {
    status: 403,
    retryable: false,
    message: 'The ticket has an agent; only these may give it to another: {allowed}. Ask one of them.',
  },
  TICKET_PRIORITY_REFUSED: {
    status: 403,
    retryable: false,
    message: 'Only these may correct a priority: {allowed}. Ask one of them.',
  },
  TICKET_STEPS_MISSING: {
    status: 409,
    retryable: false,
    message: 'The step {mark} comes after {missing}. Mark those first.',
  },
  TICKET_CHECKS_MISSING: {
    status: 409,
    retryable: false,
    message: 'Before {to} this is missing: {missing}. Add or confirm it on the ticket first.',
  },
  TICKET_POST_REFUSED: {
    status: 403,
    retryable: false,
    message: 'Only who fills one of these posts may do that: {allowed}. Ask one of them.',
  },
  TICKET_DELIVERY_REFUSED: {
    status: 409,
    retryable: false,
    message: 'Evidence was not delivered: {problem}.',
  },
  EVIDENCE_ONLY_ON_TICKET: {
    status: 409,
    retryable: false,
    message:
      'Files of {folio} go out by that ticket alone. Deliver them there, and tell the requester here that they are ready.',
  },
  AGENT_EXISTS: { status: 409, retryable: false, message: 'There is an agent of this id. Take another id.' },
  AGENT_INVALID: { status: 422, retryable: false, message: 'The agent cannot be stored: {problem}.' },
  TICKET_LADDER_ENDED: {
    status: 409,
    retryable: false,
    message: 'The ladder {ladder} has {levels} levels and the ticket is at the last one.',
  },
  TICKET_EVALUATION_REFUSED: { status: 409, retryable: false, message: 'The ticket cannot be evaluated: {problem}.' },
  TICKET_RELATION_REFUSED: { status: 409, retryable: false, message: 'The tickets cannot be joined: {problem}.' },
  TICKET_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such ticket.' },
  TICKET_MOVE_REFUSED: {
    status: 409,
    retryable: false,
    message: 'A ticket in state {from} may not move to {to} by {role}. Allowed: {allowed}.',
  },
  LOGGED_CHANNEL_UNKNOWN: {
    status: 422,
    retryable: false,
    message: 'Conversations of this channel are not logged by hand. Those that are: {known}.',
  },
  LOGGED_NEEDS_TICKET: {
    status: 422,
    retryable: false,
    message: 'What took more than {minutes} minutes is a ticket. Choose that outcome.',
  },
  TICKET_CHANGED: {
    status: 409,
    retryable: false,
    message: 'Somebody changed the ticket since you read it. Read it again, then decide.',
  },
  TICKET_VIEW_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such view of tickets.' },
  TICKET_VIEWS_TOO_MANY: {
    status: 409,
    retryable: false,
    message: 'There are {max} views already. Delete one of them first.',
  },
  CANNED_REPLY_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such canned reply.' },
  CANNED_REPLY_INVALID: {
    status: 422,
    retryable: false,
    message: 'The text names something that cannot be filled. It may name {known}.',
  },
  NOTE_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such note.' },
  NOTE_NOT_YOURS: { status: 403, retryable: false, message: 'Somebody else wrote this note. Write one of your own.' },
  NOTE_TOO_OLD: {
    status: 409,
    retryable: false,
    message: 'A note may be corrected for {minutes} minutes. Write another one.',
  },
  AREA_UNKNOWN: { status: 422, retryable: false, message: 'There is no such area. Known are {known}.' },
  TAGS_TOO_MANY: {
    status: 422,
    retryable: false,
    message: 'A conversation or a ticket takes at most {max} tags. Take one off first.',
  },
  TICKET_FILES_TOO_MANY: {
    status: 422,
    retryable: false,
    message: 'A ticket takes at most {max} files. Keep the others elsewhere and write where.',
  },
  AGENT_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such agent.' },
  OPPORTUNITY_INCOMPLETE: {
    status: 400,
    retryable: false,
    message: 'An opportunity needs customer data and a description (EXS-64). Missing: {missing}.',
  },
  OPPORTUNITY_UNROUTED: {
    status: 409,
    retryable: false,
    message: 'The policy names nobody who sells. Write the posts into `salesRoles` first.',
  },
  OPPORTUNITY_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such sales opportunity.' },
  DEMO_TOO_LONG: { status: 422, retryable: false, message: 'A demo takes at most {max} minutes. Plan a shorter one.' },
  DEMO_RULES_UNMET: {
    status: 409,
    retryable: false,
    message: 'The demo cannot be confirmed yet. Confirm first: {rules}.',
  },
  DEMO_REFUSED: { status: 409, retryable: false, message: 'The demo was not changed: {problem}.' },
  REFERENCE_TAKEN: {
    status: 409,
    retryable: false,
    message: 'Another ticket has this number in the system {system}. Find it by its number, and merge the two.',
  },
  // Outside systems
  WEBHOOK_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such endpoint.' },
  WEBHOOK_URL_REFUSED: { status: 400, retryable: false, message: 'The address cannot be called: {problem}.' },
  DELIVERY_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such delivery; the log keeps them for 30 days, dead ones for 90.',
  },
  // Vault
  VAULT_ITEM_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such vault item.' },
  VAULT_NOT_OFFERED: {
    status: 409,
    retryable: false,
    message: 'A safe form of this kind cannot be offered here. See vault.enabled and vault.kinds of the policy.',
  },
  VAULT_REASON_MISSING: {
    status: 400,
    retryable: false,
    message: 'A value is revealed against a reason only. Say in at least 8 characters what it is needed for.',
  },
  VAULT_REVEAL_REFUSED: {
    status: 403,
    retryable: false,
    message: 'Your role may not reveal values. The policy names the roles in vault.roles.',
  },
  VAULT_VALUE_GONE: {
    status: 410,
    retryable: false,
    message: 'There is no value any more, or none yet. Ask the person for it with a new form.',
  },
  VAULT_VALUE_UNREADABLE: {
    status: 500,
    retryable: false,
    message: 'The stored value does not open: it was changed, or its key was. Ask the person for it with a new form.',
  },
  VAULT_KEY_MISSING: {
    status: 500,
    retryable: false,
    message:
      'The vault key {key} is not here. Restore secrets/vault-keys of the same backup, or set VENTANILLA_VAULT_KEY.',
  },
  // Knowledge
  ENTRY_INVALID: { status: 400, retryable: false, message: 'The knowledge entry is not valid at {path}: {problem}.' },
  ENTRY_HOST_REFUSED: {
    status: 400,
    retryable: false,
    message: 'Links to {host} are not allowed by the policy. Allowed: {allowed}.',
  },
  ENTRY_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such knowledge entry.' },
  MODEL_OFF: {
    status: 409,
    retryable: false,
    message: 'No chat model is configured. Set VENTANILLA_MODEL_URL and VENTANILLA_MODEL_CHAT, then start again.',
  },
  MODEL_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message: 'The language model gave no answer ({why}). Try again later; docs/model.md says what the word means.',
  },
  PROPOSAL_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such proposal.' },
  PROPOSAL_DECIDED: { status: 409, retryable: false, message: 'The proposal is {state} already. Reload the list.' },
  GATE_VERSION_UNKNOWN: {
    status: 404,
    retryable: false,
    message: 'There is no version {version} of the gate. "ventanilla kb refit --list" shows those that there are.',
  },
  ENTRY_EXISTS: {
    status: 409,
    retryable: false,
    message: 'There is an entry with the id {id} already. Edit that one, or choose another id.',
  },
  ENTRY_CHANGED: {
    status: 409,
    retryable: false,
    message: 'The entry was changed meanwhile; its version is {version}. Read it again and repeat your change.',
  },
  ENTRY_MOVE_REFUSED: {
    status: 409,
    retryable: false,
    message: 'An entry in state {state} takes no {deed}. Allowed in: {allowed}.',
  },
  ENTRY_DUPLICATE: {
    status: 409,
    retryable: false,
    message: 'The entry repeats what is published: {others}. Improve that one, or confirm that both are wanted.',
  },
  IMPORT_UNREADABLE: {
    status: 400,
    retryable: false,
    message: 'The file {file} cannot be imported: {problem}.',
  },
  ENTRY_VERSION_UNKNOWN: {
    status: 404,
    retryable: false,
    message: 'The entry has no version {version}. Its history lists those that exist.',
  },
  QUOTA_NOT_SET: {
    status: 404,
    retryable: false,
    message: 'The policy sets no quota of entries. Set knowledge.quota in the policy.',
  },
  ABSENCE_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such absence.' },
  DEMAND_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such cluster of questions, or the conversation asked nothing that was looked up.',
  },
  FIGURE_UNKNOWN: {
    status: 404,
    retryable: false,
    message: 'The policy has no figure of that name. Write one of its `kpis`.',
  },
  JOB_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such job any more: it ran, or was moved. Look at the list again.',
  },
  REPORT_EDITION_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such report. Take its id from the list.',
  },
  REPORT_EDITION_REFUSED: { status: 409, retryable: false, message: 'The report was not changed: {problem}.' },
  REPORT_UNKNOWN: {
    status: 404,
    retryable: false,
    message: 'The policy has no report of that name. Write one of its `reports`.',
  },
  NOTICE_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such notice.' },
  // Storage
  STORE_UNSUPPORTED: {
    status: 500,
    retryable: false,
    message: 'The embedded store does not know {operator}. Use an operator listed in docs/decisions/store.md.',
  },
  STORE_DUPLICATE: { status: 409, retryable: false, message: 'A document with the same {index} exists.' },
  STORE_CLOSED: {
    status: 503,
    retryable: true,
    message: 'The store is closed. The process is stopping or not started yet.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message: 'The store does not answer. Check the disk, or MONGODB_URI.',
  },
  REDIS_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message: 'Redis does not answer ({reason}). Start it, or correct REDIS_URL.',
  },
  CONVERSATION_LEASE_LOST: {
    status: 503,
    retryable: true,
    message: 'Another process may have taken the conversation over. Nothing was changed; it is tried again.',
  },
  STORE_LOCKED: {
    status: 503,
    retryable: false,
    message: 'Another process uses the data folder. Stop it, or set VENTANILLA_DATA to another folder.',
  },
  // Privacy
  CONTACT_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such contact; it may have been erased.' },
  CONTACT_BUSY: {
    status: 409,
    retryable: false,
    message:
      'The contact has {conversations} open conversations and {tickets} open tickets. Close them first, or ask to close them with --close-open (closeOpen).',
  },
  CONTACT_HELD: {
    status: 409,
    retryable: false,
    message: 'The contact is on legal hold. Release the hold first, if the law allows it.',
  },
  CONTACT_CONFLICT: {
    status: 409,
    retryable: false,
    message: 'The contacts differ in {fields}. Choose for each of these fields whose value stays (choices).',
  },
  CONTACT_MERGE_REFUSED: {
    status: 409,
    retryable: false,
    message:
      'These contacts cannot be joined: {cause}. `same`: they are one person already. `requesters`: the list of requesters knows them as two people; mend the list first.',
  },
  CONTACT_MERGE_BUSY: {
    status: 409,
    retryable: true,
    message: 'Somebody else is joining one of these contacts right now. Look at the contact again, then retry.',
  },
  CONTACT_MERGE_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such merge of contacts.' },
  CONTACT_MERGE_OVER: {
    status: 409,
    retryable: false,
    message: 'This merge was undone already. Look at the contact again.',
  },
  REQUEST_KIND_UNKNOWN: {
    status: 400,
    retryable: false,
    message: 'The policy has no request of this kind. Known: {known}. See privacy.requests.',
  },
  // Audit trail
  AUDIT_BUSY: {
    status: 503,
    retryable: true,
    message: 'The audit trail is written by too many at once, so nothing was done. Try again.',
  },
  AUDIT_BROKEN: {
    status: 500,
    retryable: false,
    message: 'The audit trail is not the one that its checkpoint saw. Run "ventanilla audit verify".',
  },
  // Texts
  CATALOGUE_KEY_UNKNOWN: {
    status: 500,
    retryable: false,
    message: 'The catalogue has no text {key}. Add it in every language.',
  },
  CATALOGUE_VALUE_MISSING: {
    status: 500,
    retryable: false,
    message: 'A catalogue text needs the value {name}. Pass it where the text is asked for.',
  },
  // People who may open tickets
  COMPANY_NOT_FOUND: {
    status: 404,
    retryable: false,
    message:
      'There is no such company. Add it first (ventanilla company save), or write its name as the list gives it.',
  },
  COMPANY_INVALID: { status: 400, retryable: false, message: 'The company is not valid: {problem}.' },
  REQUESTER_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such person on the list.' },
  REQUESTER_EXISTS: {
    status: 409,
    retryable: false,
    message: 'Somebody with this mail address or phone is on the list already.',
  },
  REQUESTER_INVALID: { status: 400, retryable: false, message: 'The person is not valid: {problem}.' },
  REQUESTER_STATE: { status: 409, retryable: false, message: 'This cannot be done with somebody who is {state}.' },
  DESIGNATION_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such designation.' },
  DESIGNATION_REFUSED: { status: 403, retryable: false, message: 'The designation was not taken: {cause}.' },
  DESIGNATION_INVALID: { status: 400, retryable: false, message: 'The designation is not complete: {problem}.' },
  PORTAL_CASE_INVALID: {
    status: 400,
    retryable: false,
    message: 'The case lacks "{field}", or gives it a value that the policy does not know.',
  },
  DESIGNATION_DECIDED: { status: 409, retryable: false, message: 'The designation is {state} already.' },
  // Start
  CONFIG_INVALID: { status: 500, retryable: false, message: 'The configuration is not valid: {problems}' },
  POLICY_INVALID: { status: 500, retryable: false, message: 'The policy is not valid: {problems}' },
  DIAGNOSIS_MODEL_INVALID: {
    status: 500,
    retryable: false,
    message: 'The diagnosis model {file} is not valid: {problem}',
  },
  ORGANISATION_UNKNOWN: {
    status: 404,
    retryable: false,
    message: 'This gateway does not run that organisation. It runs: {known}.',
  },
  ORGANISATION_UNNAMED: {
    status: 400,
    retryable: false,
    message: 'Say which organisation is meant: send the header X-Organisation with one of: {known}.',
  },
  POLICY_NOT_FOUND: { status: 500, retryable: false, message: 'There is no policy {name}. Known: {known}.' },
  CALENDAR_NEVER_OPENS: {
    status: 500,
    retryable: false,
    message: 'The calendar has no opening hours within a year. Correct calendar.open or the holidays of the policy.',
  },
  CALENDAR_UNKNOWN: {
    status: 500,
    retryable: false,
    message: 'The policy has no calendar "{name}". Use default, natural, or add it under calendars.',
  },
  CLOCK_UNKNOWN: {
    status: 404,
    retryable: false,
    message: 'The policy has no clock "{name}". It has: {known}.',
  },
  DEMO_UNKNOWN: {
    status: 500,
    retryable: false,
    message:
      'There are no made-up data for the organisation {organisation}. Start with VENTANILLA_POLICY set to one that has them, or write policies/demo/{organisation}.yaml.',
  },
  DEMO_ALONE: {
    status: 500,
    retryable: false,
    message: 'The demonstration runs on its own folder in one process. Unset MONGODB_URI and REDIS_URL to see it.',
  },
  ADDRESS_IN_USE: {
    status: 500,
    retryable: false,
    message: 'Port {port} on {host} is taken. Stop what uses it, or set PORT to another one.',
  },
  GATEWAY_UNREACHABLE: {
    status: 503,
    retryable: true,
    message: 'No gateway answers at {url}. Start one with "npm start", or pass --url.',
  },
  INTERNAL: {
    status: 500,
    retryable: true,
    message: 'Something went wrong on our side. It was logged with the id {id}.',
  },
  // WhatsApp
  WHATSAPP_OFFLINE: {
    status: 503,
    retryable: true,
    message: 'WhatsApp is not connected at the moment. It is tried again by itself.',
  },
  WHATSAPP_STOPPED: {
    status: 503,
    retryable: false,
    message: 'WhatsApp is off ({reason}). See "ventanilla whatsapp status" for what to do.',
  },
  WHATSAPP_UNACKNOWLEDGED: {
    status: 504,
    retryable: true,
    message: 'WhatsApp did not say that it has the message. It is sent again under the same id.',
  },
  WHATSAPP_REFUSED: {
    status: 502,
    retryable: false,
    message:
      'WhatsApp refused the message (code {code}). Sending it again would make it worse; see docs/channels/whatsapp.md.',
  },
  WHATSAPP_BUSY: {
    status: 503,
    retryable: true,
    message: 'WhatsApp did not take the message now (code {code}). It is tried again by itself.',
  },
  WHATSAPP_FIRST_CONTACT: {
    status: 409,
    retryable: false,
    message:
      'This person never wrote to this number, and numbers that write first are banned. Wait for a message of theirs.',
  },
  WHATSAPP_WINDOW_CLOSED: {
    status: 409,
    retryable: false,
    message:
      'More than 24 hours have passed since the person wrote. Set VENTANILLA_WHATSAPP_CLOUD_TEMPLATE, or wait for them.',
  },
  WHATSAPP_PAIRED: {
    status: 409,
    retryable: false,
    message: 'This number is paired. Log it out first: ventanilla whatsapp logout.',
  },
  WHATSAPP_FILE_REFUSED: {
    status: 422,
    retryable: false,
    message: 'The file does not lie on a media server of WhatsApp, or it was changed on the way.',
  },
  WHATSAPP_FILE_GONE: {
    status: 502,
    retryable: true,
    message: 'The file could not be fetched from WhatsApp. Ask the person to send it again.',
  },
  // Bot Service
  BOT_TOKEN_REFUSED: {
    status: 401,
    retryable: false,
    message: 'The activity does not come from Bot Service ({problem}). Look at VENTANILLA_BOT_APP_ID and the clock.',
  },
  BOT_KEYS_UNAVAILABLE: {
    status: 503,
    retryable: true,
    message: 'The keys of Bot Service could not be fetched. Look at VENTANILLA_BOT_OPENID_URL and the way out to it.',
  },
  BOT_CHANNEL_REFUSED: {
    status: 403,
    retryable: false,
    message: 'This channel or its connector may not use the door. Look at VENTANILLA_BOT_CHANNELS and _SERVICE_HOSTS.',
  },
  BOT_SIGN_IN_REFUSED: {
    status: 502,
    retryable: false,
    message: 'Bot Service did not let us in ({status}). Look at VENTANILLA_BOT_APP_ID, _PASSWORD and _TENANT.',
  },
  BOT_FILE_REFUSED: {
    status: 422,
    retryable: false,
    message: 'The file does not lie on a host that files are taken from. See VENTANILLA_BOT_FILE_HOSTS.',
  },
  BOT_FILE_GONE: {
    status: 502,
    retryable: true,
    message: 'The file could not be fetched from Bot Service. Ask the person to send it again.',
  },
  REVIEW_NOT_FOUND: { status: 404, retryable: false, message: 'There is no such review. Take its id from the list.' },
  REVIEW_REFUSED: { status: 409, retryable: false, message: 'The review was not changed: {problem}.' },
  CYCLE_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such audit report or finding. Take its id from the list.',
  },
  CYCLE_REFUSED: { status: 409, retryable: false, message: 'The audit report was not changed: {problem}.' },
  VERIFICATION_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such case in the verification queue. Take its id from the list.',
  },
  VERIFICATION_REFUSED: { status: 409, retryable: false, message: 'The call was not recorded: {problem}.' },
  ROUTINE_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such checklist. Take its id from the list.',
  },
  ROUTINE_REFUSED: { status: 409, retryable: false, message: 'The checklist was not changed: {problem}.' },
  COURSE_REFUSED: { status: 422, retryable: false, message: 'The date was not entered: {problem}.' },
  MAINTENANCE_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such notice of maintenance. Take its id from the list.',
  },
  MAINTENANCE_REFUSED: { status: 409, retryable: false, message: 'The notice was not changed: {problem}.' },
  MAINTENANCE_LATE: {
    status: 409,
    retryable: false,
    message: 'Customers had to be told by {day}. Confirm that it is sent all the same, or move the window.',
  },
  OUTAGE_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: 'There is no such event in the log of availability. Take its id from the list.',
  },
  OUTAGE_REFUSED: { status: 409, retryable: false, message: 'The event was not written down: {problem}.' },
  DELIVERY_HELD: {
    status: 429,
    retryable: true,
    message: 'The message waits {seconds} seconds: the channel keeps the pace of a person.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** One line of the catalogue. `status` is the HTTP status where it reaches HTTP. */
export interface ErrorEntry {
  readonly status: number;
  readonly retryable: boolean;
  readonly message: string;
}

/** Stable code of an error. */
export type ErrorCode = keyof typeof errorCatalogue;
