import { z } from 'zod';
import { maintenanceKinds, maintenanceStates } from '../../contracts/availability-desk.ts';
import { idField, instantField } from '../routing/fields.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const words = (most: number) => z.string().trim().max(most);
const version = z.number().int().positive().describe('As it was read: a change by somebody else refuses it');

export const noticeParams = z.strictObject({ id: idField });
export const noticesQuery = z.strictObject({
  after: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const draftFields = {
  kind: z.enum(maintenanceKinds),
  title: words(120).min(1),
  text: words(2_000).default(''),
  services: z.array(words(80).min(1)).max(20).default([]),
  from: moment,
  to: moment.describe('End of the window, or the estimated restoration'),
  companies: z.array(idField).max(500).default([]).describe('Ids of customers; empty: all'),
};
export const writeBody = z.strictObject({ ...draftFields, key: idField.describe('Makes a repeat known') });
export const rewriteBody = z.strictObject(draftFields);
export const announceBody = z.strictObject({
  version,
  late: z.boolean().default(false).describe('The operator was warned that it is later than the policy asks for'),
});
export const finishBody = z.strictObject({ version, news: z.enum(['cancelled', 'restored']) });

/** A notice of maintenance. */
export const noticeBody = z.object({
  id: z.string(),
  kind: z.enum(maintenanceKinds),
  state: z.enum(maintenanceStates),
  title: z.string(),
  text: z.string(),
  services: z.array(z.string()),
  from: instantField,
  to: instantField,
  companies: z.array(z.object({ id: z.string(), name: z.string() })),
  createdAt: instantField,
  createdBy: z.string(),
  announcedAt: instantField.nullable(),
  news: z.enum(['announced', 'changed', 'cancelled', 'restored']).nullable(),
  isUntold: z.boolean(),
  deliveries: z.array(
    z.object({
      to: z.string(),
      name: z.string().nullable(),
      state: z.enum(['waiting', 'sent', 'failed', 'left']),
      at: instantField.nullable(),
      code: z.string().nullable(),
    }),
  ),
  version: z.number(),
});
export const noticesBody = z.object({ items: z.array(noticeBody), next: z.string().nullable() });
export const foresightBody = z.object({
  recipients: z.number(),
  unreachable: z.array(z.string()),
  tellBy: z.string().nullable(),
  isLate: z.boolean(),
});
export const offersBody = z.object({
  companies: z.array(z.object({ id: z.string(), name: z.string() })),
  services: z.array(z.string()),
  environments: z.array(z.object({ value: z.string(), label: z.string() })),
  reports: z.array(z.object({ value: z.string(), label: z.string() })),
});

export const outageQuery = z.strictObject({ from: moment, to: moment });
const outageFields = {
  service: words(80).min(1),
  environment: idField.nullable().default(null),
  report: idField.nullable().default(null),
  startedAt: moment,
  endedAt: moment.nullable().default(null),
  cause: words(2_000).default(''),
  action: words(2_000).default(''),
  folio: words(20).nullable().default(null),
};
export const recordBody = z.strictObject({ ...outageFields, key: idField.describe('Makes a repeat known') });
export const changeBody = z.strictObject({ ...outageFields, version });

/** A line of the log of availability. */
export const outageBody = z.object({
  id: z.string(),
  service: z.string(),
  environment: z.string().nullable(),
  report: z.string().nullable(),
  startedAt: instantField,
  endedAt: instantField.nullable(),
  cause: z.string().nullable(),
  action: z.string().nullable(),
  ticketId: z.string().nullable(),
  folio: z.string().nullable(),
  source: z.enum(['desk', 'ticket']),
  version: z.number(),
});
export const outagesBody = z.object({
  items: z.array(outageBody),
  figures: z.array(
    z.object({
      service: z.string(),
      events: z.number(),
      downMs: z.number(),
      longestMs: z.number(),
      availability: z.number(),
    }),
  ),
});
