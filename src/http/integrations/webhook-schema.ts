import { z } from 'zod';
import { deliveryProblems, deliveryStates, usualWebhookEvents, webhookEventTypes } from '../../contracts/webhooks.ts';
import { idField, instantField, pageFields, pageOf } from '../routing/fields.ts';
import { nameField } from './token-schema.ts';

/** Code of an outside system: its reference numbers stand under it. */
export const systemField = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'write a short code in small letters, like crm or mesa_externa');
const url = z.string().min(8).max(2_000);
const events = z.array(z.enum(webhookEventTypes)).min(1).max(webhookEventTypes.length);
const areas = z.array(z.string().min(1).max(64)).min(1).max(200).nullable();
const ownToken = idField.nullable();

/** A new endpoint. */
export const createWebhookBody = z.strictObject({
  name: nameField,
  system: systemField,
  url,
  events: events.default([...usualWebhookEvents]),
  areas: areas.default(null).describe('Only tickets in these areas; null: all'),
  internalNotes: z.boolean().default(false).describe('Send notes that only the desk reads too'),
  enabled: z.boolean().default(true),
  ownToken: ownToken.default(null).describe("Id of the system's API token: what it does itself is not told to it"),
});
/** What is to be different. */
export const updateWebhookBody = z.strictObject({
  name: nameField.optional(),
  system: systemField.optional(),
  url: url.optional(),
  events: events.optional(),
  areas: areas.optional(),
  internalNotes: z.boolean().optional(),
  enabled: z.boolean().optional(),
  ownToken: ownToken.optional(),
});
/** How long the secret before signs too. */
export const rotateBody = z.strictObject({
  overlapHours: z.number().int().min(0).max(168).default(24).describe('How long the old secret signs too'),
});
/** An endpoint or a delivery in an address. */
export const idParams = z.strictObject({ id: idField });
/** Filter of the delivery log. */
export const deliveriesQuery = z.strictObject({
  ...pageFields,
  after: idField.optional(),
  endpointId: idField.optional(),
  ticketId: idField.optional(),
  state: z.enum(deliveryStates).optional(),
});

/** An endpoint. */
export const webhookBody = z.object({
  id: z.string(),
  organisation: z.string(),
  kind: z.string(),
  name: z.string(),
  system: z.string(),
  url: z.string(),
  events,
  areas,
  internalNotes: z.boolean(),
  enabled: z.boolean(),
  off: z.enum(['person', 'gone']).nullable().describe('Why it is off; gone: it answered 410'),
  ownToken: z.string().nullable(),
  oldSecretUntil: instantField.nullable(),
  createdAt: instantField,
  waiting: z.number().int(),
  dead: z.number().int(),
});
/** An endpoint with the secret that nobody will see again. */
export const secretBody = z.object({
  secret: z.string().describe('whsec_…, shown this once'),
  endpoint: webhookBody,
});
/** All endpoints that one may see. */
export const webhooksBody = z.object({ items: z.array(webhookBody) });

/** One try of a delivery. */
export const tryBody = z.object({
  at: instantField,
  status: z.number().int().nullable().describe('HTTP status; null: no answer'),
  problem: z.enum(deliveryProblems).nullable(),
  ms: z.number().int(),
});
/** A delivery: ids, codes and times, no body. */
export const deliveryBody = z.object({
  id: z.string().describe('webhook-id, the same on every try'),
  organisation: z.string(),
  endpointId: z.string(),
  ticketId: z.string(),
  seq: z.number().int(),
  type: z.enum(webhookEventTypes),
  state: z.enum(deliveryStates),
  createdAt: instantField,
  nextAt: instantField.nullable(),
  deliveredAt: instantField.nullable(),
  tries: z.number().int(),
  log: z.array(tryBody),
});
/** A page of the delivery log. */
export const deliveriesBody = pageOf(deliveryBody);
