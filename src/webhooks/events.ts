import type { Policy } from '../contracts/policy.ts';
import type { TicketEvent, TicketEventType, TicketView } from '../contracts/ticket.ts';
import type { WebhookEventType } from '../contracts/webhooks.ts';
import type { WebhookEndpointDoc } from '../storage/models/webhooks.ts';

/** Phases in which a ticket is over. */
const over: readonly string[] = ['closed', 'rejected', 'cancelled'];

/** Names of the events for others. Null: nobody outside is told, as who watches a ticket. */
const names: Readonly<Record<TicketEventType, WebhookEventType | null>> = {
  opened: 'ticket.opened',
  moved: 'ticket.moved',
  assigned: 'ticket.assigned',
  areaChanged: 'ticket.routed',
  prioritised: 'ticket.prioritised',
  fieldsChanged: 'ticket.changed',
  marked: 'ticket.marked',
  noted: 'ticket.noted',
  attached: 'ticket.attached',
  related: 'ticket.related',
  merged: 'ticket.merged',
  watched: null,
  // Words of the desk for itself.
  tagged: null,
  escalated: 'ticket.escalated',
  warned: 'ticket.warned',
  breached: 'ticket.breached',
  evaluated: 'ticket.evaluated',
  dateAgreed: 'ticket.dateAgreed',
  requesterReplied: 'ticket.replied',
  delivered: 'ticket.attached',
};

/** What an event is called outside; null: it is not told. */
export function webhookTypeOf(event: TicketEvent, policy: Policy): WebhookEventType | null {
  if (event.type !== 'moved') return names[event.type];
  const phase = policy.tickets.states.find(({ code }) => code === event.to)?.phase ?? '';
  return over.includes(phase) ? 'ticket.closed' : 'ticket.moved';
}

/** Whether an endpoint hears of an event. What its own system did is not told to it again. */
export function isFor(
  endpoint: WebhookEndpointDoc,
  { ticket, event, type }: { ticket: TicketView; event: TicketEvent; type: WebhookEventType },
): boolean {
  if (endpoint.off !== null || !endpoint.events.includes(type)) return false;
  if (endpoint.areas !== null && !endpoint.areas.includes(ticket.area)) return false;
  if (endpoint.ownToken !== null && event.actor.id === `token:${endpoint.ownToken}`) return false;
  // What came out of a system by an import is known there.
  if (event.type === 'opened' && ticket.facts.importedFrom === endpoint.system) return false;
  // A note or a file for the desk alone is not even mentioned.
  return (event.type !== 'noted' && event.type !== 'attached') || event.internal !== true || endpoint.internalNotes;
}
