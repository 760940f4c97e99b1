import type { LiveEvent } from '../../contracts/conversation.ts';
import type { Permission } from '../../contracts/desk.ts';
import { presentNote } from '../conversations/note-presenter.ts';
import { presentItem, presentSummary } from '../conversations/presenter.ts';
import { presentNotice } from '../notices/routes.ts';
import { presentWhatsapp } from '../whatsapp/presenter.ts';

/** Permissions whose holders hear of things live; the realtime server has a room for each. */
export const heardPermissions = [
  'conversations.read',
  'tickets.read',
  'agents.read',
  'quality.read',
  'channels.manage',
] as const satisfies readonly Permission[];

/** What goes over a socket: the same JSON as the REST answers. */
export interface LiveMessage {
  readonly event: 'message' | 'conversation' | 'typing' | 'answer' | 'note' | 'ticket' | 'notice' | 'whatsapp';
  /** Who gets it: everybody who may read this of the organisation, or one agent. */
  readonly audience:
    | { readonly permission: (typeof heardPermissions)[number]; readonly organisation: string }
    | { readonly agentId: string };
  readonly body: object;
}

/** A live event as the sockets get it. */
export function presentLive(event: LiveEvent, now: Date): LiveMessage {
  switch (event.type) {
    case 'message': {
      const { conversationId, organisation, item } = event;
      const body = { conversationId, item: presentItem(item) };
      return { event: 'message', audience: { permission: 'conversations.read', organisation }, body };
    }
    case 'conversation': {
      const { organisation } = event.conversation;
      const body = { conversation: presentSummary(event.conversation, now) };
      return { event: 'conversation', audience: { permission: 'conversations.read', organisation }, body };
    }
    case 'typing': {
      const { conversationId, organisation, speaker, name } = event;
      const body = { conversationId, speaker, name };
      return { event: 'typing', audience: { permission: 'conversations.read', organisation }, body };
    }
    case 'answer': {
      const { organisation, conversationId, answerId } = event;
      return {
        event: 'answer',
        audience: { permission: 'quality.read', organisation },
        body: { conversationId, answerId },
      };
    }
    case 'note': {
      const { organisation, conversationId } = event.note;
      const body = { conversationId, note: presentNote(event.note) };
      return { event: 'note', audience: { permission: 'conversations.read', organisation }, body };
    }
    case 'whatsapp': {
      const { organisation, status } = event;
      return {
        event: 'whatsapp',
        audience: { permission: 'channels.manage', organisation },
        body: presentWhatsapp(status),
      };
    }
    case 'ticket': {
      const { ticketId, folio, organisation } = event;
      return { event: 'ticket', audience: { permission: 'tickets.read', organisation }, body: { ticketId, folio } };
    }
    case 'notice':
      return { event: 'notice', audience: { agentId: event.notice.agentId }, body: presentNotice(event.notice) };
  }
}
