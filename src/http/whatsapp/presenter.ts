import { z } from 'zod';
import type { WhatsappStatus } from '../../contracts/whatsapp.ts';
import { instantField } from '../routing/fields.ts';

/** A number's state as JSON. */
export const whatsappBody = z.object({
  account: z.string(),
  transport: z.enum(['linked', 'cloud']),
  state: z.enum(['unpaired', 'pairing', 'connecting', 'open', 'waiting', 'standby', 'stopped', 'off']),
  since: instantField,
  qr: z.string().nullable(),
  code: z.string().nullable(),
  stop: z.enum(['loggedOut', 'replaced', 'banned', 'tooOld', 'mismatch', 'broken']).nullable(),
  lastCode: z.number().int().nullable(),
  retryAt: instantField.nullable(),
});

/** A number's state as the API and the sockets give it. */
export function presentWhatsapp({ since, retryAt, ...status }: WhatsappStatus): z.input<typeof whatsappBody> {
  return { ...status, since: since.toISOString(), retryAt: retryAt?.toISOString() ?? null };
}
