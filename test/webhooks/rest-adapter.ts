import { z } from 'zod';
import type { OutsideAnswer, OutsideChange, OutsideTickets } from '../../src/contracts/outside-tickets.ts';

const created = z.object({ number: z.string() });
const shown = z.object({ number: z.string(), status: z.string(), changed: z.iso.datetime() });

/**
 * An adapter for a ticket system with a plain REST API, as an example of the port: `POST /cases`, `PUT /cases/:number`,
 * `POST /cases/:number/comments`, `GET /cases/:number`. The change's id goes along as its idempotency key.
 */
export function createRestTickets({
  url,
  token,
  system,
}: {
  url: string;
  token: string;
  system: string;
}): OutsideTickets {
  const call = (method: string, path: string, about: { id?: string; body?: object } = {}) =>
    fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(about.id ? { 'idempotency-key': about.id } : {}),
      },
      ...(about.body ? { body: JSON.stringify(about.body) } : {}),
    });
  const numberOf = ({ references }: OutsideChange) => references.find((one) => one.system === system)?.id;

  async function create({ id, ticket }: OutsideChange): Promise<OutsideAnswer> {
    const body = { title: ticket.subject, text: ticket.description, origin: ticket.folio };
    const answer = await call('POST', '/cases', { id, body });
    if (!answer.ok) return later(answer.status);
    return { kind: 'taken', status: answer.status, reference: created.parse(await answer.json()).number };
  }

  async function tell(change: OutsideChange, about: { method: string; path: string; body: object }) {
    const number = numberOf(change);
    // Opened before the endpoint was there: registered now.
    if (number === undefined) return create(change);
    const { method, path, body } = about;
    const answer = await call(method, `/cases/${encodeURIComponent(number)}${path}`, { id: change.id, body });
    return answer.ok ? ({ kind: 'taken', status: answer.status, reference: null } as const) : later(answer.status);
  }

  return {
    create,
    update: (change) =>
      tell(change, { method: 'PUT', path: '', body: { status: change.ticket.state, owner: change.ticket.area } }),
    comment: (change) => tell(change, { method: 'POST', path: '/comments', body: { text: change.event.note ?? '' } }),
    async fetch(reference) {
      const answer = await call('GET', `/cases/${encodeURIComponent(reference)}`);
      if (!answer.ok) return null;
      const { number, status, changed } = shown.parse(await answer.json());
      return { reference: number, state: status, updatedAt: new Date(changed) };
    },
  };
}

function later(status: number): OutsideAnswer {
  if (status === 410) return { kind: 'gone', status };
  return { kind: 'later', status, problem: 'status', retryAfter: null };
}
