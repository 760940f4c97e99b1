import type { Policy } from '../contracts/policy.ts';
import type { PortalEvent } from '../contracts/portal.ts';
import type { TicketEvent, TicketView } from '../contracts/ticket.ts';

/** Phases whose entering speaks to the requester: only there is the note of a move theirs to read. */
const ADDRESSED = new Set(['waiting_user', 'solved', 'closed', 'rejected', 'cancelled']);

/**
 * A ticket's history as its requester reads it. What is not named here is not told: assignments, priorities, clocks,
 * escalations and internal notes are the desk's; a move is told where the requester's label changes by it.
 */
export function historyOf(policy: Policy, ticket: TicketView, events: readonly TicketEvent[]): PortalEvent[] {
  let label = '';
  const opening = filesOfOpening(ticket, events);
  return events.flatMap((event): PortalEvent[] => {
    const before = label;
    label = labelAfter(policy, event) ?? label;
    const told = event.internal ? null : publicOf({ policy, ticket, opening }, event, { before, after: label });
    return told === null ? [] : [{ ...base(event), ...told }];
  });
}

type Told = Pick<PortalEvent, 'kind' | 'value' | 'text' | 'files'>;

interface Whole {
  readonly policy: Policy;
  readonly ticket: TicketView;
  readonly opening: PortalEvent['files'];
}

function publicOf(
  { policy, ticket, opening }: Whole,
  event: TicketEvent,
  labels: { before: string; after: string },
): Told | null {
  const text = event.note ?? null;
  const files = event.attachments ?? [];
  const state = labels.after === labels.before ? null : labels.after;
  switch (event.type) {
    case 'opened':
      return { kind: 'opened', value: labels.after, text: ticket.description, files: opening };
    case 'moved': {
      const phase = policy.tickets.states.find(({ code }) => code === event.to)?.phase ?? '';
      const isTheirs = ADDRESSED.has(phase) || event.actor.role === 'requester';
      if (state === null && !(isTheirs && text !== null)) return null;
      return { kind: 'state', value: labels.after, text: isTheirs ? text : null, files: isTheirs ? files : [] };
    }
    case 'marked':
      return text === null ? null : { kind: 'comment', value: null, text, files: [] };
    case 'delivered':
    case 'noted':
      return { kind: 'comment', value: null, text, files };
    case 'requesterReplied':
      return { kind: 'comment', value: state, text, files };
    case 'attached':
      return files.length === 0 ? null : { kind: 'comment', value: null, text: null, files };
    case 'dateAgreed':
      return { kind: 'date', value: String(event.facts?.dueAt ?? ''), text, files: [] };
    case 'evaluated':
      return { kind: 'evaluation', value: String(event.facts?.score ?? ''), text, files: [] };
    case 'merged':
      return { kind: 'merged', value: folioOf(ticket), text: null, files: [] };
    default:
      return null;
  }
}

/** Files that came with the opening stand in the ticket alone; a later one, the desk's own too, stands in its event. */
function filesOfOpening({ attachments }: TicketView, events: readonly TicketEvent[]): PortalEvent['files'] {
  const later = new Set(events.flatMap((event) => event.attachments ?? []).map(({ fileId }) => fileId));
  return attachments.filter(({ fileId }) => !later.has(fileId));
}

function folioOf({ relations }: TicketView): string | null {
  return relations.find(({ relation }) => relation === 'duplicateOf')?.folio ?? null;
}

function labelAfter({ tickets }: Policy, { type, to }: TicketEvent): string | undefined {
  const enters = type === 'opened' || type === 'moved' || type === 'merged' || type === 'requesterReplied';
  return enters ? tickets.states.find(({ code }) => code === to)?.requesterLabel : undefined;
}

function base({ id, at, actor }: TicketEvent): Pick<PortalEvent, 'id' | 'at' | 'who'> {
  return { id, at, who: actor.role === 'requester' ? 'requester' : 'desk' };
}
