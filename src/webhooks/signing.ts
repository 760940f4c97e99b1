import { createHmac } from 'node:crypto';
import type { WebhookEndpointDoc } from '../storage/models/webhooks.ts';

/**
 * An endpoint's secret, in the form of Standard Webhooks. Derived and not stored: whoever reads the database has none, and
 * a rotation is one number more. `key` = 256 random bits of the installation.
 */
export function secretOf(key: Buffer, endpoint: string, generation: number): string {
  const secret = createHmac('sha256', key)
    .update(`ventanilla webhook secret|${endpoint}|${generation}`)
    .digest('base64');
  return `whsec_${secret}`;
}

/** The secrets that sign now, newest first: two for a while after a rotation. */
export function validSecrets(key: Buffer, endpoint: WebhookEndpointDoc, now: Date): string[] {
  const { _id, generation, oldSecretUntil } = endpoint;
  const current = secretOf(key, _id, generation);
  const isOldValid = generation > 1 && oldSecretUntil !== null && oldSecretUntil > now;
  return isOldValid ? [current, secretOf(key, _id, generation - 1)] : [current];
}

/** The headers of Standard Webhooks 1: the id, the instant, and a signature by each secret over id, instant and body. */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
