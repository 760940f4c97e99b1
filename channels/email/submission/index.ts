/** Outgoing mail by the operator's mail server. */
export { type Automation, type Letter, type LetterFile, mailOf } from './letter.ts';
export { createMailPort } from './mail-port.ts';
export { messageIdOf, messageIdsIn } from './message-id.ts';
export { domainOf, isAddress, type Mailbox, type SmtpSettings } from './settings.ts';
export { createSubmission, type Submission } from './submission.ts';
