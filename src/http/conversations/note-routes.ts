import { z } from 'zod';
import type { ConversationNotes } from '../../contracts/conversation-notes.ts';
import { actorOf } from '../auth/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { idField } from '../routing/fields.ts';
import { type Route, route } from '../routing/route.ts';
import { noteBody, notesBody, presentNote } from './note-presenter.ts';
import { conversationParams, keyField, noteText } from './schema.ts';
import { visibleConversation } from './visible-conversation.ts';

const base = '/api/conversations/:id/notes';

/** What agents write for one another about a conversation. */
export function noteRoutes(deps: HttpDeps): Route[] {
  const { conversationNotes: notes } = deps;
  return notes ? [listRoute(deps, notes), addRoute(deps, notes), editRoute(deps, notes)] : [];
}

function listRoute(deps: HttpDeps, notes: ConversationNotes): Route {
  return route(
    {
      method: 'get',
      path: base,
      access: 'conversations.read',
      summary: 'Internal notes of a conversation; each names the message that it stands after',
      params: conversationParams,
      response: notesBody,
    },
    async ({ params, principal }) => {
      await visibleConversation(deps, principal, params.id);
      return { items: (await notes.list(params.id)).map(presentNote) };
    },
  );
}

function addRoute(deps: HttpDeps, notes: ConversationNotes): Route {
  return route(
    {
      method: 'post',
      path: base,
      access: 'conversations.act',
      summary: 'Write an internal note; @id tells an agent of it. The same id again writes nothing twice',
      params: conversationParams,
      body: z.strictObject({ id: keyField, text: noteText }),
      response: noteBody,
    },
    async ({ params, body, principal }) => {
      const { organisation } = await visibleConversation(deps, principal, params.id);
      const place = { organisation, conversationId: params.id };
      return presentNote(await notes.add(place, { key: body.id, text: body.text }, actorOf(principal)));
    },
  );
}

function editRoute(deps: HttpDeps, notes: ConversationNotes): Route {
  return route(
    {
      method: 'put',
      path: `${base}/:noteId`,
      access: 'conversations.act',
      summary: 'Correct your own note within 15 minutes; what it said before is kept',
      params: z.strictObject({ id: idField, noteId: idField }),
      body: z.strictObject({ text: noteText }),
      response: noteBody,
    },
    async ({ params, body, principal }) => {
      const { organisation } = await visibleConversation(deps, principal, params.id);
      const place = { organisation, conversationId: params.id };
      return presentNote(await notes.edit(place, params.noteId, body.text, actorOf(principal)));
    },
  );
}
