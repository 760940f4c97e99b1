import type { QueryClient } from '@tanstack/react-query';
import { io } from 'socket.io-client';
import type { Conversation, Message } from '../../../shared/wire/conversation.ts';
import type { ConversationNote } from '../../../shared/wire/note.ts';
import type { Notice } from '../../../shared/wire/notice.ts';
import type { WhatsappView } from '../../../shared/wire.ts';
import { outgoing } from '../conversation/outgoing.ts';
import { onNote } from '../conversation/use-notes.ts';
import { catchUp, knownConversation, onConversation, onMessage } from './live-cache.ts';
import { type LiveEvents, tell } from './live-events.ts';

/** After a goodbye of the gateway it is asked again, ms. */
const COME_BACK_MS = 1_000;
/** Changes of tickets within so long are asked for together, ms. */
const TICKETS_TOGETHER_MS = 300;

/** Live events, and what was missed after a lost connection. Returns what ends it. */
export function openSocket(client: QueryClient, setLive: (isLive: boolean) => void): () => void {
  const socket = io({ transports: ['websocket', 'polling'], reconnectionDelayMax: 10_000, randomizationFactor: 0.5 });
  let comingBack: ReturnType<typeof setTimeout> | undefined;
  let askingTickets: ReturnType<typeof setTimeout> | undefined;
  const again = (...keys: string[]) => {
    for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
  };
  socket.on('connect', () => {
    setLive(true);
    // At the first connection too: what came between a page's answer and this moment was told to nobody.
    void catchUp(client);
    outgoing.resume();
  });
  const lost = () => setLive(false);
  socket.on('disconnect', (reason) => {
    lost();
    // A gateway that ends in order says goodbye, and after a goodbye the library does not come back by itself.
    if (reason === 'io server disconnect') comingBack = setTimeout(() => socket.connect(), COME_BACK_MS);
  });
  socket.on('connect_error', (error: Error) => {
    lost();
    if (/^(SESSION_ENDED|TOKEN_MISSING)$/.test(error.message)) again('me');
  });
  socket.on('message', (event: { conversationId: string; item: Message }) => {
    void onMessage(client, event);
    tell('message', { conversation: knownConversation(client, event.conversationId), item: event.item });
  });
  socket.on('conversation', ({ conversation }: { conversation: Conversation }) => {
    const before = knownConversation(client, conversation.id);
    onConversation(client, conversation);
    if (conversation.mode === 'waiting' && before?.mode !== 'waiting') tell('waiting', conversation);
  });
  socket.on('note', (event: { conversationId: string; note: ConversationNote }) => onNote(client, event));
  socket.on('notice', (notice: Notice) => {
    again('notices');
    tell('notice', notice);
  });
  socket.on('agent', () => again('agents'));
  socket.on('typing', (about: Parameters<NonNullable<LiveEvents['typing']>>[0]) => tell('typing', about));
  socket.on('ticket', () => {
    // A deed on a hundred tickets is a hundred events, and one look.
    askingTickets ??= setTimeout(() => {
      askingTickets = undefined;
      again('tickets');
    }, TICKETS_TOGETHER_MS);
  });
  socket.on('whatsapp', (view: WhatsappView) => client.setQueryData(['whatsapp'], view));
  socket.on('answer', () => void client.invalidateQueries({ queryKey: ['quality', 'answers'] }));
  return () => {
    clearTimeout(comingBack);
    clearTimeout(askingTickets);
    socket.disconnect();
  };
}
