import { messageIdsIn } from '../submission/message-id.ts';
import type { Bounce } from './parsed-mail.ts';

/** Where the report's own parts lie; a returned mail may be long. */
const MAX_READ = 300_000;

/**
 * Reads a delivery report. `report` is its machine-readable part (`message/delivery-status`), `raw` the whole mail, in which the
 * head of the returned mail stands. Null: it is no report of a mail that was not delivered. Pure.
 */
export function readBounce(report: string | null, raw: string, thread: readonly string[]): Bounce | null {
  if (report === null) return null;
  const actions = [...report.matchAll(/^action\s*:\s*(\w+)/gim)].map(([, action = '']) => action.toLowerCase());
  const action = actions.includes('failed') ? 'failed' : actions.includes('delayed') ? 'delayed' : null;
  if (action === null) return null;
  const status = /^status\s*:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1] ?? '';
  const [, ...returned] = [
    ...raw.slice(0, MAX_READ).matchAll(/^message-id\s*:\s*(?:\r?\n[ \t]+)?(<[^<>\s]{1,500}>)/gim),
  ];
  const original = /^original-message-id\s*:\s*(.+)$/im.exec(report)?.[1] ?? '';
  return { of: [...messageIdsIn(original), ...returned.map(([, id = '']) => id), ...thread], action, status };
}
