/** The JSON of the API, as the console reads it: a file per resource. test/http/wire compares each with the server's schemas. */
export type * from './wire/access.ts';
export type * from './wire/admin.ts';
export type * from './wire/agent.ts';
export type * from './wire/canned-reply.ts';
export type * from './wire/contact.ts';
export type * from './wire/conversation.ts';
export type * from './wire/inbox.ts';
export type * from './wire/knowledge.ts';
export type * from './wire/letter.ts';
export type * from './wire/note.ts';
export type * from './wire/page.ts';
export type * from './wire/policy.ts';
export type * from './wire/ticket.ts';
export type * from './wire/vault.ts';
export type * from './wire/whatsapp.ts';
